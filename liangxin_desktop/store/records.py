"""Collections of nouns as one unit of work sees them. Every change is noted for the audit log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Generic

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from liangxin_desktop.domain.room import RoomCheck
from liangxin_desktop.store.audit import Journal
from liangxin_desktop.store.shape import Part, Shape, T, Values, table_of
from liangxin_desktop.store.tables import SettingRow

Where = ColumnElement[bool] | None
Written = Callable[[], None]


class Shelf(Generic[T]):
    """Reading and writing one kind of noun by its key; the collections below build on it."""

    def __init__(self, connection: Connection, journal: Journal, shape: Shape[T]) -> None:
        self._connection, self._journal, self._shape = connection, journal, shape
        self._table = shape.table

    def read(self, where: Where = None, order: Sequence[ColumnElement[Any]] = ()) -> list[tuple[int, T]]:
        """The nouns with their keys, in order of insertion or as asked; a few queries, however many nouns."""
        question = select(self._table.c.key, *(self._table.c[name] for name in self._shape.names))
        question = question.order_by(*order, self._table.c.key)
        rows = self._connection.execute(question if where is None else question.where(where)).all()
        if not rows:
            return []
        lists = {name: self._lists(part, where) for name, part in self._shape.parts.items()}
        return [(row[0], self._built(row, lists)) for row in rows]

    def _built(self, row: Any, lists: dict[str, dict[int, list[Values]]]) -> T:
        key, *own = row
        values = dict(zip(self._shape.names, own, strict=True))
        return self._shape.build(values, {name: rows.get(key, []) for name, rows in lists.items()})

    def _lists(self, part: Part, where: Where) -> dict[int, list[Values]]:
        table, names = part.table, part.names
        question = select(table.c.owner, *(table.c[name] for name in names)).order_by(table.c.owner, table.c.place)
        if where is not None:
            question = question.where(table.c.owner.in_(select(self._table.c.key).where(where)))
        rows = self._connection.execute(question).all()
        by_owner = groupby(rows, key=lambda row: row[0])
        return {owner: [dict(zip(names, row[1:], strict=True)) for row in group] for owner, group in by_owner}

    def insert(self, nouns: Iterable[T]) -> list[int]:
        """Add the nouns behind what is there. Returns their keys."""
        numbered = list(enumerate(nouns, start=self._next_key()))
        if not numbered:
            return []
        own = [{"key": key, **self._shape.values(noun)} for key, noun in numbered]
        self._connection.execute(insert(self._table), own)
        self._insert_parts(numbered)
        for key, noun in numbered:
            self._journal.note(self._shape.kind, self._shape.id_of(noun, key), None, self._shape.text(noun))
        return [key for key, _ in numbered]

    def change(self, key: int, before: T, after: T) -> None:
        """Put another value in the noun's place; its key and its place in the order stay."""
        if before == after:
            return
        own = {name: value for name, value in self._shape.values(after).items() if name != self._shape.identified_by}
        self._connection.execute(update(self._table).where(self._table.c.key == key).values(own))
        for part in self._shape.parts.values():
            self._connection.execute(delete(part.table).where(part.table.c.owner == key))
        self._insert_parts([(key, after)])
        one = self._shape.id_of(after, key)
        self._journal.note(self._shape.kind, one, self._shape.text(before), self._shape.text(after))

    def delete(self, key: int, before: T) -> None:
        """Take the noun out, with its parts."""
        self._connection.execute(delete(self._table).where(self._table.c.key == key))
        self._journal.note(self._shape.kind, self._shape.id_of(before, key), self._shape.text(before), None)

    def clear(self) -> None:
        """Take every noun out."""
        for key, noun in self.read():
            self.delete(key, noun)

    def _insert_parts(self, numbered: Sequence[tuple[int, T]]) -> None:
        for part in self._shape.parts.values():
            rows = [
                {"owner": key, "place": place, **values}
                for key, noun in numbered
                for place, values in enumerate(part.split(noun))
            ]
            if rows:
                self._connection.execute(insert(part.table), rows)

    def _next_key(self) -> int:
        question = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        return int(self._connection.exec_driver_sql(question, (self._table.name,)).scalar() or 0) + 1


