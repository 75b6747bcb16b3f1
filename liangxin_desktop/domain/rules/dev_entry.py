"""发展党员, from the application to the decision on a target of development (细则 5 to 13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from liangxin_desktop.domain.development import APPLICATION, CULTIVATORS, TALK, TARGET
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.periods import Period, add_months, add_years
from liangxin_desktop.domain.pipeline.requirements import assessments_owed, of_age_on
from liangxin_desktop.domain.roster import Standing
from liangxin_desktop.domain.rules.dev import deadline, people, told
from liangxin_desktop.domain.rules.engine import Case, rule


@rule("dev.age")
def age(case: Case) -> Iterator[Finding]:
    """Nobody applies before the eighteenth birthday; on it is fine."""
    for person in people(case):
        applied_on, birth = person.day(APPLICATION), person.person.birth_date
        version = case.version(applied_on) if applied_on else None
        if applied_on and birth and version and applied_on < of_age_on(birth, version.params):
            limit = of_age_on(birth, version.params)
            yield from told(case, person, applied_on, {"done": applied_on, "day": limit}, due_on=limit)


@rule("dev.talk")
def talk(case: Case) -> Iterator[Finding]:
    """Somebody is sent to talk with the applicant within a month of receiving the application."""
    for person in people(case):
        received_on = person.day(APPLICATION)
        version = case.version(received_on) if received_on else None
        talked_on = person.day(TALK)
        if received_on and version and (talked_on or person.brought < TALK):
            yield from deadline(case, person, add_months(received_on, version.params["months"]), talked_on)


@rule("dev.cultivators")
def cultivators(case: Case) -> Iterator[Finding]:
    """One or two full members look after an activist."""
    for person in people(case):
        step = person.latest(CULTIVATORS)
        version = case.version(step.day) if step else None
        if step is None or version is None:
            continue
        named = dict.fromkeys(step.details.cultivators or ())
        if not version.params["least"] <= len(named) <= version.params["most"]:
            yield from told(case, person, step.day, {"count": len(named), **version.params}, sentence="count")
        if names := not_full(case, named, step.day):
            yield from told(case, person, step.day, {"names": names, "done": step.day}, sentence="standing")


def not_full(case: Case, named: Iterable[str], day: date) -> str:
    """The names of those who were not full members that day, or had left by then, joined; empty for none."""
    standings = (case.ground.roster.standings.get(one) for one in named)
    return "、".join(one.person.name for one in standings if one and not _was_full(one, day))


def _was_full(standing: Standing, day: date) -> bool:
    """Whether the person was a full member that day, be it in this branch or before joining it."""
    until = standing.member_until
    return standing.votes_from is not None and standing.votes_from <= day and (until is None or day < until)


@rule("dev.assessment")
def assessment(case: Case) -> Iterator[Finding]:
    """An activist is assessed every half-year until listed; what was done is matched to the days due in their order."""
    for person in people(case):
        version = case.version(person.activist_on) if person.activist_on else None
        for due_on in assessments_owed(person, version.params) if version else ():
            if case.notice_from(due_on) > case.ground.as_of:
                break
            late = due_on < case.ground.as_of
            yield from told(
                case,
                person,
                due_on,
                {"day": due_on},
                sentence="broken" if late else "due",
                severity=None if late else Severity.DUE,
                period=str(Period.containing(due_on, "month")),
            )


@rule("dev.target-early")
def target_early(case: Case) -> Iterator[Finding]:
    """At least a year passes between the decision on an activist and the decision on a target."""
    for person in people(case):
        decided_on = person.day(TARGET)
        version = case.version(decided_on) if decided_on else None
        if person.activist_on is None or decided_on is None or version is None:
            continue
        limit = add_years(person.activist_on, version.params["years"])
        if decided_on < limit:
            words = {"activist": person.activist_on, "day": limit, "done": decided_on}
            yield from told(case, person, decided_on, words, due_on=limit)
