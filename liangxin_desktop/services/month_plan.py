"""月计划: a month's sessions, actions and returns on one page to pin up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from liangxin_desktop.domain.agenda import open_duties, planned_day, theme_day
from liangxin_desktop.domain.forms import MonthPlanForm, PlanLine
from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import ReturnKind
from liangxin_desktop.domain.rules import DUTY_RULES, Duty, Ground, Rule, duties, ground_of
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import safe_name
from liangxin_desktop.services.checks import record_for_check
from liangxin_desktop.services.forms import PrintedForm
from liangxin_desktop.services.returns import return_kinds, unit_of
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace

_YEARS_AROUND = 20


def month_of(workspace: Workspace, text: str | None) -> Period:
    """The month written `2026-12`; this month for None. Raises RefusedError for anything else."""
    if text is None:
        return Period.containing(workspace.today, "month")
    try:
        period = Period.parse(text)
    except ValueError:
        period = None
    if period is None or period.unit != "month":
        raise RefusedError(f"“{text}”不是月份。", "请写：print month-plan 2026-12。")
    if abs(period.start.year - workspace.today.year) > _YEARS_AROUND:
        raise RefusedError(f"{period.title}离今天太远，没有计划可打印。", "请核对月份。")
    return period


def print_month_plan(workspace: Workspace, month: Period) -> PrintedForm:
    """Lay the month's plan out."""
    from liangxin_desktop.documents.month_plan import month_plan_pdf

    form = month_plan_form(workspace, month)
    return PrintedForm(safe_name(f"月计划-{month}-{form.branch}", ".pdf"), month_plan_pdf(form))


def month_plan_form(workspace: Workspace, month: Period) -> MonthPlanForm:
    """What the month's plan says today: what was done of it already is ticked off."""
    today = workspace.today
    with workspace.begin() as work:
        record = record_for_check(work, min(today, month.start))
        ground = ground_of(record, workspace.book(work), as_of=today)
        entries = work.returns.all()
    return MonthPlanForm(
        branch=record.branch.name,
        month=month.title,
        theme_day=theme_day(ground, month),
        sessions=tuple(sorted(_sessions(ground, month), key=lambda one: one.day)),
        actions=tuple(sorted(_actions(ground, month), key=lambda one: one.day)),
        returns=tuple(_returns(ground, month, entries)),
        made_on=today,
    )


def _sessions(ground: Ground, month: Period) -> Iterator[PlanLine]:
    held = {one.id: one for one in ground.sessions}
    first = ground.record.branch.established_on or month.start
    for rule in (ground.book[code] for code in DUTY_RULES):
        if rule.enabled and first <= month.end:
            for duty in duties(ground, rule, max(first, month.start), month.end):
                if duty.is_done and duty.period.end == month.end:
                    yield _done(duty, rule, held)
            for duty in open_duties(ground, rule, max(first, month.start), _seen_until(rule, month)):
                yield _still_open(ground, duty, rule)


def _seen_until(rule: Rule, month: Period) -> date:
    """The last limit that the rule gives notice of within the month."""
    return month.end + timedelta(days=rule.notice_days)


def _done(duty: Duty, rule: Rule, held: dict[str, Session]) -> PlanLine:
    last = max(held[one].held_on for one in duty.served_by)
    return PlanLine(day=last, what=_named(duty, rule), note="已召开", done=True)


def _still_open(ground: Ground, duty: Duty, rule: Rule) -> PlanLine:
    day = planned_day(ground, duty)
    if duty.period.end < ground.as_of:
        note = "已逾期"
    elif day != duty.period.end:
        note = "固定日"
    else:
        note = "月底前" if duty.period.unit == "month" else f"{duty.period.title}内"
    return PlanLine(day=day, what=_named(duty, rule), note=note)


def _named(duty: Duty, rule: Rule) -> str:
    return f"{rule.title}（{duty.subject.name}）" if duty.subject.type == "group" else rule.title


def _actions(ground: Ground, month: Period) -> Iterator[PlanLine]:
    """Actions agreed in finished records whose day lies in the month; those of talks are nobody else's business."""
    for session in (one for one in ground.sessions if one.kind is not SessionKind.HEART_TALK):
        for action in session.actions:
            if action.due_on and action.due_on in month and action.what.strip():
                done = action.done_on is not None and action.done_on <= ground.as_of
                what = " ".join(action.what.split())
                yield PlanLine(day=action.due_on, what=what, note=ground.roster.name(action.who), done=done)


def _returns(ground: Ground, month: Period, entries: Sequence[ReturnEntry]) -> Iterator[PlanLine]:
    """Of each kind the return of the period that ended last: always in the month after, later while it is not in."""
    for kind in return_kinds():
        period = Period.containing(month.start, unit_of(kind)).previous()
        latest = _latest(entries, kind, period)
        handed_in = latest is not None and latest.status is not ReturnStatus.SIGNED
        fresh = month.start == period.next().start
        if (fresh or not handed_in) and any(one.held_on in period for one in ground.sessions):
            note = "已报送" if handed_in else "已签名，待报送" if latest else ""
            what = f"{label('return_kind', kind)}（{period.title}）"
            yield PlanLine(day=month.end, what=what, note=note, done=handed_in)


def _latest(entries: Sequence[ReturnEntry], kind: ReturnKind, period: Period) -> ReturnEntry | None:
    found = [one for one in entries if (one.kind, one.period) == (kind, str(period))]
    return max(found, key=lambda one: one.revision, default=None)
