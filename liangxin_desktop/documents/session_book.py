"""年度装订册: a year of 组织生活 bound into one: cover, contents, each record on its own pages, attendance, signing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from liangxin_desktop.documents.attendance_grid import attendance_pages
from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.pages import (
    BODY,
    PORTRAIT,
    SUBTITLE,
    TEXT_WIDTH,
    TITLE,
    Block,
    Paper,
    Placed,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.phrases import branch_title
from liangxin_desktop.documents.sessions import session_blocks, session_foot, session_texts
from liangxin_desktop.documents.tables import Cell, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.forms import SessionBookForm, SessionRecordForm
from liangxin_desktop.domain.periods import official_date

Progress = Callable[[int, int, str], None]
_Pages = list[list[Placed]]

_COLUMNS = (50.0, 60.0, 114.0, TEXT_WIDTH - 262.0, 38.0)
_TOPIC_LENGTH = 36
_ENTRY = Style(9.5, 13)
_ENTRY_CENTRED = replace(_ENTRY, align=Align.CENTRE)
_COVER = Style(36, 56, Face.SONG_BOLD, Align.CENTRE)
_COVER_BRANCH = Style(22, 34, Face.SONG_BOLD, Align.CENTRE)
_COVER_YEAR = Style(26, 44, Face.SONG, Align.CENTRE)
_SIGN = Style(14, 60)
_SEAL = replace(SUBTITLE, leading=40, align=Align.RIGHT)
_ABOVE_COVER, _BELOW_TITLE, _ABOVE_SEAL = 110.0, 250.0, 60.0


@dataclass(frozen=True, slots=True)
class _Gap:
    """Blank room on a page."""

    height: float
    before: float = 0.0
    keep: bool = True

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the book: what the contents say of it (number, day, kind and topic, or a title), and its pages."""

    entry: tuple[str, ...]
    pages: _Pages


