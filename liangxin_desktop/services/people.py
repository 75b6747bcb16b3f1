"""The roster: who is in the branch, how they stand, and how they are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.roster import Roster, Standing
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.leaving import Leaving, decision_problem, leaving_problems
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PersonLine:
    """One person as the roster lists them. `initials` are all readings of the name, for searching."""

    person: Person
    standing: Standing
    group: str
    initials: frozenset[str]
    is_member: bool

    @property
    def stage(self) -> Stage:
        """How far the person is on the way, from the steps where there are any."""
        return self.standing.stage


def list_people(workspace: Workspace, *, on: date | None = None) -> tuple[PersonLine, ...]:
    """Everybody in the record, in its order, as they stand on the day (today)."""
    day = on or workspace.today
    with workspace.begin() as work:
        roster, groups = roster_of(work), {group.id: group.name for group in work.groups.all()}
    return tuple(
        PersonLine(
            person=one.person,
            standing=one,
            group=groups.get(one.person.group or "", ""),
            initials=pinyin.initials(one.person.name),
            is_member=one.is_member(day),
        )
        for one in roster.standings.values()
    )


def roster_of(work: UnitOfWork) -> Roster:
    """The people of the record with their steps."""
    return Roster(work.people.all(), [step for _, step in work.development.all()])


def get_person(workspace: Workspace, person_id: str) -> Person:
    """One person's particulars."""
    with workspace.begin() as work:
        return _need(work, person_id)


def save_person(workspace: Workspace, person: Person) -> Changes:
    """Keep a person, new or changed.

    Raises RefusedError when another person has the identity number, or an exit that an organization decides is written
    down without its decision.
    """
    with workspace.begin() as work:
        _need_decision(work, person)
        put_person(work, person)
        return work.commit()


def put_person(work: UnitOfWork, person: Person) -> None:
    """Put the person into the roster. Raises RefusedError when another person has the identity number."""
    for other in work.people.all():
        if person.id_number and other.id_number == person.id_number and other.id != person.id:
            raise RefusedError(f"公民身份号码与“{other.name}”相同。", "请核对两个人的号码。")
    work.people.put(person)


def remove_person(workspace: Workspace, person_id: str) -> Changes:
    """Remove somebody entered by mistake. Whoever is named in a record stays: such a person has left, not vanished."""
    with workspace.begin() as work:
        person = _need(work, person_id)
        if where := "、".join(_named_in(work, person_id)):
            raise RefusedError(f"“{person.name}”已出现在{where}里，不能删除。", "如已离开支部，请填写离开日期和原因。")
        recycle(work, "people", person, person.name, workspace.now)
        work.people.remove(person_id)
        return work.commit()


def leave(workspace: Workspace, person_id: str, leaving: Leaving) -> Changes:
    """Write down that somebody left. RefusedError where something is wanting, or steps were taken later."""
    if problems := leaving_problems(leaving):
        raise RefusedError("没有登记：" + "".join(problems.values()), "补齐后再登记。")
    with workspace.begin() as work:
        person = _need(work, person_id)
        last = max((one.done_on for _, one in work.development.of_person(person_id) if one.done_on), default=None)
        if last and leaving.left_on and leaving.left_on < last:
            raise RefusedError(
                f"“{person.name}”在{official_date(last)}还办理了步骤，离开日期不能早于这一天。",
                "请核对离开日期，或先更正步骤。",
            )
        gone = {"left_on": leaving.left_on, "left_reason": leaving.reason, "left_decision": leaving.decision}
        work.people.put(person.but(**gone))
        return work.commit()


def come_back(workspace: Workspace, person_id: str) -> Changes:
    """Strike out that somebody left; everything recorded before is there again. The log keeps what was written."""
    with workspace.begin() as work:
        work.people.put(_need(work, person_id).but(left_on=None, left_reason=None, left_decision=None))
        return work.commit()


def _need_decision(work: UnitOfWork, person: Person) -> None:
    """An exit as it stands in an old record is left alone."""
    before, problem = work.people.get(person.id), decision_problem(person)
    known = before is not None and (before.left_on, before.left_reason) == (person.left_on, person.left_reason)
    if problem and not known:
        raise RefusedError(problem, "请在“离开依据”里写明；程序只登记组织的决定。")


def _need(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.get(person_id)
    if person is None:
        raise RefusedError("名册里没有这个人。", "可能刚被删除，请刷新名册。")
    return person


def _named_in(work: UnitOfWork, person_id: str) -> Iterator[str]:
    """The kinds of records that name the person."""
    candidates = (who.person for election in work.elections.all() for who in election.candidates)
    where = {
        "会议记录": work.sessions.name_person(person_id),
        "发展党员的记录": _is_in_development(work, person_id),
        "党小组（组长）": any(group.leader == person_id for group in work.groups.all()),
        "选举记录": person_id in candidates,
        "联系人": any(contact.person == person_id for contact in work.contacts.all()),
    }
    return (name for name, is_named in where.items() if is_named)


def _is_in_development(work: UnitOfWork, person_id: str) -> bool:
    """Whether the person took a step or was assessed, or cultivated, sponsored or assessed somebody."""
    if work.development.of_person(person_id) or work.assessments.of_person(person_id):
        return True
    details = [step.details for _, step in work.development.all()]
    led = any(person_id in (*(one.cultivators or ()), *(one.sponsors or ())) for one in details)
    return led or any(person_id in one.by for _, one in work.assessments.all())
