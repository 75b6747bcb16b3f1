"""Somebody on the way comes from another branch with the steps done there, and the clock goes on (细则 13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    APPROVAL,
    LISTING,
    DevelopmentStep,
)
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.services.people import list_people, put_person
from liangxin_desktop.services.rulebook import steps as step_table
from liangxin_desktop.services.workspace import Workspace

_NEEDED: Mapping[Stage, tuple[int, ...]] = {
    Stage.APPLICANT: (APPLICATION,),
    Stage.ACTIVIST: (ACTIVIST,),
    Stage.TARGET: (ACTIVIST, LISTING),
    Stage.PROBATIONARY: (ADMISSION_VOTE, APPROVAL),
}
"""From the days of these steps the year and probation are reckoned."""
_LAST: Mapping[Stage, int] = {Stage.APPLICANT: 2, Stage.ACTIVIST: 7, Stage.TARGET: 14, Stage.PROBATIONARY: 22}
"""The last step that may have been taken where the person comes from."""
COMING = tuple(_LAST)
"""The stages in which somebody may come over with steps."""


def steps_elsewhere(stage: Stage) -> dict[int, tuple[str, bool]]:
    """The steps that may have been taken elsewhere: the name of each, and whether its day is needed."""
    numbers = range(APPLICATION, _LAST[stage] + 1)
    return {number: (step_table().entries[number].name, number in _NEEDED[stage]) for number in numbers}


def transfer_problems(stage: Stage, joined_on: date | None, taken: Mapping[int, date]) -> dict[int, str]:
    """What is wanting or wrong with the days of the steps, a sentence for each by its number."""
    found = {number: "请填写这一步的日期，时间从这一天起算。" for number in _NEEDED[stage] if number not in taken}
    for number, day in taken.items():
        later = [before for before in step_table().after(number) if before in taken and taken[before] > day]
        if joined_on and day > joined_on:
            found[number] = "在转入之后，请转入后再逐步登记。"
        elif later:
            found[number] = f"早于第{later[0]}步（{official_date(taken[later[0]])}）。"
    return found


def may_come(workspace: Workspace) -> tuple[Person, ...]:
    """Those of the roster who may come over: no members of the branch, or gone and coming back; none is a full one."""
    lines = (one for one in list_people(workspace) if one.stage is not Stage.FULL)
    return tuple(one.person for one in lines if one.person.left_on or not one.is_member)


def transfer_in(workspace: Workspace, person: Person, taken: Mapping[int, date]) -> Changes:
    """Keep somebody who comes over, new or known, with the steps taken elsewhere; those recorded already stay.

    Raises RefusedError when another person has the identity number.
    """
    with workspace.begin() as work:
        put_person(work, person.but(left_on=None, left_reason=None, left_decision=None))
        recorded = {step.step for _, step in work.development.of_person(person.id)}
        for number, day in sorted(taken.items()):
            if number not in recorded:
                work.development.add(DevelopmentStep(person=person.id, step=number, done_on=day))
        return work.commit()
