"""支部: its size, its committee, its term."""

from __future__ import annotations

from collections.abc import Iterator

from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.periods import add_months, add_years, official_date
from liangxin_desktop.domain.rules.engine import Case, branch_subject, person_subject, rule
from liangxin_desktop.domain.rules.rulebook import RuleVersion


def _today(case: Case, **words: object) -> Iterator[Finding]:
    yield from case.finding(branch_subject(case.ground), case.ground.as_of, dated=False, words=words)


def _now(case: Case) -> RuleVersion | None:
    return case.version(case.ground.as_of)


@rule("org.too-small")
def too_small(case: Case) -> Iterator[Finding]:
    """A branch needs at least three full members; fewer join with others in a 联合党支部."""
    count, version = len(case.ground.roster.full_members(case.ground.as_of)), _now(case)
    if version and count < version.params["least"]:
        yield from _today(case, count=count)


@rule("org.too-large")
def too_large(case: Case) -> Iterator[Finding]:
    """A branch has generally no more than fifty members, probationary included."""
    count, version = len(case.ground.roster.members(case.ground.as_of)), _now(case)
    if version and count > version.params["most"]:
        yield from _today(case, count=count)


@rule("org.committee-required")
def committee_required(case: Case) -> Iterator[Finding]:
    """Seven or more full members elect a committee of three to five, at most seven."""
    full, version = len(case.ground.roster.full_members(case.ground.as_of)), _now(case)
    seats = len(case.ground.roster.committee(case.ground.as_of))
    if version is None:
        return
    if full >= version.params["members"] and seats < version.params["least"]:
        yield from _today(case, full=full, seats=seats)
    elif seats > version.params["most"]:
        yield from case.finding(
            branch_subject(case.ground),
            case.ground.as_of,
            case="large",
            severity=Severity.WARNING,
            dated=False,
            words={"seats": seats},
        )


@rule("org.joint-units")
def joint_units(case: Case) -> Iterator[Finding]:
    """A joint branch covers generally no more than five units."""
    count, version = len(case.ground.record.units), _now(case)
    if version and case.ground.record.branch.is_joint and count > version.params["most"]:
        yield from _today(case, count=count)


@rule("org.term")
def term(case: Case) -> Iterator[Finding]:
    """The leadership is elected anew when its term is over."""
    branch, as_of = case.ground.record.branch, case.ground.as_of
    if branch.committee_elected_on is None:
        return
    ends_on = add_years(branch.committee_elected_on, branch.term_years)
    version = case.version(ends_on)
    words = {"elected": official_date(branch.committee_elected_on), "ends": official_date(ends_on)}
    subject = branch_subject(case.ground)
    if version and as_of > ends_on:
        yield from case.finding(subject, ends_on, words=words)
    elif version and as_of >= add_months(ends_on, -version.params["notice_months"]):
        yield from case.finding(subject, ends_on, case="due", severity=Severity.DUE, words=words)


@rule("org.secretary-standing")
def secretary_standing(case: Case) -> Iterator[Finding]:
    """The secretary has generally at least one year of 党龄."""
    secretary, version = case.ground.roster.secretary(case.ground.as_of), _now(case)
    if secretary is None or version is None:
        return
    since = secretary.full_on or secretary.votes_from
    if since is None or add_years(since, version.params["years"]) > case.ground.as_of:
        yield from case.finding(person_subject(secretary), case.ground.as_of, dated=False)
