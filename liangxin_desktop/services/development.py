"""Who is on the way to membership, how far, what comes next and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from liangxin_desktop.domain.development import Assessment, DevelopmentStep
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.pipeline.forecast import Forecast, forecast
from liangxin_desktop.domain.pipeline.person import Pipeline
from liangxin_desktop.domain.pipeline.requirements import assessments_owed
from liangxin_desktop.domain.pipeline.steps import STEPS
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import Ground, RuleBook, check_ground, ground_of
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

RULES = "dev."
"""What the codes of the rules on development begin with."""
ASSESSMENT = "dev.assessment"
STEP_OF_RULE = {
    "dev.age": 1,
    "dev.talk": 2,
    "dev.cultivators": 5,
    ASSESSMENT: 6,
    "dev.target-early": 7,
    "dev.publicity": 8,
    "dev.sponsors": 9,
    "dev.review": 10,
    "dev.training": 11,
    "dev.congress-window": 15,
    "dev.approval": 17,
    "dev.oath": 20,
    "dev.conversion": 23,
    "dev.conversion-early": 23,
    "dev.extension": 23,
    "dev.conversion-approval": 24,
}
"""The step with which a finding is answered, where it is always the same one."""


class Column(StrEnum):
    """The columns of the board, left to right; the last are those converted this year."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    TARGET = "target"
    PROBATIONARY = "probationary"
    CONVERTED = "converted"


class StepState(StrEnum):
    """Taken; begun and not dated; could be taken; waits for something."""

    DONE = "done"
    UNDER_WAY = "under-way"
    OPEN = "open"
    WAITING = "waiting"


@dataclass(frozen=True)
class StepLine:
    """One step of one person. `record` is what is written down of it; `forecast` what is said of one not yet taken."""

    number: int
    name: str
    state: StepState
    done_on: date | None
    record: DevelopmentStep | None
    forecast: Forecast | None


@dataclass(frozen=True)
class StageLines:
    """One of the five stages with the person's steps in it."""

    number: int
    title: str
    steps: tuple[StepLine, ...]

    @property
    def is_done(self) -> bool:
        """Whether all its steps are taken."""
        return all(step.state is StepState.DONE for step in self.steps)


@dataclass(frozen=True)
class Way:
    """One person on the way. `column` is None for somebody who has left it, or was converted in an earlier year.

    `next` are the steps that could be taken now; `findings` are those of the rules about the person, gravest first;
    `assessment_due_on` is the next day an activist's assessment is owed; `probation_ends_on` includes extensions;
    `converted_on` is the day of the vote. After an extension the steps 22 to 24 are those of the last term.
    """

    person: Person
    stage: Stage
    column: Column | None
    stages: tuple[StageLines, ...]
    next: tuple[StepLine, ...]
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...]
    assessment_due_on: date | None
    probation_ends_on: date | None
    converted_on: date | None

    @property
    def steps(self) -> tuple[StepLine, ...]:
        """All 25 steps in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def current(self) -> StepLine:
        """The step in hand: the next one, else the last one taken."""
        taken = [step for step in self.steps if step.state is StepState.DONE]
        return next(iter((*self.next, *reversed(taken))), self.steps[0])

    @property
    def current_stage(self) -> StageLines:
        """The stage in which the step in hand stands."""
        return next(stage for stage in self.stages if self.current in stage.steps)

    @property
    def progress(self) -> float:
        """How many of the steps are taken, 0 … 1."""
        return sum(step.state is StepState.DONE for step in self.steps) / STEPS

    @property
    def pressing(self) -> Finding | None:
        """The gravest finding that was not set aside."""
        return next((finding for finding in self.findings if finding.override is None), None)

    @property
    def blocked(self) -> StepLine | None:
        """The first step that cannot be taken yet; its forecast says what it wants and from when."""
        return next((step for step in self.steps if step.forecast and step.state is StepState.WAITING), None)


@dataclass(frozen=True)
class Board:
    """Everybody on the way, by column, as of `today`; this year's plan of admissions and how many there were.

    `gone` are those who left before they were full members, or whose candidacy was cancelled, the last one first.
    """

    today: date
    columns: dict[Column, tuple[Way, ...]]
    gone: tuple[Way, ...]
    planned: int | None
    admitted: int


def board(workspace: Workspace) -> Board:
    """The board by the workspace's clock."""
    with workspace.begin() as work:
        ground = development_ground(workspace, work)
    ways = [*_ways(ground, [one for one in ground.pipelines.values() if _column(one) or _is_gone(one)])]
    gone = [way for way in ways if way.column is None]
    columns = {column: tuple(way for way in ways if way.column is column) for column in Column}
    year = ground.as_of.year
    votes = (one.admitted_here_on for one in ground.pipelines.values())
    return Board(
        today=ground.as_of,
        columns=columns,
        gone=tuple(sorted(gone, key=lambda way: way.person.left_on or date.min, reverse=True)),
        planned=ground.record.branch.yearly_quota.get(str(year)),
        admitted=sum(day is not None and day.year == year for day in votes),
    )


