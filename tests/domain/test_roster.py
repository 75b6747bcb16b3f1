from datetime import date

import pytest

from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.roster import Roster
from tests.domain.builders import members, record, session


def _life(*steps: tuple[int, str, dict[str, object]]) -> Roster:
    development = [{"person": "x", "step": step, "done_on": day, "details": details} for step, day, details in steps]
    return Roster.of(record([{"id": "x", "name": "某人", "stage": "applicant"}], development=development))


ADMITTED = ((1, "2022-01-05", {}), (3, "2022-06-01", {}), (15, "2024-02-29", {}), (17, "2024-04-10", {}))


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        (ADMITTED[:1], Stage.APPLICANT),
        (ADMITTED[:2], Stage.ACTIVIST),
        (((*ADMITTED[:2], (8, "2023-06-02", {}))), Stage.TARGET),
        (ADMITTED[:3], Stage.ACTIVIST),
        (ADMITTED, Stage.PROBATIONARY),
    ],
)
def test_the_stage_follows_from_the_steps(steps: tuple[tuple[int, str, dict[str, object]], ...], stage: Stage) -> None:
    assert _life(*steps).standings["x"].stage is stage


def test_steps_say_more_than_particulars() -> None:
    people = [{"id": "x", "name": "某人", "stage": "full", "admitted_on": "2010-01-01", "full_on": "2011-01-01"}]
    steps = [{"person": "x", "step": 1, "done_on": "2026-01-05"}, {"person": "x", "step": 3, "done_on": "2026-03-05"}]
    standing = Roster.of(record(people, development=steps)).standings["x"]
    assert (standing.stage, standing.is_member(date(2026, 6, 1))) == (Stage.ACTIVIST, False)


def test_membership_counts_from_the_vote_and_standing_from_the_end_of_probation() -> None:
    convert = ((23, "2025-03-20", {"result": "convert"}), (24, "2025-04-02", {}))
    standing = _life(*ADMITTED, *convert).standings["x"]
    assert (standing.stage, standing.admitted_on, standing.full_on) == (
        Stage.FULL,
        date(2024, 2, 29),
        date(2025, 2, 28),
    )
    assert not standing.is_member(date(2024, 4, 9))
    assert standing.is_member(date(2024, 4, 10))
    assert not standing.may_vote(date(2025, 4, 1))
    assert standing.may_vote(date(2025, 4, 2))


def test_an_extension_moves_the_end_of_probation() -> None:
    extended = (
        (23, "2025-03-01", {"result": "extend", "extend_months": 6}),
        (24, "2025-03-10", {}),
        (23, "2025-09-01", {"result": "convert"}),
        (24, "2025-09-10", {}),
    )
    standing = _life(*ADMITTED, *extended).standings["x"]
    assert (standing.stage, standing.full_on) == (Stage.FULL, date(2025, 8, 29))
    assert _life(*ADMITTED, *extended[:2]).standings["x"].stage is Stage.PROBATIONARY


def test_a_cancelled_probation_ends_the_membership() -> None:
    cancelled = ((23, "2025-03-01", {"result": "cancel"}), (24, "2025-03-10", {}))
    standing = _life(*ADMITTED, *cancelled).standings["x"]
    assert standing.is_member(date(2025, 3, 9))
    assert not standing.is_member(date(2025, 3, 10))


def test_a_transfer_counts_from_its_day() -> None:
    people = [
        {"id": "t", "name": "转入", "admitted_on": "1998-07-01", "full_on": "1999-07-01", "joined_on": "2026-03-01"}
    ]
    roster = Roster.of(record(people))
    assert [roster.members(date(2026, 2, 28)), len(roster.members(date(2026, 3, 1)))] == [[], 1]


def test_months_in_the_party_count_from_the_end_of_probation() -> None:
    """However late the vote was (细则 33); clamped, and no longer than the branch knew the member."""
    convert = ((23, "2025-06-20", {"result": "convert"}), (24, "2025-07-02", {}))
    standing = _life(*ADMITTED, *convert).standings["x"]
    assert standing.full_on == date(2025, 2, 28)
    assert standing.months_in_party(date(2026, 2, 27)) == 11
    assert standing.months_in_party(date(2026, 2, 28)) == 12
    assert standing.months_in_party(date(2025, 2, 27)) is None
    assert _life(*ADMITTED).standings["x"].months_in_party(date(2030, 1, 1)) is None
    people = [
        {"id": "gone", "name": "转出", "admitted_on": "1998-07-01", "full_on": "1999-07-01", "left_on": "2020-07-15"},
        {"id": "unsaid", "name": "未填", "stage": "full", "admitted_on": "1998-07-01"},
    ]
    standings = Roster.of(record(people)).standings
    assert standings["gone"].months_in_party(date(2026, 1, 1)) == 21 * 12
    assert standings["unsaid"].months_in_party(date(2026, 1, 1)) is None


def test_attendance_is_of_those_due_and_the_unnamed_are_absent() -> None:
    held = record(
        [*members(4, 1), {"id": "a", "name": "积极", "stage": "activist"}],
        sessions=[session("member-meeting", "2026-03-02", present=["f1", "p1", "a"], leave=[{"person": "f2"}])],
    )
    attendance = Roster.of(held).attendance(held.sessions[0])
    assert attendance.due == ("f1", "f2", "f3", "f4", "p1")
    assert (attendance.present, attendance.leave, attendance.absent) == (("f1", "p1"), ("f2",), ("f3", "f4"))
    assert (attendance.voters_due, attendance.voters_present, attendance.rate) == (4, 1, 0.4)


def test_to_a_talk_come_those_who_are_named() -> None:
    held = record(sessions=[session("heart-talk", "2026-03-02", present=["f1", "f2"])])
    assert Roster.of(held).attendance(held.sessions[0]).due == ("f1", "f2")


def test_a_probation_beyond_the_calendar_ends_with_it() -> None:
    person = {"id": "x", "name": "某人", "stage": "full", "admitted_on": "9999-12-31"}
    assert Roster.of(record([*members(3), person])).standings["x"].votes_from == date.max
