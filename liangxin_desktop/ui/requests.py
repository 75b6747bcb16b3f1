"""What one page may ask another to open, through `Page.navigate(key, request)` and `Page.open(request)`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from liangxin_desktop.domain.sessions import SessionKind


@dataclass(frozen=True)
class OpenSession:
    """Show this session. To the page `sessions`."""

    id: str


@dataclass(frozen=True)
class NewSession:
    """Begin a session of this kind (and group, for this day). Without a kind, offer the kinds. To `sessions`.

    It is about `topic`, and the first motion is the one on the person of the id `vote_on`.
    """

    kind: SessionKind | None = None
    group: str | None = None
    day: date | None = None
    topic: str | None = None
    vote_on: str | None = None


@dataclass(frozen=True)
class OpenPerson:
    """Show this person, at the step that a rule asks for by its code. To the pages `people` and `development`."""

    id: str
    code: str = ""


@dataclass(frozen=True)
class ImportRoster:
    """Show what importing this sheet would do. To the page `people`."""

    path: Path


@dataclass(frozen=True)
class OpenReturn:
    """Show the return of this period, e.g. `2026Q3`, made or still to make. To the page `returns`."""

    period: str


@dataclass(frozen=True)
class OpenRoom:
    """Show an item of the room by its key, or all of them. To the page `room`.

    `standard` is the key of the standard whose item it is, "" that of the six.
    """

    item: str | None = None
    standard: str = ""


@dataclass(frozen=True)
class OpenRegister:
    """Show an entry of the room's register by its id. To the page `room`."""

    id: str


@dataclass(frozen=True)
class OpenUnits:
    """Show a unit by its key, or those that keep a rate (`employees-50`) below its target, or all. To `units`."""

    id: str | None = None
    rate: str | None = None


@dataclass(frozen=True)
class OpenContact:
    """Show this contact. To the page `branch`."""

    id: str


@dataclass(frozen=True)
class OpenElection:
    """Show the course of the election under way, else begin one. To the page `branch`."""
