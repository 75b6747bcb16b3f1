"""支部概况表: the branch on one sheet or two, as its folder opens with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.names import fitted
from liangxin_desktop.documents.pages import MM, PLAIN, PORTRAIT, TITLE, Block, Paper, paginate, print_pages
from liangxin_desktop.documents.phrases import branch_title
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, HEAD, PADDING_X, Cell, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import Align, Lines, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.branch_sheet import BranchSheet, SheetContact, SheetSeat, SheetTerm
from liangxin_desktop.domain.periods import official_date

_SHEET = replace(PORTRAIT, left=24 * MM, top=26 * MM, text_width=162 * MM, text_height=244 * MM)
_WIDTH = _SHEET.text_width
_LABEL = 68.0
_VALUE = _WIDTH / 2 - _LABEL
_FOUR = (_LABEL, _VALUE, _LABEL, _VALUE)
_THIRD = _WIDTH / 3
_SEATS = (92.0, 72.0, _WIDTH - 164.0)
_TERMS = (92.0, 96.0, _WIDTH - 188.0)
_CONTACTS = (84.0, 62.0, 122.0, _WIDTH - 268.0)
_HEADING = Style(12, 20, Face.HEI_BOLD)


def branch_sheet_pdf(sheet: BranchSheet) -> bytes:
    """The sheet as PDF/A-3b. The same sheet gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(sheet))
    title = words().branch_sheet.title
    paper = Paper(
        title=f"{sheet.branch}{title}",
        foot=lambda page, count: words().paper.form_foot.format(
            form=f"{sheet.branch}　{title}", page=page, pages=count
        ),
        made_on=sheet.as_of,
        sheet=_SHEET,
    )
    return print_pages(paper, paginate(list(_blocks(sheet)), _SHEET.text_height))


def _texts(sheet: BranchSheet) -> dict[str, str]:
    say = words().branch_sheet
    own = (sheet.branch, sheet.code, sheet.superior, sheet.unit_name)
    seats = [*sheet.seats, *(seat for term in sheet.terms for seat in term.seats)]
    contacts = (part for one in sheet.contacts for part in (one.name, one.unit, one.position, *one.trainings))
    parts: tuple[Sequence[str], ...] = (
        ["".join((one.title, *(seat.name for seat in one.seats))) for one in sheet.terms]
        + [one.name + one.place for one in seats],
        [one.name + one.leader for one in sheet.groups],
        list(contacts),
    )
    _, *headings = say.headings
    return {say.name: "".join(own), **{head: "".join(part) for head, part in zip(headings, parts, strict=True)}}


def _blocks(sheet: BranchSheet) -> Iterator[Block]:
    say = words().branch_sheet
    yield set_text(say.title, TITLE, _WIDTH, keep=True)
    yield set_text(words().roster.as_of.format(day=official_date(sheet.as_of)), _right(), _WIDTH, keep=True)
    yield _particulars(sheet)
    tables = (_counts(sheet), *_leadership(sheet), _groups(sheet), _contacts(sheet))
    headings = (say.headings[0], say.headings[1], None, say.headings[2], say.headings[3])
    for heading, table in zip(headings, tables, strict=True):
        if heading and table is not None:
            yield _heading(heading)
        if table is not None:
            yield table


def _right() -> Style:
    return replace(PLAIN, align=Align.RIGHT)


def _heading(text: str) -> Lines:
    return set_text(text, _HEADING, _WIDTH, before=8, keep=True)


def _particulars(sheet: BranchSheet) -> Table:
    say = words().branch_sheet
    name = branch_title(sheet.branch, activity_type=sheet.activity_type)
    theme_day = say.theme_day_of.format(day=sheet.theme_day) if sheet.theme_day else ""
    rows = (
        _wide(say.name, name),
        _wide(say.superior, sheet.superior),
        _pair(say.code, sheet.code, say.established_on, _day(sheet.established_on)),
        _pair(say.unit_name, sheet.unit_name, say.unit_kind, sheet.unit_kind),
        _pair(say.formation, sheet.formation, say.affiliation, sheet.affiliation),
        _pair(say.units, say.units_of.format(count=sheet.units), say.theme_day, theme_day),
    )
    return Table(_FOUR, rows, before=2)


