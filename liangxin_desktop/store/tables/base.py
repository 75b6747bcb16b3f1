"""What every table is made from: keys that number the rows, and the places of parts in their lists."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

NUMBERED = {"sqlite_autoincrement": True}
PART = {"sqlite_with_rowid": False}


class Keyed(SQLModel):
    """Rows numbered in the order they were added."""

    key: int | None = Field(default=None, primary_key=True)


class Placed(SQLModel):
    """A part: whose it is, and where in the list it stands."""

    owner: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
