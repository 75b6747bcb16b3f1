"""The self-checks of the sample's room."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.domain.room import ItemStatus, RoomItems
from liangxin_desktop.domain.room_particulars import particulars_of
from liangxin_desktop.domain.room_register import EntryKind, RoomFacts
from liangxin_desktop.domain.rules import check
from liangxin_desktop.services.room_register import is_use, use_of
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.sample import sample_record
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


def test_the_register_tells_of_all_six_items_and_of_nothing_to_come(record, as_of):
    kinds = Counter(entry.kind for entry in record.room_entries)
    assert set(kinds) == set(EntryKind)
    assert kinds[EntryKind.SYSTEM] == 12
    days = [day for entry in record.room_entries for day in (entry.on, entry.withdrawn_on) if day]
    assert max(days) <= as_of
    assert min(entry.on for entry in record.room_entries if entry.kind is EntryKind.USE).year >= as_of.year - 1
    assert all(getattr(record.room_facts, name) for name in RoomFacts.model_fields)


def test_eight_boards_hang_once_both_halves_were_changed(record, as_of):
    told = particulars_of(record.room_facts, record.room_entries, Period.containing(as_of, "quarter"), as_of)
    assert (told.gallery.boards, len(told.gallery.panels)) == (8, 2)
    assert told.gallery.changed_on == record.room_checks[-1].items.gallery.evidence_on


def test_the_last_self_check_says_what_the_register_said_of_the_quarter_before(usual):
    last = usual.room_checks[-1]
    before = Period.containing(last.checked_on, "quarter").previous()
    told = particulars_of(usual.room_facts, usual.room_entries, before, before.end)
    assert f"上季度使用 {told.room.uses.in_period} 次" in last.items.room.description
    assert f"上季度推送 {told.website.posts.in_period} 篇" in last.items.website.description
    assert f"学习资料 {told.materials.copies} 册" in last.items.materials.description


def test_the_sessions_of_the_last_month_are_left_to_be_taken(usual):
    place = usual.room_facts.place
    held = {use_of(one, "").id: one.held_on for one in usual.sessions if is_use(one, place)}
    taken = {entry.id for entry in usual.room_entries}
    open_ones = [day for one, day in held.items() if one not in taken and day.year == 2026]
    assert open_ones
    assert {(day.year, day.month) for day in open_ones} == {(2026, 11)}


def test_the_register_goes_back_to_the_year_before_however_old_the_branch(usual):
    long = sample_record(date(2026, 11, 23), years=3)
    assert abs(len(long.room_entries) - len(usual.room_entries)) < 10


def test_the_venue_was_checked_once_against_the_standard_that_ships_besides(record, as_of):
    (check,) = record.preset_checks
    preset = rulebook().presets["venue"]
    assert (check.preset, check.title) == (preset.id, preset.title)
    assert [(one.key, one.title) for one in check.items] == [(one.key, one.title) for one in preset.items]
    assert check.checked_on == record.room_checks[-1].checked_on
    (sign,) = [one for one in check.items if one.status is not ItemStatus.MET]
    assert sign.gap
    assert sign.plan_owner in {one.id for one in record.people}
    for asked in preset.items:
        holds_to = asked.holds_to(check.of(asked.key))
        assert holds_to is None or holds_to >= as_of
