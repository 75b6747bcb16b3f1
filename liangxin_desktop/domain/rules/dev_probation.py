"""发展党员: probation and its end, and what makes the votes of the congress valid (细则 19, 20, 31 to 33)."""

from __future__ import annotations

from collections.abc import Iterator

from liangxin_desktop.domain.development import ADMISSION_VOTE
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.pipeline.person import Pipeline, Taken
from liangxin_desktop.domain.rules.dev import deadline, people, told
from liangxin_desktop.domain.rules.engine import Case, rule


@rule("dev.quorum")
def quorum(case: Case) -> Iterator[Finding]:
    """More than half of the voters due were there; a written opinion is a vote, not attendance."""
    for person, vote in _votes(case):
        version, due, present = case.version(vote.day), _due(case, vote), vote.details.present
        if version and due and present is not None and not _more(present, due, version.params):
            yield from told(case, person, vote.day, _words(case, vote) | {"due": due, "present": present})


@rule("dev.vote")
def vote(case: Case) -> Iterator[Finding]:
    """A decision needs more than half of the voters due in favour, written opinions included."""
    for person, held in _votes(case):
        version, due, votes = case.version(held.day), _due(case, held), _in_favour(held)
        if version and due and votes is not None and not _more(votes, due, version.params):
            yield from told(case, person, held.day, _words(case, held) | {"due": due, "in_favour": votes})


def _votes(case: Case) -> Iterator[tuple[Pipeline, Taken]]:
    """Every vote of the congress on a person: on admission, and at the end of each term of probation."""
    for person in people(case):
        for held in (person.latest(ADMISSION_VOTE), *(term.vote for term in person.terms)):
            if held:
                yield person, held


def _due(case: Case, held: Taken) -> int:
    """Voters due: as recorded, else by the roster of the day."""
    recorded = held.details.due
    if recorded is not None:
        return recorded
    return sum(standing.may_vote(held.day) for standing in case.ground.roster.standings.values())


def _in_favour(held: Taken) -> int | None:
    counts = (held.details.in_favour, held.details.written_for)
    return None if counts == (None, None) else sum(count or 0 for count in counts)


def _more(part: int, whole: int, params: dict[str, int]) -> bool:
    return part * params["of"] > whole * params["more_than"]


def _words(case: Case, held: Taken) -> dict[str, object]:
    return {"done": held.day, "name": case.ground.book.steps.name(held.number, held.day)}


@rule("dev.conversion")
def conversion(case: Case) -> Iterator[Finding]:
    """The congress discusses the conversion when probation is full; a late vote does not shorten 党龄."""
    for person in people(case):
        term = person.terms[-1]
        if term.ends_on and term.vote is None:
            yield from deadline(case, person, term.ends_on, None)


@rule("dev.conversion-early")
def conversion_early(case: Case) -> Iterator[Finding]:
    """Nobody is converted before probation is full."""
    for person in people(case):
        for term in person.terms:
            if term.vote and term.ends_on and term.is_conversion and term.vote.day < term.ends_on:
                words = {"done": term.vote.day, "day": term.ends_on}
                yield from told(case, person, term.vote.day, words, due_on=term.ends_on)


@rule("dev.extension")
def extension(case: Case) -> Iterator[Finding]:
    """Probation is extended once, by six to twelve months."""
    for person in people(case):
        extended = [term.vote for term in person.terms if term.vote and term.is_extended]
        for place, held in enumerate(extended):
            version = case.version(held.day)
            months = held.details.extend_months or 0
            if version and not version.params["least"] <= months <= version.params["most"]:
                words = {"months": months, "done": held.day, **version.params}
                yield from told(case, person, held.day, words)
            if version and place >= version.params["times"]:
                yield from told(case, person, held.day, {"done": held.day}, sentence="again")


@rule("dev.conversion-approval")
def conversion_approval(case: Case) -> Iterator[Finding]:
    """The superior committee decides on what the congress resolved within three months, without a grace."""
    for person in people(case):
        for term in person.terms:
            version = case.version(term.vote.day) if term.vote else None
            if term.vote and version:
                limit = add_months(term.vote.day, version.params["months"])
                yield from deadline(case, person, limit, term.approval.day if term.approval else None)
