"""The whole record of one branch, in the shape of the branch archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.contacts import Contact
from liangxin_desktop.domain.development import Assessment, DevelopmentStep
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.room import PresetCheck, RoomCheck, RoomPreset
from liangxin_desktop.domain.room_register import RoomEntry, RoomFacts
from liangxin_desktop.domain.sessions import Attachment, Session
from liangxin_desktop.domain.units import Unit


class BranchRecord(Noun):
    """Everything a branch keeps. The order of each list is kept."""

    branch: Branch
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    sessions: tuple[Session, ...] = ()
    development: tuple[DevelopmentStep, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    room_checks: tuple[RoomCheck, ...] = ()
    units: tuple[Unit, ...] = ()
    overrides: tuple[Override, ...] = ()
    room_facts: RoomFacts | None = None
    room_entries: tuple[RoomEntry, ...] = ()
    room_presets: tuple[RoomPreset, ...] = ()
    preset_checks: tuple[PresetCheck, ...] = ()
    elections: tuple[Election, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a record: where (`sessions[3].host`) and what, in Chinese."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}：{self.message}"


Reference = tuple[str, str | None]
_NAMED = ("groups", "people", "sessions", "room_entries", "room_presets", "preset_checks", "elections", "contacts")


def reference_problems(record: BranchRecord) -> list[Problem]:
    """Ids that occur twice and references that lead nowhere, each with its path."""
    people = {person.id for person in record.people}
    groups = {group.id for group in record.groups}
    problems = [problem for name in _NAMED for problem in _twice(name, [one.id for one in getattr(record, name)])]
    problems += _unknown("人员", people, _person_references(record))
    problems += _unknown("党小组", groups, _group_references(record))
    problems += _unknown("会议记录", {session.id for session in record.sessions}, _session_links(record))
    return problems


def attachments_of(record: BranchRecord) -> Iterator[Attachment]:
    """Every attachment that the record names, in order, with repetitions."""
    looked_at = [getattr(check.items, name) for check in record.room_checks for name in type(check.items).model_fields]
    other = [item for check in record.preset_checks for item in check.items]
    holders = (record.sessions, record.development, looked_at, other, record.room_entries, record.elections)
    for holder in chain.from_iterable(holders):
        yield from holder.attachments if holder else ()


def _twice(where: str, ids: list[str]) -> Iterator[Problem]:
    counts = Counter(ids)
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if counts[one] > 1 and one in seen:
            yield Problem(f"{where}[{index}].id", f"编号“{one}”重复")
        seen.add(one)


def _unknown(noun: str, known: set[str], references: Iterable[Reference]) -> Iterator[Problem]:
    for path, target in references:
        if target is not None and target not in known:
            yield Problem(path, f"没有编号为“{target}”的{noun}")


def _person_references(record: BranchRecord) -> Iterator[Reference]:
    for index, group in enumerate(record.groups):
        yield f"groups[{index}].leader", group.leader
    for index, session in enumerate(record.sessions):
        yield from _session_references(f"sessions[{index}]", session)
    for index, step in enumerate(record.development):
        yield from _step_references(f"development[{index}]", step)
    for index, assessment in enumerate(record.assessments):
        yield f"assessments[{index}].person", assessment.person
        for place, person in enumerate(assessment.by):
            yield f"assessments[{index}].by[{place}]", person
    yield from _references_around(record)


def _references_around(record: BranchRecord) -> Iterator[Reference]:
    for index, election in enumerate(record.elections):
        for place, candidate in enumerate(election.candidates):
            yield f"elections[{index}].candidates[{place}].person", candidate.person
    for index, contact in enumerate(record.contacts):
        yield f"contacts[{index}].person", contact.person


def _session_references(path: str, session: Session) -> Iterator[Reference]:
    yield f"{path}.host", session.host
    yield f"{path}.recorder", session.recorder
    for place, person in enumerate(session.present):
        yield f"{path}.present[{place}]", person
    for place, leave in enumerate(session.leave):
        yield f"{path}.leave[{place}].person", leave.person
    for place, person in enumerate(session.absent):
        yield f"{path}.absent[{place}]", person
    for place, vote in enumerate(session.votes):
        yield f"{path}.votes[{place}].person", vote.person


def _step_references(path: str, step: DevelopmentStep) -> Iterator[Reference]:
    yield f"{path}.person", step.person
    for name in ("cultivators", "sponsors"):
        for place, person in enumerate(getattr(step.details, name) or ()):
            yield f"{path}.details.{name}[{place}]", person


def _session_links(record: BranchRecord) -> Iterator[Reference]:
    for index, step in enumerate(record.development):
        yield f"development[{index}].details.session", step.details.session
    for index, election in enumerate(record.elections):
        yield f"elections[{index}].session", election.session


def _group_references(record: BranchRecord) -> Iterator[Reference]:
    for index, person in enumerate(record.people):
        yield f"people[{index}].group", person.group
    for index, session in enumerate(record.sessions):
        yield f"sessions[{index}].group", session.group
