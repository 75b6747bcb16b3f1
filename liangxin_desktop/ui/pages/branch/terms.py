"""历届: every election of the record, newest first; one of them with its counts and seats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.elections import Election, ElectionKind
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.services.elections import ElectionLine, Elections, course_table
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.attachments import AttachmentsField
from liangxin_desktop.ui.theme import GAP, GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Card, EmptyState, Label, LinkButton, SectionTitle
from liangxin_desktop.ui.widgets.facts import FactGrid
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList

_EMPTY = "还没有选举记录。登记历届选举后，任期和各届班子成员从这里算起，支部概况里的选举日期也取自这里。"
_DAY = timedelta(days=1)
_COUNTS = ("seats", "due", "present", "issued", "returned", "valid")
_DAYS = ("applied_on", "replied_on", "document", "offices_on", "reported_on", "confirmed_on", "note")


class TermsView(QWidget):
    """The elections. `add_wanted(kind)`; what else is wanted comes with the id of the election or session."""

    add_wanted = Signal(object)
    correct_wanted = Signal(str)
    print_wanted = Signal(str)
    remove_wanted = Signal(str)
    session_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, ElectionLine] = {}
        self.list = RecordList("历届选举", self)
        self.heading = SectionTitle("", self)
        self.seats = FactGrid("班子成员", self)
        self.facts = FactGrid("选举情况", self)
        self.votes = FactGrid("得票情况", self)
        self.files = AttachmentsField(workspace, self)
        self.session = LinkButton("打开大会记录 ›", self._open_session, parent=self)
        self.correct = Button("更正", lambda: self._ask(self.correct_wanted), parent=self)
        self.print_button = Button("打印报告单", lambda: self._ask(self.print_wanted), tip="Ctrl+P", parent=self)
        self.remove = LinkButton("删除", lambda: self._ask(self.remove_wanted), tip="移到回收站", parent=self)
        self.add = Button("登记以前的选举", lambda: self.add_wanted.emit(ElectionKind.TERM), parent=self)
        self.add_by_election = Button("补选", lambda: self.add_wanted.emit(ElectionKind.BY_ELECTION), parent=self)
        self.card = Card(parent=self)
        self.empty = EmptyState(_EMPTY, parent=self)
        self._build()
        self.list.chosen.connect(lambda _key: self._show())

    def _build(self) -> None:
        left = Card(parent=self, padding=1)
        left.body.addWidget(self.list)
        new = QHBoxLayout()
        new.setContentsMargins(12, 4, 12, 12)
        new.addWidget(self.add)
        new.addWidget(self.add_by_election)
        new.addStretch(1)
        left.body.addLayout(new)
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(GAP)
        for part in (self.seats, self.votes, self.facts):
            inside.addWidget(Label(part.accessibleName(), "strong", parent=self))
            inside.addWidget(part)
        inside.addWidget(self.files)
        inside.addWidget(self.session, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.print_button)
        foot.addWidget(self.correct)
        self.card.title.hide()
        self.card.head.addWidget(self.heading)
        self.card.head.addStretch(1)
        self.card.body.addWidget(scrolling(inner), 1)
        self.card.body.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + GAP_S)
        row.addWidget(left, 34)
        row.addWidget(self.card, 66)
        row.addWidget(self.empty, 66)

    def show_elections(self, found: Elections) -> None:
        """Show these; the one that was in front stays there, else the newest."""
        self._lines = {one.election.id: one for one in found.lines}
        self.list.set_records([_record(one) for one in found.lines])
        if self.list.current_key() is None and found.lines:
            self.list.choose(found.lines[0].election.id, silently=True)
        self.card.setVisible(bool(found.lines))
        self.empty.setVisible(not found.lines)
        self._show()

    def chosen(self) -> str | None:
        """The id of the election in front."""
        key = self.list.current_key()
        return str(key) if key in self._lines else None

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        new, foot = [self.add, self.add_by_election], [self.remove, self.print_button, self.correct]
        return [self.list, *new, self.files.tiles, self.session, *foot]

    def _ask(self, signal: object) -> None:
        key = self.chosen()
        if key is not None:
            signal.emit(key)  # type: ignore[attr-defined]

    def _open_session(self) -> None:
        line = self._lines.get(self.chosen() or "")
        if line is not None and line.election.session is not None:
            self.session_wanted.emit(line.election.session)

    def _show(self) -> None:
        line = self._lines.get(self.chosen() or "")
        if line is None:
            return
        self.heading.setText(f"{_nth(line)}　{_span(line.since, line.until)}".strip())
        self.seats.set_facts(
            [(label("role", one.role), f"{one.name}　{_span(one.since, one.until)}") for one in line.seats]
        )
        self.facts.set_facts(list(_facts(line.election)))
        self.votes.set_facts(list(_votes(line)))
        self.files.show_files(line.election.id, line.election.attachments, locked=True)
        self.files.setVisible(bool(line.election.attachments))
        self.session.setVisible(line.election.session is not None)


def _record(line: ElectionLine) -> Record:
    title = _nth(line)
    is_present = line.until is None and line.election.kind is not ElectionKind.BY_ELECTION
    names = "、".join(one.name for one in line.seats)
    first = Line(title, "本届", "ok") if is_present else Line(title)
    return Record(line.election.id, (first, Line(_span(line.since, line.until) or "未填选举日期"), Line(names)))


def _nth(line: ElectionLine) -> str:
    """The title without its day, which stands beside it."""
    return line.title.rpartition(" ")[2]


def _span(since: date | None, until: date | None) -> str:
    """From when to when, both days of it: 2022-04-16 至 2025-04-15."""
    if since is None or since == date.max:
        return ""
    return f"{since.isoformat()} 至 {(until - _DAY).isoformat()}" if until else f"{since.isoformat()} 起"


def _facts(election: Election) -> Iterator[tuple[str, str]]:
    names = course_table().field
    for field in (*_COUNTS, *_DAYS):
        value = getattr(election, field)
        if value is not None:
            yield names[field], official_date(value) if isinstance(value, date) else str(value)


def _votes(line: ElectionLine) -> Iterator[tuple[str, str]]:
    for name, one in line.voted:
        counts = ((one.in_favour, "赞成"), (one.against, "反对"), (one.abstain, "弃权"))
        said = "，".join(f"{word}{count}票" for count, word in counts if count is not None)
        yield name, f"{said}{'，' if said else ''}{'当选' if one.elected else '未当选'}"
