"""Writing down the way to membership: applications, steps and assessments, refused where a rule forbids them.

What is refused may still be written down as it happened, with a written reason, which sets the finding aside and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.development import APPLICATION, Assessment, DevelopmentStep
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.pipeline.forecast import forecast
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import check_ground
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.development import ground_on
from liangxin_desktop.services.people import put_person
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.records import KeyedRecords
from liangxin_desktop.store.unit_of_work import UnitOfWork

T = TypeVar("T", DevelopmentStep, Assessment)


class RuleRefusedError(RefusedError):
    """A rule forbids the step. `findings` are what it would break, `earliest` the first lawful day, where there is one.

    The same call with a written reason keeps it all the same.
    """

    def __init__(self, findings: Sequence[Finding], earliest: date | None) -> None:
        grounds = "；".join(dict.fromkeys(finding.basis for finding in findings))
        lawful = f"最早可办日期：{official_date(earliest)}。" if earliest else ""
        super().__init__(
            "；".join(finding.message for finding in findings) + "。",
            f"依据：{grounds}。{lawful}如当时确是这样办的，请写明理由后登记，理由会保留并随报表打印。",
        )
        self.findings = tuple(findings)
        self.earliest = earliest


def register_application(
    workspace: Workspace, person: Person, received_on: date, *, note: str | None = None, reason: str = ""
) -> Changes:
    """Keep an applicant, new or known, with the day the application was received.

    Raises RuleRefusedError for somebody under age, unless a reason is given.
    """
    step = DevelopmentStep(person=person.id, step=APPLICATION, done_on=received_on, note=note)
    with workspace.begin() as work:
        record = work.load_record(since=date.max)
        _need_past(workspace, received_on)
        _need_first_application(record, person)
        others = tuple(one for one in record.people if one.id != person.id)
        record = record.model_copy(update={"people": (*others, person)})
        broken = _broken(workspace, work, record, step)
        _need_reason(workspace, work, record, step, broken, reason)
        put_person(work, person)
        work.development.add(step)
        _set_aside(workspace, work, broken, reason)
        return work.commit()


def take_step(workspace: Workspace, step: DevelopmentStep, *, key: int | None = None, reason: str = "") -> Changes:
    """Write a step down, dated when it is taken, undated while it is under way.

    `key` corrects the entry of that key; else a step under way is completed, else another entry is added. Raises
    RuleRefusedError where the day or the details break a rule that was kept before, unless a reason is given.
    """
    with workspace.begin() as work:
        record = work.load_record(since=date.max)
        _need_person(record, step.person)
        _need_past(workspace, step.done_on)
        _need_session(work, step)
        place = key if key is not None else _under_way(work, step)
        before = _need_entry(work.development, place) if place is not None else None
        broken = _broken(workspace, work, record, step, before)
        _need_reason(workspace, work, record, step, broken, reason)
        if place is None:
            work.development.add(step)
        else:
            work.development.put(place, step)
        _set_aside(workspace, work, broken, reason)
        return work.commit()


def remove_step(workspace: Workspace, key: int) -> Changes:
    """Put an entry made by mistake into the recycle bin. Steps that depend on it then say so in the findings."""
    with workspace.begin() as work:
        step = _need_entry(work.development, key)
        day = official_date(step.done_on) if step.done_on else "办理中"
        name = rulebook().steps.name(step.step, step.done_on or workspace.today)
        _recycle(workspace, work, "development", step, f"第{step.step}步“{name}”（{day}）")
        work.development.remove(key)
        return work.commit()


def steps_of(workspace: Workspace, person_id: str) -> tuple[tuple[int, DevelopmentStep], ...]:
    """What is written down of a person's steps, with the key of each entry, in the order of writing."""
    with workspace.begin() as work:
        return tuple(work.development.of_person(person_id))


def record_assessment(workspace: Workspace, assessment: Assessment, *, key: int | None = None) -> Changes:
    """Write an assessment down, or correct the one of that key."""
    with workspace.begin() as work:
        record = work.load_record(since=date.max)
        _need_person(record, assessment.person)
        _need_past(workspace, assessment.done_on)
        if not (assessment.summary or "").strip():
            raise RefusedError("考察意见没有填写。", "请写清半年来的表现、优点和不足。")
        if key is None:
            work.assessments.add(assessment)
        else:
            _need_entry(work.assessments, key)
            work.assessments.put(key, assessment)
        return work.commit()


