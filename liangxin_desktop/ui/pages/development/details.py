"""What each step asks for: its fields, filled from the record and from the session that decided it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    APPROVAL,
    COMMITTEE_REVIEW,
    CONVERSION_APPROVAL,
    CONVERSION_VOTE,
    CULTIVATORS,
    LISTING,
    POLITICAL_REVIEW,
    PRE_REVIEW,
    SPONSORS,
    TARGET,
    TRAINING,
    Conclusion,
    VoteResult,
)
from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.services.development_decisions import (
    VOTED_ON,
    Decision,
    decision_of,
    decisions_near,
    disagreements,
    drafts_near,
    new_meeting,
)
from liangxin_desktop.services.development_form import (
    full_members_on,
    names_of,
    posted,
    training_asked,
    voters_due_on,
)
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.development.decision_field import DecisionField
from liangxin_desktop.ui.pages.development.fields import MembersField, TrainingAdder, posted_words
from liangxin_desktop.ui.pages.development.step_fields import StepFields, StepPlan
from liangxin_desktop.ui.requests import NewSession, OpenSession
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import AmountField, Choice, LineField, NumberField
from liangxin_desktop.ui.widgets.suggest import Candidate

_COUNTS = {
    "due": "应到会",
    "present": "到会",
    "in_favour": "赞成",
    "against": "反对",
    "abstain": "弃权",
    "invalid": "无效",
    "written_for": "书面赞成",
}


def step_fields(workspace: Workspace, person_id: str, number: int, parent: QWidget | None = None) -> StepFields:
    """The form of that step, empty."""
    return StepFields(workspace, person_id, number, PLANS.get(number, StepPlan()), parent)


def _cultivators(form: StepFields) -> None:
    form.line("cultivators", "培养联系人（1 至 2 名正式党员）", MembersField("培养联系人", form))


def _sponsors(form: StepFields) -> None:
    form.line("sponsors", "入党介绍人（2 名正式党员）", MembersField("入党介绍人", form))


def _offer_members(form: StepFields, on: date) -> None:
    """The full members of that day."""
    people = candidates(form.workspace, on)
    for name in form.names():
        control = form.field(name).control
        if isinstance(control, MembersField):
            control.set_people(people, names_of(form.workspace))


def candidates(workspace: Workspace, on: date) -> list[Candidate]:
    """Those who may be named as 培养联系人 or 介绍人 on that day."""
    return [Candidate(one.person.id, one.person.name, one.group) for one in full_members_on(workspace, on)]


def _conclusion(form: StepFields) -> None:
    form.line("conclusion", "结论", Choice(_words("conclusion", Conclusion), form))


def _delay(form: StepFields) -> None:
    form.line("reason_for_delay", "延长审批的理由（有才填）", LineField(parent=form))


def _words(table: str, values: type[StrEnum]) -> list[tuple[object, str]]:
    return [(None, "未填"), *((one, label(table, one)) for one in values)]


def _decided(form: StepFields) -> None:
    """The session that decided, which gives the day and the ballot."""
    field = DecisionField(form)
    field.taken.connect(lambda decision: _take(form, decision))
    field.open_wanted.connect(lambda session_id: form.wanted.emit(OpenSession(session_id)))
    field.record_wanted.connect(lambda: form.wanted.emit(_to_record(form)))
    form.edited.connect(lambda: _compare(form))
    form.line("session", "据会议记录", field)


def _take(form: StepFields, decision: Decision) -> None:
    form.day.set_value(decision.held_on)
    for name in _COUNTS if decision.vote and form.number in VOTED_ON else ():
        control = form.field(name).control
        if isinstance(control, NumberField):
            control.set_value(getattr(decision.vote, name))
    form.follow_day()


def _to_record(form: StepFields) -> NewSession:
    asked = new_meeting(form.workspace, form.number, form.person_id, form.on())
    return NewSession(asked.kind, day=form.on(), topic=asked.topic, vote_on=asked.vote_on)


def _offer_decisions(form: StepFields, on: date) -> None:
    control = form.field("session").control
    if not isinstance(control, DecisionField):
        return
    named, workspace = control.form_value(), form.workspace
    found = decisions_near(workspace, form.number, form.person_id, on)
    linked = decision_of(workspace, named, form.person_id) if named else None
    control.offer(found, linked, _none(form, on, bool(found)))
    _compare(form)


def _none(form: StepFields, on: date, found: bool) -> str:
    if drafts_near(form.workspace, form.number, on):
        return "当天的会议还是草稿，定稿后可选"
    return "不指明" if found else "前后没有已定稿的会议记录"


def _compare(form: StepFields) -> None:
    """Hold what stands in the form against the session."""
    control = form.field("session").control
    linked = control.linked() if isinstance(control, DecisionField) else None
    if isinstance(control, DecisionField):
        control.disagree(disagreements(form.step(), linked) if linked else ())


def _listing(form: StepFields) -> None:
    first, last = form.date_field(), form.date_field()
    form.line("consent_on", "上级党委同意日期", form.date_field())
    form.pair(("publicity_from", "公示开始", first), ("publicity_to", "公示结束", last))
    for edit in (first, last):
        edit.changed.connect(lambda _day: form.follow_day())


def _count_posted(form: StepFields, on: date) -> None:
    edits = [form.field(name).control for name in ("publicity_from", "publicity_to")]
    first, last = (edit.value() if isinstance(edit, DateEdit) else None for edit in edits)
    if first is None or last is None:
        form.say("")
    elif last < first:
        form.say("公示结束早于公示开始，请核对。")
    else:
        form.say(f"公示 {posted_words(posted(form.workspace, first, last, on))}")


def _training(form: StepFields) -> None:
    days, hours, adder = AmountField(1000, form), AmountField(10_000, form), TrainingAdder(form)
    form.pair(("days", "合计天数", days), ("hours", "合计学时", hours))
    form.line("adder", "再加一次培训", adder)
    form.line("special_reason", "没有参加的特殊情况（有才填）", LineField(parent=form))

    def count_in(more_days: float, more_hours: float) -> None:
        days.set_form_value((days.form_value() or 0) + more_days)
        hours.set_form_value((hours.form_value() or 0) + more_hours)

    adder.added.connect(count_in)
    for field in (days, hours):
        field.textChanged.connect(lambda _text: _sum_up(form, form.on()))


def _sum_up(form: StepFields, on: date) -> None:
    asked, values = training_asked(form.workspace, on), form.values()
    if asked is None:
        return
    short = [asked[0] - (values["days"] or 0), asked[1] - (values["hours"] or 0)]
    needed = f"需 {amount(asked[0])} 天或 {amount(asked[1])} 学时"
    wanting = f"还差 {amount(short[0])} 天（或 {amount(short[1])} 学时）"
    form.say(f"{needed}，{'已够' if min(short) <= 0 else wanting}")


def _vote(form: StepFields) -> None:
    _decided(form)
    if form.number == CONVERSION_VOTE:
        result = Choice(_words("vote_result", VoteResult), form)
        form.pair(("result", "决议", result), ("extend_months", "延长", NumberField(0, 120, "个月", form)))
        result.currentIndexChanged.connect(lambda _at: _show_months(form))
    counts = [(name, title, NumberField(0, 99_999, parent=form)) for name, title in _COUNTS.items()]
    form.pair(*counts[:2])
    form.pair(*counts[2:4], counts[6])
    form.pair(*counts[4:6])


def _show_months(form: StepFields) -> None:
    form.field("extend_months").setVisible(form.values()["result"] is VoteResult.EXTEND)


def _offer_votes(form: StepFields, on: date) -> None:
    _offer_decisions(form, on)
    form.field("due").set_aside(f"名册 {voters_due_on(form.workspace, on)} 人")
    if form.number == CONVERSION_VOTE:
        _show_months(form)


PLANS = {
    APPLICATION: StepPlan("收到申请书的日期"),
    ACTIVIST: StepPlan("支部研究决定的日期", _decided, _offer_decisions),
    CULTIVATORS: StepPlan(build=_cultivators, follow=_offer_members),
    TARGET: StepPlan("讨论确定的日期", _decided, _offer_decisions),
    LISTING: StepPlan("列为发展对象的日期", _listing, _count_posted),
    SPONSORS: StepPlan(build=_sponsors, follow=_offer_members),
    POLITICAL_REVIEW: StepPlan(build=_conclusion),
    TRAINING: StepPlan("培训结束日期", _training, _sum_up),
    COMMITTEE_REVIEW: StepPlan(build=_decided, follow=_offer_decisions),
    PRE_REVIEW: StepPlan(build=_conclusion),
    ADMISSION_VOTE: StepPlan("支部大会日期", _vote, _offer_votes),
    APPROVAL: StepPlan(build=_delay),
    CONVERSION_VOTE: StepPlan("支部大会日期", _vote, _offer_votes),
    CONVERSION_APPROVAL: StepPlan(build=_delay),
}
