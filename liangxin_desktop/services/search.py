"""The top bar's search: people and sessions by name, text, pinyin and initials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.periods import add_years
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace

_MOST_OF_A_KIND = 8
_YEARS_BACK = 3


class FoundKind(StrEnum):
    """What was found."""

    PERSON = "person"
    SESSION = "session"


@dataclass(frozen=True)
class Found:
    """One thing found: its kind and id, how it is called, and a word beside it."""

    kind: FoundKind
    id: str
    title: str
    note: str


def find(workspace: Workspace, text: str) -> tuple[Found, ...]:
    """People first, then sessions of the last three years, newest first; at most eight of each."""
    sought = text.strip()
    if not sought:
        return ()
    with workspace.begin() as work:
        branch = work.branch.get()
        if branch is None:
            return ()
        today = workspace.today
        record = BranchRecord.model_construct(
            branch=branch, groups=tuple(work.groups.all()), people=tuple(work.people.all())
        )
        sessions = work.sessions.between(add_years(today, -_YEARS_BACK), date.max.replace(year=today.year + 1))
        book = workspace.book(work)
    return (*_people(record, sought), *_sessions(record, book, sessions, sought))


def _people(record: BranchRecord, sought: str) -> list[Found]:
    found = [
        Found(FoundKind.PERSON, person.id, person.name, label("stage", person.stage))
        for person in record.people
        if pinyin.matches(sought, person.name)
    ]
    return found[:_MOST_OF_A_KIND]


def _sessions(record: BranchRecord, book: RuleBook, sessions: list[Session], sought: str) -> list[Found]:
    found: list[Found] = []
    for session in sorted(sessions, key=lambda one: one.starts_at, reverse=True):
        if len(found) == _MOST_OF_A_KIND:
            break
        title = title_of(record, book, session)
        words = " ".join(filter(None, (title, session.topic, session.place, *session.tags)))
        if sought.casefold() in words.casefold():
            note = f"{session.held_on} {(session.topic or '').strip()}"
            found.append(Found(FoundKind.SESSION, session.id, title, note.strip()))
    return found