def _wide(label: str, text: str) -> Row:
    width = sum(_FOUR[1:]) - 2 * PADDING_X
    return Row((_label(label), Cell(set_text(text, CELL, width), span=3)))


def _pair(first: str, said: str, second: str, answer: str) -> Row:
    return Row((_label(first), _said(said), _label(second), _said(answer)))


def _label(text: str) -> Cell:
    return Cell(set_text(text, HEAD, _LABEL - 2 * PADDING_X), label=True)


def _said(text: str) -> Cell:
    return Cell(set_text(text, CELL, _VALUE - 2 * PADDING_X))


def _counts(sheet: BranchSheet) -> Table:
    """A column for the members altogether, and one for each standing."""
    say = words().branch_sheet
    members = sum(count for _, count in sheet.counts[:2])
    pairs = ((say.members, members), *sheet.counts)
    columns = (_WIDTH / len(pairs),) * len(pairs)
    row = text_row([str(count) for _, count in pairs], columns, [CELL_CENTRED] * len(pairs))
    return Table(columns, (row,), (head_row([name for name, _ in pairs], columns),))


def _leadership(sheet: BranchSheet) -> tuple[Table, Table | None]:
    """The seats of today under their term, and the elections of the record."""
    say = words().branch_sheet
    term = ""
    if sheet.elected_on and sheet.ends_on:
        term = say.term.format(elected=official_date(sheet.elected_on), ends=official_date(sheet.ends_on))
    rows = tuple(_seat(one) for one in sheet.seats) or (_spanning(say.nothing, 3),)
    top = Row((Cell(set_text(term or say.no_term, CELL_CENTRED, _WIDTH - 2 * PADDING_X), span=3),))
    seats = Table(_SEATS, rows, (top, head_row(say.seats_columns, _SEATS)))
    terms = tuple(_term(one) for one in sheet.terms)
    return seats, Table(_TERMS, terms, (head_row(say.terms_columns, _TERMS),), before=6) if terms else None


def _seat(seat: SheetSeat) -> Row:
    name = fitted(seat.name, CELL_CENTRED, _SEATS[1] - 2 * PADDING_X)
    return text_row((seat.role, seat.name, seat.place), _SEATS, (CELL_CENTRED, name, CELL))


def _term(term: SheetTerm) -> Row:
    say = words().branch_sheet
    span = say.span.format(first=_day(term.since), last=_day(term.until) or say.now) if term.since else ""
    seats = words().paper.list_mark.join(f"{one.name}（{one.role}）" for one in term.seats)
    return text_row((term.title, span, seats), _TERMS, (CELL_CENTRED, CELL_CENTRED, CELL))


def _groups(sheet: BranchSheet) -> Table:
    say, columns = words().branch_sheet, (_THIRD,) * 3
    rows = tuple(
        text_row((one.name, one.leader, str(one.members)), columns, (CELL_CENTRED,) * 3) for one in sheet.groups
    )
    return Table(columns, rows or (_spanning(say.nothing, 3),), (head_row(say.groups_columns, columns),))


def _contacts(sheet: BranchSheet) -> Table:
    say = words().branch_sheet
    rows = tuple(_contact(one) for one in sheet.contacts) or (_spanning(say.nothing, 4),)
    return Table(_CONTACTS, rows, (head_row(say.contacts_columns, _CONTACTS),))


def _contact(contact: SheetContact) -> Row:
    say = words().branch_sheet
    since = say.since.format(day=_day(contact.since)) if contact.since else ""
    place = "\n".join(part for part in (contact.unit, contact.position, since) if part)
    name = fitted(contact.name, CELL_CENTRED, _CONTACTS[1] - 2 * PADDING_X)
    texts = (contact.kind, contact.name, place, "\n".join(contact.trainings) or say.untrained)
    return text_row(texts, _CONTACTS, (CELL_CENTRED, name, CELL, CELL))


def _spanning(text: str, span: int) -> Row:
    return Row((Cell(set_text(text, CELL_CENTRED, _WIDTH - 2 * PADDING_X), span=span),))


def _day(day: date | None) -> str:
    return official_date(day) if day else ""
