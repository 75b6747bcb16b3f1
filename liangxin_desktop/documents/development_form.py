"""发展党员全程纪实表 on paper: the 25 steps by stage, where it is signed, and the list of the file's materials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.pages import PORTRAIT, SMALL, TEXT_WIDTH, TITLE, Block, paginate
from liangxin_desktop.documents.person_head import InkRoom, head_blocks, head_texts, print_form
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.development_forms import DevelopmentForm, MaterialLine, WayEntry, WayStage
from liangxin_desktop.domain.forms import VoteLine
from liangxin_desktop.domain.periods import official_date

_COLUMNS = (24.0, 86.0, 82.0, TEXT_WIDTH - 252.0, 60.0)
_MATERIAL_COLUMNS = (24.0, 132.0, TEXT_WIDTH - 290.0, 42.0, 36.0, 56.0)
_CELL = Style(9.5, 14)
_CENTRED = replace(_CELL, align=Align.CENTRE)
_STAGE = Style(10.5, 16, Face.HEI_BOLD)
_SIGN = Style(12, 30)
_KEPT_ROWS = 2
_BLANK = 20.0  # points: enough to write a line of small hand
_STYLES = (_CENTRED, _CELL, _CENTRED, _CELL, _CENTRED)
_MATERIAL_STYLES = (_CENTRED, _CELL, _CELL, _CENTRED, _CENTRED, _CELL)


def development_form_pdf(form: DevelopmentForm) -> bytes:
    """The form as PDF/A-3b, signed in ink; the materials begin on a page of their own. The same form, the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(form))
    room = PORTRAIT.text_height
    pages = [*paginate(_way(form), room), *paginate(_materials(form), room)]
    return print_form(words().development_form.title, form.head, pages)


def _texts(form: DevelopmentForm) -> dict[str, str]:
    places = head_texts(form.head)
    for stage in form.stages:
        for one in stage.entries:
            places[f"第{one.number}步"] = one.name + "\n".join(_content(one))
    return places | {f"材料第{number}行": one.name for number, one in enumerate(form.materials, 1)}


def _way(form: DevelopmentForm) -> list[Block]:
    say = words().development_form
    rows = [row for number, stage in enumerate(form.stages) for row in _stage_rows(number, stage)]
    table = Table(_COLUMNS, tuple(rows), (head_row(say.columns, _COLUMNS),), before=8)
    return [*head_blocks(say.title, form.head), *_ending(table), _signatures()]


def _ending(table: Table) -> Iterator[Table]:
    """The table with its last rows held to what is signed below, so that this never stands on a page alone."""
    yield replace(table, rows=table.rows[:-_KEPT_ROWS])
    yield replace(table, rows=table.rows[-_KEPT_ROWS:], head=(), before=0.0, keep=True)


def _stage_rows(number: int, stage: WayStage) -> Iterator[Row]:
    say = words().development_form
    title = say.stage.format(number=say.ordinals[number], title=stage.title)
    yield Row((Cell(set_text(title, _STAGE, TEXT_WIDTH - 2 * PADDING_X), span=len(_COLUMNS)),))
    yield from map(_entry_row, stage.entries)


def _entry_row(one: WayEntry) -> Row:
    day = official_date(one.done_on) if one.done_on else ""
    texts = (str(one.number), one.name, day, "\n".join(_content(one)), _remarks(one))
    row = text_row(texts, _COLUMNS, _STYLES)
    return row if one.done_on else Row((*row.cells[:2], _blank_day(), *row.cells[3:]))


def _blank_day() -> Cell:
    """Room to write the date by hand."""
    return Cell(InkRoom(set_text("", _CELL, 0), _BLANK, 0, ruled=False))


def _content(one: WayEntry) -> Iterator[str]:
    """Who and what, as far as the step records it, then what was noted."""
    say = words().development_form
    if one.people:
        yield say.people[one.number].format(names=words().paper.list_mark.join(one.people))
    yield from _posted(one)
    if one.conclusion:
        yield say.conclusion.format(said=one.conclusion)
    yield from _training(one)
    yield from _reasons(one)
    if one.vote:
        yield from vote_lines(one.vote)
    if one.result:
        yield say.result.format(said=one.result)
    if one.decided_in:
        yield say.decided_in.format(said=one.decided_in)
    if one.note.strip():
        yield one.note.strip()


def _posted(one: WayEntry) -> Iterator[str]:
    say = words().development_form
    if one.consent_on:
        yield say.consent.format(day=official_date(one.consent_on))
    if one.posted_from and one.posted_to:
        yield say.posted.format(first=official_date(one.posted_from), last=official_date(one.posted_to))


def _training(one: WayEntry) -> Iterator[str]:
    say, (days, hours) = words().development_form, one.training
    parts = [say.days.format(amount=f"{days:g}")] if days is not None else []
    parts += [say.hours.format(amount=f"{hours:g}")] if hours is not None else []
    if parts:
        yield words().paper.list_mark.join(parts)


def vote_lines(vote: VoteLine) -> Iterator[str]:
    """Who was due and there, and the ballot, as a form writes them."""
    say = words().development_form
    if vote.due is not None and vote.present is not None:
        yield say.voters.format(due=vote.due, present=vote.present)
    counts = {"in_favour": vote.in_favour + vote.written_for, "against": vote.against, "abstain": vote.abstain}
    ballot = say.ballot.format(**counts)
    if vote.invalid:
        ballot += say.invalid.format(count=vote.invalid)
    if vote.written_for:
        ballot += say.written.format(count=vote.written_for)
    yield ballot


def _reasons(one: WayEntry) -> Iterator[str]:
    say = words().development_form
    if one.special_reason.strip():
        yield say.special_reason.format(said=one.special_reason.strip())
    if one.reason_for_delay.strip():
        yield say.delay.format(said=one.reason_for_delay.strip())


def _remarks(one: WayEntry) -> str:
    """The files kept with the step; blank while it is not taken."""
    say = words().development_form
    if one.files:
        return say.files.format(count=one.files)
    return say.nothing if one.done_on else ""


def _signatures() -> Table:
    say, half = words().development_form, TEXT_WIDTH / 2
    signers = tuple(Cell(set_text(f"{text}\n{say.sign_day}", _SIGN, half)) for text in say.signers)
    return Table((half, half), (Row(signers),), before=10, ruled=False)


def _materials(form: DevelopmentForm) -> list[Block]:
    say, half = words().development_form, TEXT_WIDTH / 2
    names = {one.number: one.name for stage in form.stages for one in stage.entries}
    rows = tuple(_material_row(number, one, names) for number, one in enumerate(form.materials, 1))
    table = Table(_MATERIAL_COLUMNS, rows, (head_row(say.materials_columns, _MATERIAL_COLUMNS),), before=8)
    signed = Row(tuple(Cell(set_text(text, _SIGN, half)) for text in say.checked_by))
    return [
        set_text(say.materials, TITLE, TEXT_WIDTH, keep=True),
        set_text(form.head.name, replace(_CENTRED, size=14, leading=22), TEXT_WIDTH, keep=True),
        *_ending(table),
        set_text(say.materials_note, SMALL, TEXT_WIDTH, before=4, keep=True),
        Table((half, half), (signed,), before=8, ruled=False),
    ]


def _material_row(number: int, one: MaterialLine, names: dict[int, str]) -> Row:
    step = f"{one.step} {names.get(one.step, '')}"
    cells = (str(number), step, one.name, one.state, str(one.files) if one.files else "", "")
    return text_row(cells, _MATERIAL_COLUMNS, _MATERIAL_STYLES)
