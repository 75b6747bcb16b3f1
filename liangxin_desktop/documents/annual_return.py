"""The sections of 年度综合报表: the branch, its members, organizational life, development, the room, what it covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol

from liangxin_desktop.documents.annual_life import life, rows_of
from liangxin_desktop.documents.annual_wording import annual_words
from liangxin_desktop.documents.development_return import plan_said, stage_table
from liangxin_desktop.documents.fonts import Face
from liangxin_desktop.documents.pages import BODY, HEADING, PLAIN, TEXT_WIDTH, Block
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, HEAD, Row, Table, head_row, heading_beside, text_row
from liangxin_desktop.documents.text import set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.annual_figures import (
    QUARTERS,
    AnnualFigures,
    CoverYear,
    MemberFigures,
    RoomYear,
)
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.room import ItemStatus

_BRANCH_COLUMNS = (78.0, TEXT_WIDTH / 2 - 78, 78.0, TEXT_WIDTH / 2 - 78)
_MEMBER_COLUMNS = (TEXT_WIDTH - 364, *[52.0] * 7)
_STAGE_COLUMNS = (TEXT_WIDTH - 360, *[72.0] * 5)
_ROOM_COLUMNS = (24.0, TEXT_WIDTH - 240, *[54.0] * 4)
_COVER_COLUMNS = (TEXT_WIDTH - 254, 50.0, 50.0, 52.0, 48.0, 54.0)
_BOLD = replace(CELL_CENTRED, face=Face.SONG_BOLD)
_SAID = replace(PLAIN, indent=2)
_ABOVE = 8.0
_FROM_HERE = 5
"""So many sections stand before that on coverage."""


def title() -> str:
    """The form's title."""
    return annual_words().title


def sections(payload: ReturnPayload) -> list[Block]:
    """一 to 五 of the form, and 六 where the branch keeps a register of covered units."""
    figures, rows = AnnualFigures.model_validate(payload.figures), rows_of(payload)
    return [
        *_branch(figures),
        *_members(figures),
        *life(_numbered(annual_words().life.heading, 2), figures, rows),
        *_development(figures),
        *_room(figures),
        *(_cover(figures.cover) if figures.cover else ()),
    ]


def findings_heading(payload: ReturnPayload) -> str:
    """需要说明的情况, numbered after the sections before it."""
    figures = AnnualFigures.model_validate(payload.figures)
    return _numbered(annual_words().findings_heading, _FROM_HERE + bool(figures.cover))


def texts(payload: ReturnPayload) -> dict[str, str]:
    """What the sections print of the record, by place."""
    figures, rows = AnnualFigures.model_validate(payload.figures), rows_of(payload)
    cover = figures.cover.rates if figures.cover else ()
    return {
        "支部书记": figures.branch.secretary,
        "党员队伍": _titles(figures.members) + _titles(figures.leavings),
        "会议类别": _titles([row.year for row in rows]) + figures.life.title + _titles(figures.yearly),
        "发展党员": _titles(figures.development.stages),
        "阵地“六有”": _titles(figures.room.items),
        "覆盖单位": "".join(f"{one.title}{one.percent}" for one in cover),
    }


class _Titled(Protocol):
    @property
    def title(self) -> str: ...


def _titles(named: Iterable[_Titled]) -> str:
    return "".join(one.title for one in named)


def _numbered(heading: str, place: int) -> str:
    return heading.format(number=annual_words().ordinals[place])


def _branch(figures: AnnualFigures) -> Iterator[Block]:
    say, told, words_of = annual_words().branch, figures.branch, annual_words()
    yield heading_beside(
        _numbered(say.heading, 0), words_of.told_on.format(day=official_date(figures.told_on)), TEXT_WIDTH
    )
    units = say.of_units.format(count=figures.cover.units) if figures.cover else ""
    pairs = (
        (say.unit_kind, words_of.unit_kind[told.unit_kind] if told.unit_kind else ""),
        (say.formation, words_of.formation[told.formation] if told.formation else ""),
        (say.affiliation, words_of.affiliation[told.affiliation] if told.affiliation else ""),
        (say.established_on, _day(told.established_on)),
        (say.elected_on, _day(told.elected_on)),
        (say.term_ends_on, _day(told.term_ends_on)),
        (say.secretary, told.secretary),
        (say.seats, say.people.format(count=told.seats)),
        (say.groups, say.counted.format(count=told.groups)),
        (say.units, units),
    )
    cells = [text or words().paper.none for pair in pairs for text in pair]
    lines = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    yield Table(_BRANCH_COLUMNS, tuple(text_row(one, _BRANCH_COLUMNS, (HEAD, CELL, HEAD, CELL)) for one in lines))


