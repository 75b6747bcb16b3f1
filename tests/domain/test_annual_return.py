"""What 年度综合报表 is compiled from: members by standing, quarters as their own returns tell them, the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.annual_figures import MemberFigures
from liangxin_desktop.domain.annual_return import AnnualCompilation, compile_annual, quarters_of
from liangxin_desktop.domain.development_return import compile_development
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.life_return import compile_life
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room_return import compile_room
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.sample import sample_record
from tests.domain.builders import members, record, session
from tests.domain.test_development_return import TO_ADMISSION
from tests.domain.ways import way

YEAR = Period.parse("2026")


def compiled(what: BranchRecord, as_of: str = "2027-03-09", year: Period = YEAR) -> AnnualCompilation:
    ground = ground_of(what, rulebook(), as_of=date.fromisoformat(as_of), since=year.start)
    found = compile_annual(ground, year)
    for one in found.figures.members:
        came = one.opening + one.approved + one.transferred_in + one.converted_in
        assert came == one.converted_out + one.transferred_out + one.gone + one.closing
    return found


def standing(found: AnnualCompilation, stage: str | None) -> MemberFigures:
    return next(one for one in found.figures.members if one.stage == stage)


def moved(found: AnnualCompilation, stage: str | None) -> dict[str, int]:
    """What changed of a standing, without the zeros."""
    counts = standing(found, stage).model_dump(exclude={"stage", "title", "opening", "closing"})
    return {name: count for name, count in counts.items() if count}


@pytest.fixture(scope="module")
def sample() -> BranchRecord:
    return sample_record(date(2026, 11, 23))


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_what_the_quarterly_returns_tell_adds_up_to_the_year(sample: BranchRecord, year: str) -> None:
    """Life by kind and quarter, the flow of every stage, each self-check: all as the four returns have it."""
    whole, as_of = Period.parse(year), date(2026, 11, 23)
    found = compiled(sample, as_of.isoformat(), whole)
    grounds = {
        quarter: ground_of(sample, rulebook(), as_of=as_of, since=quarter.start) for quarter in quarters_of(whole)
    }
    life = [compile_life(ground, quarter).figures for quarter, ground in grounds.items()]
    for place, figures in enumerate(life):
        told = [row.quarters[place] for row in found.rows]
        assert [one for one in told if one] == list(figures.kinds)
    for name in ("required", "held", "due", "present", "complete", "missing"):
        assert getattr(found.figures.life, name) == sum(getattr(one.total, name) for one in life)
    assert found.figures.talks.held == sum(one.heart_talks for one in life) > 0
    development = [compile_development(ground, quarter).figures for quarter, ground in grounds.items()]
    of_year = found.figures.development
    for name in ("admitted", "converted", "extended", "cancelled", "left", "transferred_in", "transferred_out"):
        assert getattr(of_year, name) == sum(getattr(one, name) for one in development)
    for place, stage in enumerate(of_year.stages):
        assert stage.opening == development[0].stages[place].opening
        assert stage.closing == development[-1].stages[place].closing
        assert stage.entered == sum(one.stages[place].entered for one in development)
    assert (of_year.planned, of_year.used) == (development[-1].planned, development[-1].used)
    for place, (quarter, ground) in enumerate(grounds.items()):
        room = compile_room(ground, quarter)
        assert room
        assert found.figures.room.checked_on[place] == room.figures.checked_on
        assert [one.statuses[place] for one in found.figures.room.items] == [row.status for row in room.rows]


def test_somebody_approved_and_converted_in_one_year_passes_through_both_standings() -> None:
    steps = {**TO_ADMISSION, 15: "2025-12-20", 17: "2026-01-05", 22: "2026-12-01", 23: "2026-12-21", 24: "2026-12-28"}
    found = compiled(way(steps))
    assert moved(found, "probationary") == {"approved": 1, "converted_out": 1}
    assert moved(found, "full") == {"converted_in": 1}
    assert (standing(found, None).opening, standing(found, None).closing) == (9, 10)
    assert (found.figures.development.admitted, found.figures.development.converted) == (0, 1)
    before = compiled(way(steps), "2026-12-27")
    assert moved(before, "full") == {}
    assert before.figures.told_on == date(2026, 12, 27)


@pytest.mark.parametrize(
    ("fields", "full"),
    [
        ({"joined_on": "2026-05-01"}, {"transferred_in": 1}),
        ({"joined_on": "2025-12-31"}, {}),
        ({"left_on": "2026-01-01", "left_reason": "组织关系转出：某支部"}, {"transferred_out": 1}),
        ({"left_on": "2026-12-31", "left_reason": "去世"}, {"gone": 1}),
        ({"left_on": "2027-01-01", "left_reason": "去世"}, {}),
        ({"left_on": "2026-06-01", "left_reason": "调走了"}, {"gone": 1}),
        ({"joined_on": "2026-05-01", "left_on": "2026-06-01", "left_reason": "去世"}, {"transferred_in": 1, "gone": 1}),
    ],
)
def test_who_comes_and_goes(fields: dict[str, str], full: dict[str, int]) -> None:
    person = {"id": "x", "name": "林一帆", "stage": "full", "admitted_on": "2010-07-01", **fields}
    assert moved(compiled(record([*members(5), person])), "full") == full


def test_leavings_are_told_by_kind_in_the_order_of_the_list() -> None:
    ways = ["去世", "组织关系转出", "调走了", "组织关系转出：长宁某支部", "除名", None]
    gone = [
        {"id": f"x{place}", "name": "某人", "stage": "full", "left_on": "2026-03-01", "left_reason": said}
        for place, said in enumerate(ways)
    ]
    found = compiled(record([*members(5), *gone]))
    told = [(one.kind, one.title, one.count) for one in found.figures.leavings]
    assert told == [
        (LeavingKind.TRANSFERRED, "组织关系转出", 2),
        (LeavingKind.DECEASED, "去世", 1),
        (LeavingKind.REMOVED, "除名", 1),
        (None, "其他", 2),
    ]


def test_a_probation_that_is_cancelled_counts_as_such_whatever_the_roster_says() -> None:
    steps = [*TO_ADMISSION.items(), (22, "2026-08-20"), (23, ("2026-09-02", {"result": "cancel"})), (24, "2026-10-01")]
    found = compiled(way(steps))
    assert [(one.kind, one.count) for one in found.figures.leavings] == [("revoked", 1)]
    assert moved(found, "probationary") == {"gone": 1}
    assert found.figures.development.cancelled == 1


def test_yearly_meetings_go_by_the_year_they_serve() -> None:
    kind = "organizational-life-meeting"
    held = [session(kind, "2026-01-20", for_year=2025, present=["f1"]), session(kind, "2027-01-22", for_year=2026)]
    what = record(members(3), sessions=held)
    (duty, review) = compiled(what, "2027-03-09").figures.yearly
    assert (duty.required, duty.held_on, duty.due, duty.missing) == (1, (date(2027, 1, 22),), 3, 0)
    assert (review.held_on, review.missing) == ((), 1)
    found = compiled(what, "2027-01-21")
    assert [(one.held_on, one.missing) for one in found.figures.yearly] == [((), 1), ((), 1)]
    row = next(one for one in found.rows if one.year.kind == kind)
    assert [one.held if one else None for one in row.quarters] == [1, None, None, None]
    assert [one.missing for one in compiled(what, "2026-12-31").figures.yearly] == [0, 0]


def test_quarters_that_have_not_begun_are_left_open() -> None:
    what = record(members(3), sessions=[session("member-meeting", "2026-02-03", present=["f1", "f2"])])
    found = compiled(what, "2026-05-06")
    meeting = next(row for row in found.rows if row.year.kind == "member-meeting")
    assert [one and (one.required, one.held) for one in meeting.quarters] == [(1, 1), (1, 0), None, None]
    assert (meeting.year.required, meeting.year.held, meeting.year.present) == (2, 1, 2)
    assert found.figures.room.checked_on == (None,) * 4
    assert not [one for one in found.findings if one.due_on and one.due_on > date(2026, 5, 6)]


def test_talks_are_a_number_and_never_say_with_whom() -> None:
    talk = session("heart-talk", "2026-03-04", host="f1", present=["f2"])
    what = record(members(4), sessions=[talk])
    found = compiled(what)
    assert found.figures.talks.model_dump() == {"held": 1, "talked": 2, "members": 4}
    assert "life.heart-talk" not in {one.code for one in found.findings}
    assert "heart-talk" not in {row.year.kind for row in found.rows}


def test_hours_of_study_are_those_of_the_members_at_the_end() -> None:
    people = [*members(3, committee=1), {"id": "x", "name": "走", "stage": "full", "left_on": "2026-06-01"}]
    lecture = session("lecture", "2026-03-04", hours=40, present=["f1", "f2", "x"])
    study = compiled(record(people, sessions=[lecture])).figures.study
    assert (study.hours, study.members, study.reached) == (80, 3, 1)
    assert (study.due, study.due_in_leadership) == (32, 56)


def test_leadership_is_that_of_the_day() -> None:
    people = [*members(7, committee=3)]
    elections = [
        {"id": day, "held_on": day, "candidates": [{"person": person, "role": "secretary", "elected": True}]}
        for day, person in (("2024-05-06", "f2"), ("2027-02-01", "f3"))
    ]
    branch = {"committee_elected_on": "2027-02-01"}
    told = compiled(record(people, elections=elections, branch=branch)).figures.branch
    assert (told.secretary, told.seats, told.elected_on) == ("正式2", 1, date(2024, 5, 6))
    assert told.term_ends_on == date(2027, 5, 6)
    told = compiled(record(people, branch=branch)).figures.branch
    assert (told.secretary, told.seats, told.elected_on, told.term_ends_on) == ("正式1", 3, None, None)
    told = compiled(record(people, branch={"committee_elected_on": "2026-02-01"})).figures.branch
    assert told.elected_on == date(2026, 2, 1)


def test_the_room_is_judged_as_it_stood_when_the_year_ended() -> None:
    items = {"film": {"status": "unmet", "plan_due_on": "2025-06-30"}}
    checks = [
        {"checked_on": "2026-10-12", "items": items},
        {"checked_on": "2027-01-12", "items": {"film": {"status": "met"}}},
    ]
    found = compiled(record(members(3), room_checks=checks))
    codes = [one.code for one in found.findings]
    assert codes.count("room.self-check") == 3
    assert {"room.unmet", "room.plan-overdue"} <= set(codes)
    first = next(one for one in found.figures.room.items if one.item == "film")
    assert first.statuses == (None, None, None, "unmet")


def test_findings_are_those_of_the_year_and_what_is_set_aside_keeps_its_reason() -> None:
    override = {"code": "life.member-meeting", "period": "2026Q2", "reason": "搬迁停业"}
    held = [session("member-meeting", "2026-02-03"), session("member-meeting", "2026-08-03")]
    found = compiled(record(members(3), sessions=held, overrides=[override]))
    missed = {one.period: one for one in found.findings if one.code == "life.member-meeting"}
    assert set(missed) == {"2026Q2", "2026Q4"}
    assert missed["2026Q2"].override
    assert missed["2026Q2"].override.reason == "搬迁停业"
    assert missed["2026Q4"].severity == "overdue"


def test_without_a_register_of_units_there_is_no_coverage() -> None:
    assert compiled(record(members(3))).figures.cover is None
    units = [
        {"name": "甲", "employees": 60, "members": 2},
        {"name": "乙", "employees": 60, "key_industry": True},
    ]
    cover = compiled(record(members(3), units=units)).figures.cover
    assert cover
    rates = {one.name: (one.covered, one.units, one.percent, one.missed) for one in cover.rates}
    assert rates["employees-50"] == (1, 2, "50.0%", True)
    assert rates["employees-100"] == (0, 0, "", False)
    assert rates["key-industry"] == (0, 1, "0.0%", True)


_DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 1)).map(date.isoformat)


@settings(max_examples=60)
@given(
    admitted=st.none() | _DAYS,
    joined=st.none() | _DAYS,
    left=st.none() | _DAYS,
    said=st.sampled_from(["组织关系转出", "去世", "说不清", None]),
    steps=st.dictionaries(st.sampled_from([1, 3, 8, 15, 17, 23, 24]), _DAYS),
    stage=st.sampled_from(["applicant", "activist", "probationary", "full"]),
)
def test_whatever_the_record_says_the_year_balances(steps: dict[int, Any], said: str | None, **fields: Any) -> None:
    days = {f"{name}_on": day for name, day in fields.items() if name != "stage" and day}
    found = compiled(way(steps, stage=fields["stage"], left_reason=said, **days))
    both, parts = standing(found, None), [one for one in found.figures.members if one.stage]
    assert both.closing == sum(one.closing for one in parts)
    assert sum(one.count for one in found.figures.leavings) == both.transferred_out + both.gone
    probation = found.figures.development.stages[-1]
    assert (probation.opening, probation.closing) == (parts[1].opening, parts[1].closing)
