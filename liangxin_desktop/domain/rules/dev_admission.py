"""发展党员, from the listing of a target to the oath (细则 13 to 29)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liangxin_desktop.domain.development import (
    ADMISSION_VOTE,
    APPROVAL,
    COMMITTEE_REVIEW,
    LISTING,
    OATH,
    POLITICAL_REVIEW,
    PRE_REVIEW,
    SPONSORS,
    TRAINING,
    Conclusion,
)
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.pipeline.person import Pipeline, Taken
from liangxin_desktop.domain.pipeline.requirements import amount, posted_long_enough_on, training_of
from liangxin_desktop.domain.pipeline.working_days import count
from liangxin_desktop.domain.rules.dev import deadline, people, told
from liangxin_desktop.domain.rules.dev_entry import not_full
from liangxin_desktop.domain.rules.engine import Case, rule
from liangxin_desktop.domain.rules.rulebook import RuleVersion


@rule("dev.publicity")
def publicity(case: Case) -> Iterator[Finding]:
    """A target is listed only after so many working days of 公示."""
    for person in people(case):
        step = person.latest(LISTING)
        version = case.version(step.day) if step else None
        if step is None or version is None:
            continue
        first, last = step.details.publicity_from, step.details.publicity_to
        if first is None or last is None:
            yield from told(case, person, step.day, {"done": step.day}, sentence="missing")
        elif last >= step.day:
            yield from told(case, person, step.day, {"last": last, "done": step.day}, sentence="open")
        elif last < posted_long_enough_on(first, version.params).day:
            yield from told(case, person, step.day, _posted(first, last, version), sentence="short")


def _posted(first: date, last: date, version: RuleVersion) -> dict[str, object]:
    posted = count(first, last, both_ends=version.params["both_ends"])
    return {
        "first": first,
        "last": last,
        "count": posted.days,
        "least": version.params["working_days"],
        "mark": "（暂算）" if posted.provisional else "",
    }


@rule("dev.sponsors")
def sponsors(case: Case) -> Iterator[Finding]:
    """Two full members sponsor an admission, neither under 留党察看."""
    for person in people(case):
        step = person.latest(SPONSORS)
        version = case.version(step.day) if step else None
        if step is None or version is None:
            continue
        named, asked = dict.fromkeys(step.details.sponsors or ()), version.params["count"]
        if len(named) != asked:
            yield from told(case, person, step.day, {"count": len(named), "asked": asked}, sentence="count")
        if names := not_full(case, named, step.day):
            yield from told(case, person, step.day, {"names": names, "done": step.day}, sentence="standing")
        if names := _suspended(case, named):
            yield from told(case, person, step.day, {"names": names}, sentence="suspended")


def _suspended(case: Case, named: dict[str, None]) -> str:
    standings = (case.ground.roster.standings.get(one) for one in named)
    return "、".join(one.person.name for one in standings if one and not one.person.votes)


@rule("dev.review")
def review(case: Case) -> Iterator[Finding]:
    """Nobody comes before the committee without a political review that found 合格."""
    for person in people(case):
        reviewed, checked = person.latest(POLITICAL_REVIEW), person.latest(COMMITTEE_REVIEW)
        if checked is None or (reviewed and reviewed.day <= checked.day and _is_qualified(reviewed)):
            continue
        sentence = "unqualified" if reviewed and reviewed.day <= checked.day else "missing"
        yield from told(case, person, checked.day, {"done": checked.day}, sentence=sentence)


def _is_qualified(step: Taken) -> bool:
    return step.details.conclusion is Conclusion.QUALIFIED


@rule("dev.training")
def training(case: Case) -> Iterator[Finding]:
    """The short training lasts three days or twenty-four hours; nobody is admitted without any, save for good cause.

    Judged once it is recorded as done, or missing when the committee reviews the person.
    """
    for person in people(case):
        trained = person.latest(TRAINING)
        judged = trained or person.latest(COMMITTEE_REVIEW)
        if judged:
            yield from _training(case, person, trained, judged.day)


def _training(case: Case, person: Pipeline, trained: Taken | None, on: date) -> Iterator[Finding]:
    version, begun = case.version(on), person.under_way.get(TRAINING)
    if version is None:
        return
    details = trained.details if trained else begun.details if begun else None
    reason, had = details and details.special_reason, training_of(details, version.params)
    if had.is_none and (reason or "").strip():
        yield from told(case, person, on, {"reason": reason}, sentence="excused", severity=Severity.WARNING)
    elif had.is_none:
        yield from told(case, person, on, {}, sentence="none", severity=Severity.ERROR)
    elif not had.is_enough:
        yield from told(case, person, on, {"days": amount(had.days), "hours": amount(had.hours)})


@rule("dev.congress-window")
def congress_window(case: Case) -> Iterator[Finding]:
    """The congress discusses the admission within a month of a pre-review that found 合格."""
    for person in people(case):
        reviewed = person.latest(PRE_REVIEW)
        version = case.version(reviewed.day) if reviewed else None
        if reviewed and version and reviewed.details.conclusion is not Conclusion.UNQUALIFIED:
            limit = add_months(reviewed.day, version.params["months"])
            yield from deadline(case, person, limit, person.day(ADMISSION_VOTE), on=reviewed.day)


@rule("dev.approval")
def approval(case: Case) -> Iterator[Finding]:
    """The superior committee decides on the admission within three months; six at most, and with a reason."""
    for person in people(case):
        voted_on, decided = person.day(ADMISSION_VOTE), person.latest(APPROVAL)
        if voted_on is None:
            continue
        version = case.version(decided.day if decided else voted_on)
        limit = add_months(voted_on, version.params["months"]) if version else None
        if version and limit and decided and decided.day > limit:
            last = add_months(voted_on, version.params["grace_months"])
            yield from _approved_late(case, person, decided, limit, last)
        elif limit and decided is None:
            yield from deadline(case, person, limit, None)


def _approved_late(case: Case, person: Pipeline, decided: Taken, limit: date, last: date) -> Iterator[Finding]:
    reason = (decided.details.reason_for_delay or "").strip()
    words = {"limit": limit, "last": last, "done": decided.day, "reason": reason}
    if decided.day > last:
        sentence, severity = "beyond", Severity.ERROR
    else:
        sentence, severity = ("excused", Severity.WARNING) if reason else ("late", Severity.LATE)
    yield from told(case, person, decided.day, words, due_on=limit, sentence=sentence, severity=severity)


@rule("dev.oath")
def oath(case: Case) -> Iterator[Finding]:
    """The oath is taken within a month of the approval."""
    for person in people(case):
        approved_on = person.day(APPROVAL)
        version = case.version(approved_on) if approved_on else None
        if approved_on and version:
            limit = add_months(approved_on, version.params["months"])
            yield from deadline(case, person, limit, person.day(OATH), on=approved_on)
