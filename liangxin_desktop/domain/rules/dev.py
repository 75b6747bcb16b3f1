"""发展党员: what its rules share, and the rules about the order of the steps and about the branch's plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from liangxin_desktop.domain.findings import Finding, Severity, Subject, SubjectType
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.pipeline.person import Pipeline, Taken
from liangxin_desktop.domain.rules.engine import Case, branch_subject, rule


def people(case: Case) -> Iterator[Pipeline]:
    """Everybody on the way or through it, but those who have left: all their steps are judged, whenever taken."""
    return (one for one in case.ground.pipelines.values() if not one.has_left)


def told(
    case: Case,
    person: Pipeline,
    on: date,
    words: Mapping[str, object],
    *,
    due_on: date | None = None,
    sentence: str = "broken",
    severity: Severity | None = None,
    period: str | None = None,
) -> Iterator[Finding]:
    """One finding on a person by the version in force `on` the day of the step; `due_on` is the day it names.

    Dates among the words are written out as a form writes them. None on what was done before the person came to this
    branch: it answers for its own steps, reckoned from the days of those done elsewhere (细则 13).
    """
    if on < (person.person.joined_on or date.min):
        return
    subject = Subject(type=SubjectType.PERSON, id=person.person.id, name=person.person.name)
    written = {key: official_date(word) if isinstance(word, date) else word for key, word in words.items()}
    for one in case.finding(subject, on, case=sentence, severity=severity, period=period, words=written):
        changed: Finding = one.model_copy(update={"due_on": due_on or on})
        yield changed


def deadline(
    case: Case, person: Pipeline, limit: date, done_on: date | None, *, on: date | None = None
) -> Iterator[Finding]:
    """A duty with a last day: due in the notice window, overdue after it while undone, late when done after it.

    Judged by the version in force `on`; by default the day it was done, or its last day. A rule without a sentence for
    what is due gives no notice; one whose breach is a warning warns of what was late as well. What was late before the
    person came to this branch is not told; what is still to be done is this branch's.
    """
    joined_on = person.person.joined_on or date.min
    when, words = on or done_on or max(limit, joined_on), {"limit": limit, "done": done_on}
    as_of = case.ground.as_of
    if done_on is not None:
        if done_on > limit >= joined_on:
            late = Severity.LATE if case.rule.severity is Severity.OVERDUE else case.rule.severity
            yield from told(case, person, when, words, due_on=limit, sentence="late", severity=late)
    elif limit < as_of:
        yield from told(case, person, when, words, due_on=limit)
    elif "due" in case.rule.messages and case.notice_from(limit) <= as_of:
        yield from told(case, person, when, words, due_on=limit, sentence="due", severity=Severity.DUE)


@rule("dev.order")
def order(case: Case) -> Iterator[Finding]:
    """Each step comes after those it depends on, or on the same day; one finding for each step out of order."""
    for person in people(case):
        for taken in _each_once(person):
            faults = "，".join(_faults(case, person, taken))
            if faults:
                name = case.ground.book.steps.name(taken.number, taken.day)
                words = {"number": taken.number, "name": name, "done": taken.day, "faults": faults}
                yield from told(case, person, taken.day, words)


def _each_once(person: Pipeline) -> Iterator[Taken]:
    """Every step as it was taken last; 22 to 24 of every term."""
    for term in person.terms[:-1]:
        yield from (one for one in (term.request, term.vote, term.approval) if one)
    latest = (person.latest(number) for number in sorted({one.number for one in person.taken}))
    yield from (one for one in latest if one)


def _faults(case: Case, person: Pipeline, taken: Taken) -> Iterator[str]:
    steps, sentences = case.ground.book.steps, case.rule.messages
    for number in steps.after(taken.number):
        needed = _needed(person, taken, number)
        name = steps.name(number, needed.day if needed else taken.day)
        if needed is None and number <= person.brought:
            continue
        if needed is None:
            yield sentences["missing"].format(number=number, name=name)
        elif taken.day < needed.day:
            yield sentences["early"].format(number=number, name=name, day=official_date(needed.day))


def _needed(person: Pipeline, taken: Taken, number: int) -> Taken | None:
    """The step depended on; a vote and an approval look to their own term, a second term also to an earlier request."""
    earlier: Taken | None = None
    for term in person.terms:
        if taken is term.approval:
            return term.vote
        if taken is term.vote:
            return term.request or earlier
        earlier = term.request or earlier
    return person.latest(number)


@rule("dev.quota")
def quota(case: Case) -> Iterator[Finding]:
    """The branch admits no more in a year than its plan for that year."""
    admitted = Counter(day.year for one in case.ground.pipelines.values() if (day := one.admitted_here_on))
    for year, planned in sorted(case.ground.record.branch.yearly_quota.items()):
        count = admitted[int(year)]
        if count > planned:
            last = min(date(int(year), 12, 31), case.ground.as_of)
            words = {"year": year, "count": count, "planned": planned}
            yield from case.finding(branch_subject(case.ground), last, period=year, dated=False, words=words)
