"""Sessions as one unit of work sees them: by time, by what they hold, by whom they name. No question reads them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, String, func, or_, select, type_coerce
from sqlmodel import SQLModel

from liangxin_desktop.domain.sessions import Session, SessionKind, SessionStatus
from liangxin_desktop.store import tables
from liangxin_desktop.store.records import Records
from liangxin_desktop.store.shape import table_of


class Sessions(Records[Session]):
    """Sessions, also by time and by content."""

    def since(self, first: date) -> list[Session]:
        """Sessions that start on this day or later, in order of insertion."""
        return [one for _, one in self._shelf.read(self._columns.starts_at >= _midnight(first))]

    def between(self, first: date, last: date) -> list[Session]:
        """Sessions that start in these days, both included, in order of time."""
        starts_at = self._columns.starts_at
        within = (starts_at >= _midnight(first)) & (starts_at <= datetime.combine(last, time.max))
        return [one for _, one in self._shelf.read(within, order=(starts_at,))]

    def count(self) -> int:
        """How many there are."""
        return int(self._connection.execute(select(func.count()).select_from(self._shape.table)).scalar_one())

    def first_day(self) -> date | None:
        """The day of the earliest; None where there is none."""
        earliest = self._connection.execute(select(func.min(self._columns.starts_at))).scalar_one_or_none()
        return earliest.date() if earliest else None

    def drafts(self) -> list[Session]:
        """Sessions that are not final yet, in order of time."""
        columns = self._columns
        return [one for _, one in self._shelf.read(columns.status == SessionStatus.DRAFT, order=(columns.starts_at,))]

    def with_open_actions(self) -> list[Session]:
        """Final sessions with an action that says something and is not done, newest first."""
        action = table_of(tables.SessionActionRow)
        is_open = action.c.done_on.is_(None) & (func.trim(action.c.what) != "")
        found = self._owners(tables.SessionActionRow, is_open)
        return self._newest(found & (self._columns.status == SessionStatus.FINAL))

    def older_with_actions_due(self, before: date, since: date) -> list[Session]:
        """Sessions that start before one day and agreed something to be done on another day or later, newest first."""
        due = table_of(tables.SessionActionRow).c.due_on >= since
        return self._newest(self._owners(tables.SessionActionRow, due) & (self._columns.starts_at < _midnight(before)))

    def with_text(self, text: str, kinds: Sequence[SessionKind], groups: Sequence[str], most: int) -> list[Session]:
        """The newest of these kinds or groups, or with the text in topic, place or a tag, or whose day begins so.

        Capitals are as small letters.
        """
        columns, tag = self._columns, table_of(tables.SessionTagRow)
        found = or_(
            columns.kind.in_(kinds),
            columns.group.in_(groups),
            columns.topic.contains(text, autoescape=True),
            columns.place.contains(text, autoescape=True),
            type_coerce(columns.starts_at, String).startswith(text, autoescape=True),
            self._owners(tables.SessionTagRow, tag.c.tag.contains(text, autoescape=True)),
        )
        return self._newest(found, most)

    def with_action(self, text: str, most: int) -> list[Session]:
        """The newest sessions with the text in what an action asks for."""
        what = table_of(tables.SessionActionRow).c.what
        return self._newest(self._owners(tables.SessionActionRow, what.contains(text, autoescape=True)), most)

    def with_attachment(self, text: str, most: int) -> list[Session]:
        """The newest sessions with the text in an attachment's name."""
        name = table_of(tables.SessionAttachmentRow).c.name
        return self._newest(self._owners(tables.SessionAttachmentRow, name.contains(text, autoescape=True)), most)

    def latest_topics(self, most: int) -> list[tuple[str, str]]:
        """Id and topic of so many of the newest sessions that have a topic, newest first."""
        columns = self._columns
        question = select(columns.id, columns.topic).where(columns.topic != "")
        question = question.order_by(columns.starts_at.desc(), columns.key).limit(most)
        return [(row[0], row[1]) for row in self._connection.execute(question)]

    def prompts_used(self, first: date, last: date) -> set[str]:
        """The themes that sessions of these days, both included, were planned from."""
        columns = self._columns
        within = (columns.starts_at >= _midnight(first)) & (columns.starts_at <= datetime.combine(last, time.max))
        question = select(columns.prompt).where(within, columns.prompt.is_not(None)).distinct()
        return {row[0] for row in self._connection.execute(question)}

    def name_person(self, person: str) -> bool:
        """Whether any session names the person: who led it, wrote it down, was due there or is voted on."""
        columns, vote = self._columns, table_of(tables.SessionVoteRow)
        lists = (tables.SessionPresentRow, tables.SessionLeaveRow, tables.SessionAbsentRow)
        named = [self._owners(row, table_of(row).c.person == person) for row in lists]
        named += [columns.host == person, columns.recorder == person]
        named += [self._owners(tables.SessionVoteRow, vote.c.person == person)]
        return any(self._any(where) for where in named)

    def name_group(self, group: str) -> bool:
        """Whether any session is of that group."""
        return self._any(self._columns.group == group)

    @property
    def _columns(self) -> Any:
        return self._shape.table.c

    def _any(self, where: ColumnElement[bool]) -> bool:
        return self._connection.execute(select(self._columns.key).where(where).limit(1)).first() is not None

    def _owners(self, row: type[SQLModel], where: ColumnElement[bool]) -> ColumnElement[bool]:
        found: ColumnElement[bool] = self._columns.key.in_(select(table_of(row).c.owner).where(where))
        return found

    def _newest(self, where: ColumnElement[bool], most: int | None = None) -> list[Session]:
        """The newest of them, whole: first their keys, so that only these are read."""
        order = (self._columns.starts_at.desc(), self._columns.key)
        rows = self._connection.execute(select(self._columns.key).where(where).order_by(*order).limit(most)).all()
        return self._whole([row[0] for row in rows], order)

    def _whole(self, keys: Sequence[int], order: Sequence[ColumnElement[Any]]) -> list[Session]:
        return [one for _, one in self._shelf.read(self._columns.key.in_(keys), order=order)] if keys else []


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
