"""The course of an election: its steps, the days on which they are wanted, what each lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin_desktop.domain.election_course import Course, course_of
from liangxin_desktop.domain.elections import Election, ElectionFields
from liangxin_desktop.services.elections import course_table
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record


def _course(*, full: int = 9, branch: dict[str, Any] | None = None, **fields: Any) -> Course:
    what = record(members(full), branch=branch or {"committee_elected_on": "2023-08-31"})
    election = Election.model_validate({"id": "e", **fields})
    return course_of(what, election, course_table(), rulebook(), date(2026, 2, 1))


def test_each_step_is_wanted_counted_back_from_the_end_of_the_term() -> None:
    wanted = {state.step.key: state.wanted_by for state in _course().steps}
    assert wanted["apply"] == date(2026, 2, 28), "six months before 31 August"
    assert wanted["hold"] == date(2026, 8, 31)
    assert wanted["report"] is None


@pytest.mark.parametrize("kind", ["founding", "by-election"])
def test_what_ends_no_term_is_wanted_on_no_day(kind: str) -> None:
    assert not any(state.wanted_by for state in _course(kind=kind).steps)


def test_a_branch_that_does_not_say_when_it_elected_has_no_end_of_term() -> None:
    assert _course(branch={"established_on": "2020-01-01"}).term_ends_on is None


@pytest.mark.parametrize(
    ("full", "seats", "committee"), [(6, None, False), (7, None, True), (9, 2, False), (5, 3, True)]
)
def test_a_committee_is_elected_by_seven_full_members(full: int, seats: int | None, *, committee: bool) -> None:
    course = _course(full=full, seats=seats)
    assert course.committee is committee
    assert ("offices" in [state.step.key for state in course.steps]) is committee


def test_a_step_is_done_when_nothing_is_lacking() -> None:
    course = _course(seats=3, applied_on="2026-02-01")
    assert course.state("apply").lacks == ("批复日期",)
    assert course.state("count").lacks == ("发出选票", "收回选票", "有效票", "候选人得票")
    done = _course(seats=3, applied_on="2026-01-05", replied_on="2026-01-20").state("apply")
    assert done.is_done
    assert done.done_on == date(2026, 1, 20)


def test_roles_are_asked_of_those_elected() -> None:
    chosen = [{"person": "f1", "for": 9, "elected": True}, {"person": "f2", "for": 1}]
    assert _course(candidates=chosen, offices_on="2026-01-30").state("offices").lacks == ("当选人职务",)
    chosen[0]["role"] = "secretary"
    assert _course(candidates=chosen, offices_on="2026-01-30").state("offices").is_done


def test_the_data_names_only_what_an_election_has() -> None:
    table = course_table()
    known = {*ElectionFields.model_fields, "candidates", "votes", "roles"}
    for step in table.step:
        assert known >= {*step.fields, *step.needs}
        assert table.field.keys() >= {*step.fields, *step.needs}
    assert {fault.step for fault in table.fault.values()} <= {step.key for step in table.step} | {""}


def test_the_count_is_done_on_the_day_of_the_vote() -> None:
    course = _course(held_on="2026-01-30")
    assert course.state("count").done_on == date(2026, 1, 30)
    assert course.state("report").done_on is None
