"""The self-checks of the sample's room."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.domain.room import ItemStatus, RoomItems
from liangxin_desktop.domain.rules import check
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.sample.room import room_checks
from liangxin_desktop.services.sample.setting import Setting

SHELF_MONTHS = {"gallery": 6, "website": 3, "journal": 6, "room": 24, "materials": 24}


def test_there_is_one_check_in_each_quarter(record, as_of):
    quarters = [str(Period.containing(check.checked_on, "quarter")) for check in record.room_checks]
    assert len(set(quarters)) == len(quarters)
    quarter = Period.containing(record.branch.established_on, "quarter")
    while quarter.end <= as_of:
        assert str(quarter) in quarters
        quarter = quarter.next()


def test_only_the_film_is_wanting_and_someone_is_to_have_it_made(record, as_of):
    items = record.room_checks[-1].items
    unmet = [name for name in RoomItems.model_fields if getattr(items, name).status is not ItemStatus.MET]
    assert unmet == ["film"]
    owner = next(person for person in record.people if person.id == items.film.plan_owner)
    assert owner.name == "王海涛"
    assert items.film.plan_due_on > as_of


def test_the_film_of_the_screens_is_due_at_the_end_of_march(usual):
    assert usual.room_checks[-1].items.film.plan_due_on == date(2027, 3, 31)


@given(st.dates(date(2010, 1, 1), date(2050, 12, 31)))
def test_no_evidence_is_stale_on_any_day(as_of):
    last = room_checks(Setting(as_of, 1, 31), "p03")[-1]
    assert last.checked_on <= as_of
    for name, months in SHELF_MONTHS.items():
        evidence_on = getattr(last.items, name).evidence_on
        assert evidence_on <= last.checked_on
        assert add_months(evidence_on, months) >= as_of - timedelta(days=4 if as_of.month in (1, 10) else 0), name


def test_the_rules_find_nothing_but_the_film(record, as_of):
    found = check(record, rulebook(), as_of=as_of).findings
    judged = [(one.code, one.subject.id) for one in found if one.code.startswith("room.")]
    assert judged == [("room.unmet", "film")]
