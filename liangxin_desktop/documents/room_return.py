"""The sections of 阵地六有自查表: the items, what the register says of them, and what changed since the last time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from liangxin_desktop.documents.pages import BODY, HEADING, LANDSCAPE, Block
from liangxin_desktop.documents.room_particulars import particulars_table, particulars_texts
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, Row, Table, head_row, heading_beside, text_row
from liangxin_desktop.documents.text import set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.returns import ReturnPayload, RoomFigures, RoomRow
from liangxin_desktop.domain.room import ItemStatus

_WIDTH = LANDSCAPE.text_width
_COLUMNS = (24.0, 112.0, 52.0, _WIDTH - 438.0, 90.0, 160.0)
_STYLES = (CELL_CENTRED, CELL, CELL_CENTRED, CELL, CELL, CELL)


def sections(payload: ReturnPayload) -> list[Block]:
    """一 and 二 of the form."""
    figures, rows = RoomFigures.model_validate(payload.figures), _rows(payload)
    told = [particulars_table(figures.particulars)] if figures.particulars else []
    return [_rows_heading(figures), item_table(rows), *told, *_changes(figures, rows)]


def texts(payload: ReturnPayload) -> dict[str, str]:
    """What the sections print of the record, by place."""
    return texts_of(RoomFigures.model_validate(payload.figures), _rows(payload))


def texts_of(figures: RoomFigures, rows: Iterable[RoomRow]) -> dict[str, str]:
    """What the tables print of the record, by place."""
    items = {
        f"自查表第{place}行": "".join((one.title, one.description, one.gap, one.plan, one.owner))
        for place, one in enumerate(rows, 1)
    }
    return {**items, **particulars_texts(figures.particulars)}


def _rows(payload: ReturnPayload) -> list[RoomRow]:
    return [RoomRow.model_validate(row) for row in payload.rows]


def _rows_heading(figures: RoomFigures) -> Table:
    """The heading, and at the right the day of the self-check and how many items are met."""
    return heading_beside(words().room.rows_heading, checked_on(figures), _WIDTH)


def checked_on(figures: RoomFigures) -> str:
    """The day of the self-check, and how many of how many items are met."""
    day = official_date(figures.checked_on)
    return words().room.checked_on.format(day=day, met=figures.met, items=figures.items)


def item_table(rows: Sequence[RoomRow], annex: Mapping[str, Sequence[int]] | None = None) -> Table:
    """The items. `annex` are the numbers of the pictures that follow, by the item's key."""
    drawn = tuple(_item_row(place, row, (annex or {}).get(row.item, ())) for place, row in enumerate(rows))
    return Table(_COLUMNS, drawn, (head_row(words().room.columns, _COLUMNS),))


def _item_row(place: int, row: RoomRow, pictures: Sequence[int]) -> Row:
    nothing = words().room.nothing if row.status else words().paper.none
    cells = (
        _ordinal(place),
        row.title,
        _status(row.status),
        row.description or words().paper.none,
        "\n".join(_evidence(row, pictures)) or nothing,
        "\n".join(_gap(row)) or nothing,
    )
    return text_row(cells, _COLUMNS, _STYLES)


def _evidence(row: RoomRow, pictures: Sequence[int]) -> Iterator[str]:
    say, others = words().room, row.attachments - len(pictures)
    if row.evidence_on:
        yield official_date(row.evidence_on)
    if pictures:
        yield say.annex.format(numbers=words().paper.list_mark.join(map(str, pictures)))
    if others > 0:
        yield (say.other_files if pictures else say.files).format(count=others)


def _gap(row: RoomRow) -> Iterator[str]:
    """What is wanting and to be done, then by whom and by when, on a line of its own so that no name is broken."""
    say, stop = words().room, words().returns.full_stop
    plan = say.plan.format(plan=row.plan) if row.plan else ""
    yield from filter(None, ["".join(text.rstrip(stop) + stop for text in (row.gap, plan) if text)])
    if row.due_on:
        way = say.by if row.owner else say.by_day
        yield way.format(owner=row.owner, day=official_date(row.due_on))
    elif row.owner:
        yield row.owner + stop


def _changes(figures: RoomFigures, rows: Sequence[RoomRow]) -> Iterator[Block]:
    say, before = words().room, figures.compared_with
    heading = say.changes_heading.format(day=official_date(before)) if before else say.first_heading
    yield set_text(heading, HEADING, _WIDTH, before=8, keep=True)
    yield set_text(
        words().room.joint.join(_changed(rows)) + words().returns.full_stop if before else say.first, BODY, _WIDTH
    )


def _changed(rows: Sequence[RoomRow]) -> Iterator[str]:
    say = words().room
    changed = [(place, row) for place, row in enumerate(rows) if row.status is not row.before]
    for place, row in changed:
        yield say.changed.format(number=_ordinal(place), before=_status(row.before), status=_status(row.status))
    if not changed:
        yield say.unchanged
    if renewed := [_ordinal(place) for place, row in enumerate(rows) if row.renewed]:
        yield say.renewed.format(numbers=words().paper.list_mark.join(renewed))


def _ordinal(place: int) -> str:
    """一, 二, 三 …, and plain figures beyond those."""
    ordinals = words().room.ordinals
    return ordinals[place] if place < len(ordinals) else str(place + 1)


def _status(status: ItemStatus | None) -> str:
    return words().room_status[status] if status else words().room.not_looked_at