class Records(Generic[T]):
    """Nouns with an id: one of each."""

    def __init__(self, connection: Connection, journal: Journal, shape: Shape[T]) -> None:
        self._connection = connection
        self._shelf, self._shape = Shelf(connection, journal, shape), shape

    def all(self) -> list[T]:
        """Every noun, in order of insertion."""
        return [noun for _, noun in self._shelf.read()]

    def get(self, one: str) -> T | None:
        """The noun of this id."""
        found = self._shelf.read(self._named(one))
        return found[0][1] if found else None

    def put(self, noun: T) -> None:
        """Add the noun, or put it in the place of the one of the same id."""
        found = self._shelf.read(self._named(self._shape.id_of(noun, 0)))
        if found:
            self._shelf.change(*found[0], noun)
        else:
            self._shelf.insert([noun])

    def add_all(self, nouns: Iterable[T]) -> None:
        """Add many new nouns at once, in this order."""
        self._shelf.insert(nouns)

    def remove(self, one: str) -> None:
        """Take the noun of this id out, if it is there. Refused at commit while others name it."""
        for key, noun in self._shelf.read(self._named(one)):
            self._shelf.delete(key, noun)

    def clear(self) -> None:
        """Take every noun out."""
        self._shelf.clear()

    def _named(self, one: str) -> ColumnElement[bool]:
        return self._shape.table.c[str(self._shape.identified_by)] == one


class KeyedRecords(Generic[T]):
    """Nouns without an id, named by a key that the store gives and never gives again."""

    def __init__(self, connection: Connection, journal: Journal, shape: Shape[T]) -> None:
        self._connection = connection
        self._shelf, self._shape = Shelf(connection, journal, shape), shape

    def all(self) -> list[tuple[int, T]]:
        """Every noun with its key, in order of insertion."""
        return self._shelf.read()

    def get(self, key: int) -> T | None:
        """The noun of this key."""
        found = self._shelf.read(self._shape.table.c.key == key)
        return found[0][1] if found else None

    def add(self, noun: T) -> int:
        """Add the noun. Returns its key."""
        return self._shelf.insert([noun])[0]

    def add_all(self, nouns: Iterable[T]) -> list[int]:
        """Add many nouns at once, in this order. Returns their keys."""
        return self._shelf.insert(nouns)

    def put(self, key: int, noun: T) -> None:
        """Put the noun in the place of the one of this key. KeyError where there is none."""
        before = self.get(key)
        if before is None:
            raise KeyError(key)
        self._shelf.change(key, before, noun)

    def remove(self, key: int) -> None:
        """Take the noun of this key out, if it is there."""
        before = self.get(key)
        if before is not None:
            self._shelf.delete(key, before)

    def clear(self) -> None:
        """Take every noun out."""
        self._shelf.clear()


class PersonalRecords(KeyedRecords[T]):
    """Nouns that belong to a person."""

    def of_person(self, person: str) -> list[tuple[int, T]]:
        """The person's, in order of insertion."""
        return self._shelf.read(self._shape.table.c.person == person)


class RoomChecks(KeyedRecords[RoomCheck]):
    """Self-checks of the room, also by their days alone."""

    def days(self) -> list[date]:
        """The day of each, in order of insertion."""
        columns = self._shape.table.c
        return list(self._connection.execute(select(columns.checked_on).order_by(columns.key)).scalars())


class OneRecord(Generic[T]):
    """A noun of which there is one at most."""

    _KEY = 1

    def __init__(self, connection: Connection, journal: Journal, shape: Shape[T]) -> None:
        self._shelf = Shelf(connection, journal, shape)

    def get(self) -> T | None:
        """The noun; None in a store that has none yet."""
        found = self._shelf.read()
        return found[0][1] if found else None

    def put(self, noun: T) -> None:
        """Set the noun."""
        before = self.get()
        if before is None:
            self._shelf.insert([noun])
        else:
            self._shelf.change(self._KEY, before, noun)

    def clear(self) -> None:
        """Take the noun out."""
        self._shelf.clear()


class Settings:
    """Settings by name. A value is whatever JSON can say."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection, self._journal = connection, journal

    def get(self, name: str, default: Any = None) -> Any:
        """The setting, or the default."""
        text = self._text(name)
        return default if text is None else json.loads(text)

    def put(self, name: str, value: Any) -> None:
        """Set it."""
        before, after = self._text(name), json.dumps(value, ensure_ascii=False, sort_keys=True)
        if before == after:
            return
        table = table_of(SettingRow)
        self._connection.execute(insert(table).prefix_with("OR REPLACE"), {"name": name, "value": after})
        self._journal.note("settings", name, before, after)

    def all(self) -> dict[str, Any]:
        """Every setting, by name."""
        rows = self._connection.exec_driver_sql("SELECT name, value FROM settings ORDER BY name")
        return {name: json.loads(value) for name, value in rows}

    def _text(self, name: str) -> str | None:
        found = self._connection.exec_driver_sql("SELECT value FROM settings WHERE name = ?", (name,)).scalar()
        return None if found is None else str(found)