def way_of(workspace: Workspace, person_id: str) -> Way:
    """One person's way, also of those who stand on no column. Raises RefusedError for somebody unknown."""
    with workspace.begin() as work:
        ground = development_ground(workspace, work)
    own = tuple(one for one in ground.record.people if one.id == person_id)
    if not own:
        raise RefusedError("名册里没有这个人。", "可能刚被删除，请刷新名册。")
    alone = replace(ground, record=ground.record.model_copy(update={"people": own}))  # the roster stays everybody's
    return next(_ways(alone, alone.pipelines.values()))


def development_ground(workspace: Workspace, work: UnitOfWork) -> Ground:
    """What the rules on development stand on today: no sessions are read for it."""
    record = work.load_record(since=date.max)
    return ground_on(record, workspace.book(work), workspace.today)


def ground_on(record: BranchRecord, book: RuleBook, today: date) -> Ground:
    """The same for a record at hand."""
    own = {code: rule for code, rule in book.rules.items() if code.startswith(RULES)}
    return ground_of(record, book.model_copy(update={"rules": own}), as_of=today)


def _column(person: Pipeline) -> Column | None:
    if person.has_left or person.is_cancelled:
        return None
    if person.stage is not Stage.FULL:
        return Column(person.stage.value)
    day = _converted_on(person)
    return Column.CONVERTED if day and day.year == person.as_of.year else None


def _is_gone(person: Pipeline) -> bool:
    return bool(person.taken) and not person.is_converted and (person.has_left or person.is_cancelled)


def _converted_on(person: Pipeline) -> date | None:
    """The day of the vote to convert once it is approved; without steps, the day the roster has."""
    if person.is_converted:
        term = person.terms[-1]
        decided = term.vote or term.approval
        return decided.day if decided else None
    return person.person.full_on if person.stage is Stage.FULL and not person.taken else None


def _ways(ground: Ground, people: Iterable[Pipeline]) -> Iterator[Way]:
    found: dict[str, list[Finding]] = {}
    for finding in check_ground(ground).findings:
        found.setdefault(finding.subject.id, []).append(finding)
    for person in people:
        yield _way(ground, person, tuple(found.get(person.person.id, ())))


def _way(ground: Ground, person: Pipeline, findings: tuple[Finding, ...]) -> Way:
    stages = tuple(_stages(ground, person))
    open_steps = set(() if person.is_cancelled else person.next_steps(ground.book.steps))
    return Way(
        person=person.person,
        stage=person.stage,
        column=_column(person),
        stages=stages,
        next=tuple(step for stage in stages for step in stage.steps if step.forecast and step.number in open_steps),
        findings=findings,
        assessments=tuple(sorted(person.assessments, key=lambda one: one.done_on)),
        assessment_due_on=_assessment_due_on(ground, person),
        probation_ends_on=person.probation_ends_on,
        converted_on=_converted_on(person),
    )


def _stages(ground: Ground, person: Pipeline) -> Iterator[StageLines]:
    ahead = {one.number: one for one in forecast(person, ground.book)}
    for number, stage in enumerate(ground.book.steps.stages, start=1):
        lines = (_line(ground, person, step.number, ahead.get(step.number)) for step in stage.step)
        yield StageLines(number, stage.title, tuple(lines))


def _line(ground: Ground, person: Pipeline, number: int, foreseen: Forecast | None) -> StepLine:
    taken, begun = person.latest(number), person.under_way.get(number)
    day = taken.day if taken else foreseen.earliest if foreseen else person.as_of
    return StepLine(
        number=number,
        name=ground.book.steps.name(number, day),
        state=_state(taken is not None, begun is not None, foreseen),
        done_on=taken.day if taken else None,
        record=taken.record if taken else begun,
        forecast=foreseen,
    )


def _state(taken: bool, begun: bool, foreseen: Forecast | None) -> StepState:
    if taken:
        return StepState.DONE
    if begun:
        return StepState.UNDER_WAY
    return StepState.OPEN if foreseen and foreseen.is_open else StepState.WAITING


def _assessment_due_on(ground: Ground, person: Pipeline) -> date | None:
    rule = ground.book[ASSESSMENT]
    version = rule.on(person.as_of) if rule.enabled and person.stage is Stage.ACTIVIST else None
    return next(assessments_owed(person, version.params), None) if version else None
