"""What the forms of a person's way to membership say: filled from the record as it stands today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from liangxin_desktop.domain.development import (
    APPLICATION,
    APPROVAL,
    CONVERSION_APPROVAL,
    CONVERSION_REQUEST,
    CONVERSION_VOTE,
    CULTIVATORS,
    OATH,
    SPONSORS,
    AssessmentKind,
    DevelopmentStep,
    StepDetails,
    VoteResult,
)
from liangxin_desktop.domain.development_forms import (
    AssessmentForm,
    AssessmentPage,
    DevelopmentForm,
    MaterialLine,
    PersonHead,
    ProbationForm,
    TermLine,
    WayEntry,
    WayStage,
)
from liangxin_desktop.domain.forms import VoteLine
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.pipeline.person import Pipeline, Taken
from liangxin_desktop.domain.rules import Ground
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import safe_name
from liangxin_desktop.services.development import ground_on
from liangxin_desktop.services.development_decisions import session_titles
from liangxin_desktop.services.development_papers import papers_of
from liangxin_desktop.services.forms import PrintedForm
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace

LEAST_PAGES = 2
"""So many pages for assessments a form has at least; those without an assessment are for ink."""
_FILED = 4


def print_of_person(workspace: Workspace, form: str, subject: str) -> PrintedForm:
    """One of `development`, `assessment` and `probation` of a person, by id or name, laid out."""
    from liangxin_desktop.documents.assessment_forms import assessment_form_pdf, probation_form_pdf
    from liangxin_desktop.documents.development_form import development_form_pdf

    makers: dict[str, Callable[[], bytes]] = {
        "development": lambda: development_form_pdf(development_form(workspace, subject)),
        "assessment": lambda: assessment_form_pdf(assessment_form(workspace, subject)),
        "probation": lambda: probation_form_pdf(probation_form(workspace, subject)),
    }
    name, pdf = _ground_and_person(workspace, subject)[1].person.name, makers[form]()
    return PrintedForm(safe_name(f"{label('person_form', form)}-{name}-{official_date(workspace.today)}", ".pdf"), pdf)


def development_form(workspace: Workspace, subject: str) -> DevelopmentForm:
    """发展党员全程纪实表 of a person. Raises RefusedError for who is not found or has no step in the record."""
    ground, person = _ground_and_person(workspace, subject)
    if not person.steps:
        raise RefusedError(f"“{person.person.name}”没有发展党员的记录。", "请先登记入党申请，再打印全程纪实表。")
    with workspace.begin() as work:
        meetings = session_titles(work, tuple(person.steps))
    stages = tuple(
        WayStage(
            title=stage.title,
            entries=tuple(one for step in stage.step for one in _entries(ground, person, step.number, meetings)),
        )
        for stage in ground.book.steps.stages
    )
    return DevelopmentForm(head=_head(ground, person), stages=stages, materials=tuple(_materials(person)))


def assessment_form(workspace: Workspace, subject: str) -> AssessmentForm:
    """入党积极分子培养教育考察登记表. Raises RefusedError for who was never an activist in the record."""
    ground, person = _ground_and_person(workspace, subject)
    assessments = _pages(ground, person, AssessmentKind.ACTIVIST)
    if not (person.activist_on or person.stage is Stage.ACTIVIST or assessments):
        raise RefusedError(f"“{person.person.name}”还没有列为入党积极分子。", "请先登记第3步“推荐和确定入党积极分子”。")
    return AssessmentForm(
        head=_head(ground, person),
        activist_on=person.activist_on,
        filed_on=person.day(_FILED),
        cultivators=_named(ground, person, CULTIVATORS),
        pages=_at_least(assessments),
    )


def probation_form(workspace: Workspace, subject: str) -> ProbationForm:
    """预备党员教育考察登记表. Raises RefusedError for who was not admitted."""
    ground, person = _ground_and_person(workspace, subject)
    standing = ground.roster.standings[person.person.id]
    admitted_on = person.admitted_on or standing.admitted_on
    if admitted_on is None:
        raise RefusedError(
            f"“{person.person.name}”还没有被接收为预备党员。", "请先登记第15步“支部大会讨论接收”，再打印考察登记表。"
        )
    return ProbationForm(
        head=_head(ground, person),
        admitted_on=admitted_on,
        approved_on=person.day(APPROVAL),
        oath_on=person.day(OATH),
        ends_on=person.probation_ends_on,
        full_on=standing.full_on,
        sponsors=_named(ground, person, SPONSORS),
        pages=_at_least(_pages(ground, person, AssessmentKind.PROBATIONARY)),
        terms=tuple(_terms(person)),
    )


def _ground_and_person(workspace: Workspace, subject: str) -> tuple[Ground, Pipeline]:
    with workspace.begin() as work:
        if work.branch.get() is None:
            raise RefusedError("还没有填写支部概况。", "请先填写支部名称。")
        ground = ground_on(work.load_record(since=date.max), workspace.book(work), workspace.today)
    return ground, ground.pipelines[_found(ground.record.people, subject).id]


def _found(people: Iterable[Person], subject: str) -> Person:
    """Who has that id, else the only one of that name."""
    named = []
    for person in people:
        if person.id == subject:
            return person
        if person.name == subject:
            named.append(person)
    if len(named) == 1:
        return named[0]
    if named:
        ids = "、".join(person.id for person in named)
        raise RefusedError(f"有{len(named)}个人叫“{subject}”。", f"请改写编号：{ids}。")
    raise RefusedError(f"名册里没有“{subject}”。", "请核对姓名或编号。")


def _head(ground: Ground, person: Pipeline) -> PersonHead:
    of, branch = person.person, ground.record.branch
    return PersonHead(
        branch=branch.name,
        activity_type=branch.activity_type,
        superior=branch.superior,
        name=of.name,
        sex=label("sex", of.sex),
        ethnicity=of.ethnicity or "",
        birth_date=of.birth_date,
        education=of.education or "",
        unit=of.unit or "",
        position=of.position or "",
        group=next((one.name for one in ground.record.groups if one.id == of.group), ""),
        applied_on=person.day(APPLICATION),
        joined=_joined(of),
        left=_left(of) if person.has_left else "",
        printed_on=ground.as_of,
    )


def _joined(of: Person) -> str:
    if of.joined_on is None:
        return ""
    return official_date(of.joined_on) + (f"自{of.joined_from}" if of.joined_from else "") + "转入"


def _left(of: Person) -> str:
    day = official_date(of.left_on) if of.left_on else ""
    decided = f"；依据：{of.left_decision}" if of.left_decision else ""
    return f"{day}　{of.left_reason or ''}{decided}".strip()


def _entries(ground: Ground, person: Pipeline, number: int, meetings: Mapping[str, str]) -> Iterator[WayEntry]:
    """The step as it was taken, in every term for 22 to 24; as begun; or an empty line."""
    taken = _times(person, number)
    for one in taken:
        yield _entry(ground, one.record, one.day, meetings)
    begun = person.under_way.get(number)
    if begun and not taken:
        yield _entry(ground, begun, None, meetings)
    elif not taken:
        yield WayEntry(number=number, name=ground.book.steps.name(number, ground.as_of))


def _times(person: Pipeline, number: int) -> list[Taken]:
    place = {CONVERSION_REQUEST: "request", CONVERSION_VOTE: "vote", CONVERSION_APPROVAL: "approval"}.get(number)
    times = [getattr(term, place) for term in person.terms] if place else [person.latest(number)]
    return [one for one in times if one]


def _entry(ground: Ground, step: DevelopmentStep, day: date | None, meetings: Mapping[str, str]) -> WayEntry:
    said = step.details
    return WayEntry(
        number=step.step,
        name=ground.book.steps.name(step.step, day or ground.as_of),
        done_on=day,
        people=tuple(ground.roster.name(one) for one in (*(said.cultivators or ()), *(said.sponsors or ()))),
        consent_on=said.consent_on,
        posted_from=said.publicity_from,
        posted_to=said.publicity_to,
        conclusion=label("conclusion", said.conclusion),
        training=(said.days, said.hours),
        special_reason=said.special_reason or "",
        vote=_vote(said),
        result=_result(said),
        decided_in=meetings.get(said.session or "", ""),
        reason_for_delay=said.reason_for_delay or "",
        note=step.note or "",
        files=len(step.attachments),
    )


def _vote(said: StepDetails) -> VoteLine | None:
    if said.in_favour is None and said.written_for is None:
        return None
    return VoteLine(
        matter="",
        due=said.due,
        present=said.present,
        in_favour=said.in_favour or 0,
        against=said.against or 0,
        abstain=said.abstain or 0,
        invalid=said.invalid or 0,
        written_for=said.written_for or 0,
    )


def _result(said: StepDetails) -> str:
    months = f"{said.extend_months}个月" if said.result is VoteResult.EXTEND and said.extend_months else ""
    return label("vote_result", said.result) + months


def _materials(person: Pipeline) -> Iterator[MaterialLine]:
    for one in papers_of(person.steps):
        yield MaterialLine(
            step=one.material.step,
            name=one.material.name,
            state=label("material_state", one.state),
            files=one.files,
        )


def _named(ground: Ground, person: Pipeline, number: int) -> tuple[str, ...]:
    taken = person.latest(number)
    said = taken.details if taken else StepDetails()
    return tuple(ground.roster.name(one) for one in (*(said.cultivators or ()), *(said.sponsors or ())))


def _pages(ground: Ground, person: Pipeline, kind: AssessmentKind) -> tuple[AssessmentPage, ...]:
    made = [one for one in person.assessments if one.kind is kind and one.done_on <= ground.as_of]
    return tuple(
        AssessmentPage(
            done_on=one.done_on, by=tuple(ground.roster.name(who) for who in one.by), summary=one.summary or ""
        )
        for one in sorted(made, key=lambda one: one.done_on)
    )


def _at_least(pages: tuple[AssessmentPage, ...]) -> tuple[AssessmentPage, ...]:
    return (*pages, *[AssessmentPage()] * (LEAST_PAGES - len(pages)))


def _terms(person: Pipeline) -> Iterator[TermLine]:
    for term in person.terms:
        said = term.vote.details if term.vote else StepDetails()
        yield TermLine(
            requested_on=term.request.day if term.request else None,
            voted_on=term.vote.day if term.vote else None,
            vote=_vote(said),
            result=_result(said),
            approved_on=term.approval.day if term.approval else None,
        )
