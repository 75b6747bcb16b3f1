"""What the forms of a person's way share: the head with the particulars, lines to write on, the finished paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liangxin_desktop.documents.fonts import Face
from liangxin_desktop.documents.names import fitted
from liangxin_desktop.documents.pages import PLAIN, PORTRAIT, TEXT_WIDTH, TITLE, Block, Paper, Placed, print_pages
from liangxin_desktop.documents.phrases import branch_title
from liangxin_desktop.documents.tables import HEAD, PADDING_X, Cell, Row, Table
from liangxin_desktop.documents.text import Align, Lines, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.development_forms import PersonHead
from liangxin_desktop.domain.periods import official_date

LABEL = 84.0
VALUE = TEXT_WIDTH / 2 - LABEL
FOUR = (LABEL, VALUE, LABEL, VALUE)
TEXT = Style(12, 20)
CENTRED = replace(TEXT, align=Align.CENTRE)
_LINE_PITCH, _FIRST_LINE = 26.0, 6.0
_HAIRLINE, _GREY = 0.4, 0.6
_LEAST_ROW = 24.0


@dataclass(frozen=True, slots=True)
class InkRoom:
    """Text, and under it ruled lines to write on until the `room` in points is full; long text takes more room."""

    content: Lines
    room: float
    width: float
    ruled: bool = True
    before: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        """In points."""
        return max(self.content.height, self.room)

    @property
    def least(self) -> float:
        """The height of the smallest part that may stand at a page's foot."""
        return self.content.least if self.content.height > self.room else self.room

    def split(self, room: float) -> Any:
        """Only text that is longer than the room is divided, between its lines."""
        return self.content.split(room) if self.content.height > self.room else None

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        self.content.draw(canvas, x, top)
        canvas.saveState()
        canvas.setLineWidth(_HAIRLINE)
        canvas.setStrokeGray(_GREY)
        line = top - self.content.height - _FIRST_LINE - _LINE_PITCH / 2
        while self.ruled and line > top - self.height + 2:
            canvas.line(x, line, x + self.width, line)
            line -= _LINE_PITCH
        canvas.restoreState()


def head_blocks(title: str, head: PersonHead) -> list[Block]:
    """The title, whose form it is, and the particulars; blank where the record does not know."""
    return [set_text(title, TITLE, TEXT_WIDTH, keep=True), _under_title(head), _particulars(head)]


def head_texts(head: PersonHead) -> dict[str, str]:
    """Every text of the head, by the place it stands in."""
    said = (head.sex, head.ethnicity, head.education, head.unit, head.position, head.group)
    return {
        "支部名称": head.branch,
        "上级党组织": head.superior,
        "姓名": head.name,
        "基本情况": "".join((*said, head.joined, head.left)),
    }


def _under_title(head: PersonHead) -> Table:
    say, left = words().person_head, TEXT_WIDTH * 0.6
    printed_on = say.printed_on.format(day=official_date(head.printed_on))
    branch = branch_title(head.branch, activity_type=head.activity_type)
    rows = [(say.branch.format(name=branch), printed_on)]
    if head.superior:
        rows.append((say.superior.format(name=head.superior), ""))
    right = replace(PLAIN, align=Align.RIGHT)
    drawn = tuple(
        Row((Cell(set_text(one, PLAIN, left)), Cell(set_text(other, right, TEXT_WIDTH - left)))) for one, other in rows
    )
    return Table((left, TEXT_WIDTH - left), drawn, before=6, keep=True, ruled=False)


def _particulars(head: PersonHead) -> Table:
    say = words().person_head
    birth = head.birth_date
    month = words().roster.month.format(year=birth.year, month=birth.month) if birth else ""
    rows = [
        pair(say.name, head.name, say.sex, head.sex),
        pair(say.ethnicity, head.ethnicity, say.birth, month),
        pair(say.education, head.education, say.applied_on, day(head.applied_on)),
        wide(say.unit, "　".join(part for part in (head.unit, head.position) if part)),
    ]
    rows += [wide(name, text) for name, text in ((say.joined, head.joined), (say.left, head.left)) if text]
    return Table(FOUR, tuple(rows), before=4)


def day(of: date | None) -> str:
    """A date as a form writes it, or room to write one."""
    return official_date(of) if of else words().person_head.blank_day


def label(text: str, width: float = LABEL) -> Cell:
    """A label at the left of what it names."""
    return Cell(set_text(text, HEAD, width - 2 * PADDING_X), label=True)


def pair(first: str, said: str, second: str, answer: str) -> Row:
    """Two labels, each with its value, in four columns."""
    return Row((label(first), _value(said), label(second), _value(answer)))


def _value(text: str) -> Cell:
    room = VALUE - 2 * PADDING_X
    return Cell(InkRoom(set_text(text, fitted(text, CENTRED, room), room), _LEAST_ROW - 4, room, ruled=False))


def wide(name: str, text: str, room: float = _LEAST_ROW - 4, *, ruled: bool = False) -> Row:
    """A label with text over three columns, at least so much room."""
    width = TEXT_WIDTH - LABEL - 2 * PADDING_X
    return Row((label(name), Cell(InkRoom(set_text(text, TEXT, width), room, width, ruled=ruled), span=3)))


def signing(name: str, room: float, line: str) -> Row:
    """A label with blank lines to write on, and under them where to sign."""
    width = TEXT_WIDTH - LABEL - 2 * PADDING_X
    return Row((label(name), Cell(Signed(room, width, set_text(line, _at_right(), width)), span=3)))


def _at_right() -> Style:
    return replace(TEXT, align=Align.RIGHT)


@dataclass(frozen=True, slots=True)
class Signed:
    """Room to write in, ruled or not, and what is signed at the foot; never divided."""

    room: float
    width: float
    line: Lines
    ruled: bool = True
    before: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        return self.room + self.line.height

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        """Never."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        InkRoom(set_text("", TEXT, 0), self.room, self.width, ruled=self.ruled).draw(canvas, x, top)
        self.line.draw(canvas, x, top - self.room)


def heading(text: str, *, before: float = 10) -> Lines:
    """A section's heading, in the middle."""
    style = Style(15, 26, Face.HEI_BOLD, Align.CENTRE)
    return set_text(text, style, TEXT_WIDTH, before=before, keep=True)


def print_form(
    title: str, head: PersonHead, pages: Sequence[Sequence[Placed]], foot: Callable[[int, int], str] | None = None
) -> bytes:
    """The finished paper of a person's form."""
    said = f"{head.branch}　{title}　{head.name}"
    paper = Paper(
        title=f"{title}（{head.name}）",
        foot=foot or (lambda page, count: words().paper.form_foot.format(form=said, page=page, pages=count)),
        made_on=head.printed_on,
        sheet=PORTRAIT,
    )
    return print_pages(paper, pages)