def session_book_pdf(form: SessionBookForm, progress: Progress | None = None) -> bytes:
    """The bound year as PDF/A-3b. The same form gives the same bytes; pages count from the cover.

    `progress(done, total, text)` is told of each record laid out and may raise to stop. Raises RefusedError naming
    every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(form))
    parts = [*_session_parts(form, progress), _attendance_part(form)]
    length = len(_contents(form, [(part, 0) for part in parts], 0))
    first, total = 2 + length, 2 + length + sum(len(part.pages) for part in parts)
    starts = [first + sum(len(part.pages) for part in parts[:at]) for at in range(len(parts))]
    contents = _contents(form, list(zip(parts, starts, strict=True)), total)
    pages = [*_cover(form), *contents, *(page for part in parts for page in part.pages), *_signatures(form, total)]
    paper = Paper(
        title=f"{form.branch}{words().session_book.year.format(year=form.year)}{words().session_book.title}",
        foot=_feet(form, starts, [len(part.pages) for part in parts]),
        made_on=form.bound_on,
        bare=1,
    )
    return print_pages(paper, pages)


def _texts(form: SessionBookForm) -> dict[str, str]:
    texts = {
        "支部名称": form.branch,
        "上级党组织": form.superior,
        "党员名单": "".join(one.name + one.group for one in form.members),
    }
    for one in form.sessions:
        texts |= {f"{_number(one)}{place}": text for place, text in session_texts(one).items()}
    return texts


def _paged(blocks: Sequence[Block]) -> _Pages:
    return paginate(blocks, PORTRAIT.text_height)


def _cover(form: SessionBookForm) -> _Pages:
    say = words().session_book
    superior = say.superior.format(name=form.superior) if form.superior else ""
    return _paged(
        [
            _Gap(_ABOVE_COVER),
            set_text(branch_title(form.branch, activity_type=form.activity_type), _COVER_BRANCH, TEXT_WIDTH),
            set_text(say.title, _COVER, TEXT_WIDTH, before=24),
            set_text(say.year.format(year=form.year), _COVER_YEAR, TEXT_WIDTH, before=12),
            _Gap(_BELOW_TITLE),
            *([set_text(superior, SUBTITLE, TEXT_WIDTH)] if superior else []),
            set_text(say.bound_on.format(day=official_date(form.bound_on)), SUBTITLE, TEXT_WIDTH),
        ]
    )


def _contents(form: SessionBookForm, parts: Sequence[tuple[_Part, int]], last: int) -> _Pages:
    say = words().session_book
    rows = [
        _entry(part.entry, start) if len(part.entry) > 1 else _chapter(part.entry[0], start) for part, start in parts
    ]
    rows.append(_chapter(say.signatures, last))
    head = head_row(say.columns, _COLUMNS)
    empty = [] if form.sessions else [set_text(say.empty, BODY, TEXT_WIDTH)]
    title = set_text(say.contents, TITLE, TEXT_WIDTH, keep=True)
    return _paged([title, *empty, Table(_COLUMNS, tuple(rows), (head,), before=8)])


def _entry(entry: tuple[str, ...], page: int) -> Row:
    styles = (_ENTRY_CENTRED, _ENTRY_CENTRED, _ENTRY, _ENTRY, _ENTRY_CENTRED)
    return text_row((*entry, str(page)), _COLUMNS, styles)


def _chapter(title: str, page: int) -> Row:
    """An entry of a part that is no record."""
    wide = sum(_COLUMNS[:-1])
    name, number = text_row((title, str(page)), (wide, _COLUMNS[-1]), (_ENTRY, _ENTRY_CENTRED)).cells
    return Row((replace(name, span=len(_COLUMNS) - 1), number))


def _session_parts(form: SessionBookForm, progress: Progress | None) -> list[_Part]:
    parts = []
    for done, one in enumerate(form.sessions):
        if progress is not None:
            progress(done, len(form.sessions), f"正在排版{_number(one)}…")
        parts.append(_Part(_named(one), _paged(session_blocks(one))))
    return parts


def _named(one: SessionRecordForm) -> tuple[str, str, str, str]:
    say, day = words().session_book, one.starts_at.date()
    topic = " ".join(one.topic.split())
    if len(topic) > _TOPIC_LENGTH:
        topic = topic[: _TOPIC_LENGTH - 1] + say.cut
    return _number(one), say.day.format(month=day.month, day=day.day), one.title, topic


def _number(one: SessionRecordForm) -> str:
    return words().session_book.number.format(number=one.number) if one.number else ""


def _attendance_part(form: SessionBookForm) -> _Part:
    pages = [page for blocks in attendance_pages(form) for page in _paged(blocks)]
    return _Part((words().session_book.attendance,), pages)


def _signatures(form: SessionBookForm, total: int) -> _Pages:
    say = words().session_book
    said = say.statement.format(branch=form.branch, year=form.year, count=len(form.sessions), pages=total)
    left = say.drafts.format(count=form.drafts) if form.drafts else ""
    signers = tuple(Row((Cell(set_text(name, _SIGN, TEXT_WIDTH)),)) for name in say.signers)
    return _paged(
        [
            set_text(say.signatures, TITLE, TEXT_WIDTH, keep=True),
            set_text(said, BODY, TEXT_WIDTH, before=16),
            *([set_text(left, BODY, TEXT_WIDTH)] if left else []),
            Table((TEXT_WIDTH,), signers, before=24, ruled=False),
            _Gap(_ABOVE_SEAL),
            set_text(say.seal, _SEAL, TEXT_WIDTH),
            set_text(say.sign_day, _SEAL, TEXT_WIDTH),
        ]
    )


def _feet(form: SessionBookForm, starts: Sequence[int], lengths: Sequence[int]) -> Callable[[int, int], str]:
    """The foot of each page: that of its record where it belongs to one."""
    records: dict[int, SessionRecordForm] = {}
    for one, start, length in zip(form.sessions, starts, lengths, strict=False):
        records |= dict.fromkeys(range(start, start + length), one)

    def foot(page: int, pages: int) -> str:
        if page in records:
            return session_foot(records[page], page, pages)
        return words().session_book.foot.format(branch=form.branch, year=form.year, page=page, pages=pages)

    return foot