def _members(figures: AnnualFigures) -> Iterator[Block]:
    say, leavings = annual_words().members, figures.leavings
    yield _heading(_numbered(say.heading, 1))
    head = head_row(_to_the_end(say.columns, figures), _MEMBER_COLUMNS)
    yield Table(_MEMBER_COLUMNS, tuple(map(_member_row, figures.members)), (head,), whole=True)
    ways = words().paper.list_mark.join(say.way.format(title=one.title, count=one.count) for one in leavings)
    said = say.left.format(count=sum(one.count for one in leavings), ways=ways) if leavings else say.nobody_left
    yield set_text(said, _SAID, TEXT_WIDTH, before=4)


def _member_row(one: MemberFigures) -> Row:
    counts = (one.opening, one.approved, one.transferred_in, one.transferred_out, one.gone, one.closing)
    opening, approved, came, *rest = map(str, counts)
    cells = (one.title, opening, approved, came, _converted(one), *rest)
    return text_row(cells, _MEMBER_COLUMNS, [CELL_CENTRED if one.stage else _BOLD] * len(cells))


def _converted(one: MemberFigures) -> str:
    """What conversion adds to one standing and takes from the other; for both together it changes nothing."""
    say = annual_words().members
    if one.stage is None:
        return words().paper.none
    if one.converted_out:
        return say.converted_out.format(count=one.converted_out)
    return say.converted_in.format(count=one.converted_in) if one.converted_in else "0"


def _development(told: AnnualFigures) -> Iterator[Block]:
    say, figures = annual_words().development, told.development
    yield _heading(_numbered(say.heading, 3))
    yield stage_table(figures, _to_the_end(say.columns, told), _STAGE_COLUMNS)
    yield set_text(say.decided.format(**figures.model_dump(exclude={"stages"})), _SAID, TEXT_WIDTH, before=4)
    yield set_text(plan_said(figures), _SAID, TEXT_WIDTH)


def _to_the_end(heads: Iterable[str], told: AnnualFigures) -> list[str]:
    """The heads of columns, with the last one's word for the year's end, or for the day while it lasts."""
    say = annual_words()
    end = say.end if (told.told_on.month, told.told_on.day) == (12, 31) else say.so_far
    return [head.format(end=end) for head in heads]


def _room(figures: AnnualFigures) -> Iterator[Block]:
    say, told = annual_words().room, figures.room
    yield _heading(_numbered(say.heading, 4))
    if not told.items:
        yield set_text(say.no_checks, BODY, TEXT_WIDTH)
        return
    days = [_checked(day, place, figures.told_on) for place, day in enumerate(told.checked_on)]
    quarters = [f"{name}\n{day}" for name, day in zip(annual_words().quarters, days, strict=True)]
    rows = [
        (str(place), one.title, *(map(_status, one.statuses, told.checked_on)))
        for place, one in enumerate(told.items, 1)
    ]
    met = [_met(told, place) if day else words().paper.none for place, day in enumerate(told.checked_on)]
    styles = (CELL_CENTRED, CELL, *[CELL_CENTRED] * len(quarters))
    drawn = [text_row(cells, _ROOM_COLUMNS, styles) for cells in (*rows, ("", say.met, *met))]
    yield Table(_ROOM_COLUMNS, tuple(drawn), (head_row((*say.columns, *quarters), _ROOM_COLUMNS),), whole=True)


def _status(status: ItemStatus | None, checked_on: date | None) -> str:
    if checked_on is None:
        return words().paper.none
    return words().room_status[status] if status else words().room.not_looked_at


def _met(told: RoomYear, place: int) -> str:
    met = sum(one.statuses[place] is ItemStatus.MET for one in told.items)
    return annual_words().life.of_required.format(held=met, required=len(told.items))


def _cover(told: CoverYear) -> Iterator[Block]:
    say = annual_words().cover
    yield _heading(_numbered(say.heading, _FROM_HERE))
    yield set_text(say.registered.format(count=told.units), _SAID, TEXT_WIDTH, keep=bool(told.rates))
    rows = (
        (
            one.title,
            str(one.units),
            str(one.covered),
            one.percent or words().paper.none,
            say.target.format(target=one.target),
            say.missed if one.missed else "",
        )
        for one in told.rates
    )
    styles = (CELL, *[CELL_CENTRED] * 5)
    drawn = tuple(text_row(cells, _COVER_COLUMNS, styles) for cells in rows)
    if drawn:
        yield Table(_COVER_COLUMNS, drawn, (head_row(say.columns, _COVER_COLUMNS),), before=2, whole=True)


def _heading(text: str) -> Block:
    return set_text(text, HEADING, TEXT_WIDTH, before=_ABOVE, keep=True)


def _day(day: date | None) -> str:
    return official_date(day) if day else ""


def _checked(day: date | None, quarter: int, told_on: date) -> str:
    """The day of a quarter's self-check; a quarter that has not begun can't want one."""
    if day:
        return annual_words().room.day.format(month=day.month, day=day.day)
    began = date(told_on.year, quarter * 12 // QUARTERS + 1, 1) <= told_on
    return annual_words().room.not_checked if began else words().paper.none