def remove_assessment(workspace: Workspace, key: int) -> Changes:
    """Put an assessment written down by mistake into the recycle bin."""
    with workspace.begin() as work:
        made = _need_entry(work.assessments, key)
        _recycle(workspace, work, "assessments", made, f"半年考察（{official_date(made.done_on)}）")
        work.assessments.remove(key)
        return work.commit()


def assessments_of(workspace: Workspace, person_id: str) -> tuple[tuple[int, Assessment], ...]:
    """A person's assessments with the key of each, in the order of writing."""
    with workspace.begin() as work:
        return tuple(work.assessments.of_person(person_id))


def _recycle(workspace: Workspace, work: UnitOfWork, kind: str, entry: T, words: str) -> None:
    person = work.people.get(entry.person)
    recycle(work, kind, entry, f"{person.name if person else ''}　{words}", workspace.now)


def _need_entry(kept: KeyedRecords[T], key: int) -> T:
    found = kept.get(key)
    if found is None:
        raise RefusedError("这一条已经没有了。", "可能刚被删除，请刷新后重新登记。")
    return found


def _need_person(record: BranchRecord, person_id: str) -> None:
    if all(one.id != person_id for one in record.people):
        raise RefusedError("名册里没有这个人。", "可能刚被删除，请刷新名册。")


def _need_first_application(record: BranchRecord, person: Person) -> None:
    if any(step.person == person.id and step.step == APPLICATION for step in record.development):
        raise RefusedError(f"“{person.name}”已登记过入党申请。", "如日期有误，请更正原来的登记。")


def _need_past(workspace: Workspace, day: date | None) -> None:
    if day and day > workspace.today:
        raise RefusedError(f"{official_date(day)}还没有到。", "请在办理之后登记，或先不填日期，记为办理中。")


def _need_session(work: UnitOfWork, step: DevelopmentStep) -> None:
    if step.details.session and work.sessions.get(step.details.session) is None:
        raise RefusedError("所依据的会议记录已经没有了。", "可能刚被删除，请另选一次会议，或者不指明。")


def _under_way(work: UnitOfWork, step: DevelopmentStep) -> int | None:
    """The key of the entry that the step completes."""
    begun = (key for key, one in work.development.of_person(step.person) if one.step == step.step and not one.done_on)
    return next(begun, None)


def _broken(
    workspace: Workspace,
    work: UnitOfWork,
    record: BranchRecord,
    step: DevelopmentStep,
    before: DevelopmentStep | None = None,
) -> list[Finding]:
    """What is in error about the person with the step and was not without it."""
    known = {finding.message for finding in _errors(workspace, work, record, step.person)}
    kept = [one for one in record.development if one != before]
    after = record.model_copy(update={"development": (*kept, step)})
    return [one for one in _errors(workspace, work, after, step.person) if one.message not in known]


def _errors(workspace: Workspace, work: UnitOfWork, record: BranchRecord, person_id: str) -> list[Finding]:
    findings = check_ground(ground_on(record, workspace.book(work), workspace.today)).findings
    return [one for one in findings if one.severity is Severity.ERROR and one.subject.id == person_id]


def _need_reason(
    workspace: Workspace,
    work: UnitOfWork,
    record: BranchRecord,
    step: DevelopmentStep,
    broken: Sequence[Finding],
    reason: str,
) -> None:
    if not broken or reason.strip():
        return
    ground = ground_on(record, workspace.book(work), workspace.today)
    ahead = forecast(ground.pipelines[step.person], ground.book)
    raise RuleRefusedError(broken, next((one.earliest for one in ahead if one.number == step.step), None))


def _set_aside(workspace: Workspace, work: UnitOfWork, broken: Sequence[Finding], reason: str) -> None:
    for code, subject, period in dict.fromkeys((one.code, one.subject.id, one.period) for one in broken):
        aside = Override(code=code, subject=subject, period=period, reason=reason.strip(), at=workspace.now)
        work.overrides.add(aside)
