"""候选人: a line for each, with votes, whether elected, and the seat; what a step does not ask for is not shown."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from liangxin_desktop.domain.election_course import CourseTable
from liangxin_desktop.domain.elections import Candidate
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets import suggest
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, Pill, clear
from liangxin_desktop.ui.widgets.fields import Choice, NumberField

NAMES, VOTES, SEATS = "names", "votes", "seats"
"""What a step asks of the candidates: who they are; their votes; the seats of those elected."""
_VOTES = {"in_favour": "赞成", "against": "反对", "abstain": "弃权"}
_HEADS = ("姓名", *_VOTES.values(), "当选", "职务", "", "")
_COLUMNS = {NAMES: {0, 7}, VOTES: {0, 1, 2, 3, 4, 6, 7}, SEATS: {0, 5}}
_ROLE, _VERDICT = 5, 6
_NO_SEAT = (None, "未定职务")
_COUNT_WIDTH, _SEAT_LETTERS = 48, 4


class CandidateRow(QObject):
    """The controls of one candidate. `touched` at every change, `removal_wanted` when the line is to go."""

    touched = Signal()
    removal_wanted = Signal()

    def __init__(self, place: int, people: Sequence[suggest.Candidate], names: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.name = suggest.PersonLine("姓名或拼音首字母", parent)
        self.name.set_people(people, names)
        self.votes = {field: NumberField(0, 9999, parent=parent) for field in _VOTES}
        self.elected = QCheckBox(parent)
        self.role = Choice([_NO_SEAT, *labels()["role"].items()], parent)
        self.verdict = Pill(parent=parent)
        self.remove = QToolButton(parent)
        self._name_all(place)
        self._connect()

    def _name_all(self, place: int) -> None:
        who = f"第{place}名候选人"
        self.name.setAccessibleName(f"{who}姓名")
        for field, word in _VOTES.items():
            self.votes[field].setAccessibleName(f"{who}{word}票")
            self.votes[field].setMinimumWidth(current().px(_COUNT_WIDTH))
        self.elected.setAccessibleName(f"{who}当选")
        self.role.setAccessibleName(f"{who}职务")
        self.role.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.role.setMinimumContentsLength(_SEAT_LETTERS)
        self.remove.setIcon(icon("trash-2", "muted"))
        self.remove.setToolTip("删除这名候选人")
        self.remove.setAccessibleName(f"删除{who}")

    def _connect(self) -> None:
        self.name.named.connect(self.touched)
        self.name.textEdited.connect(self.touched)
        for field in self.votes.values():
            field.valueChanged.connect(self.touched)
        self.elected.toggled.connect(self.touched)
        self.role.chosen.connect(self.touched)
        self.remove.clicked.connect(self.removal_wanted)

    def show_candidate(self, one: Candidate) -> None:
        """Fill in, without telling."""
        self.blockSignals(True)
        self.name.set_value(one.person)
        for field, control in self.votes.items():
            control.set_value(getattr(one, field))
        self.elected.setChecked(one.elected)
        self.role.set_value(one.role.value if one.role else None)
        self.blockSignals(False)

    def candidate(self) -> Candidate | None:
        """The candidate; None while nobody of the roster is named."""
        person = self.name.value()
        if person is None:
            return None
        votes = {field: control.value_or_none() for field, control in self.votes.items()}
        return Candidate.model_validate(
            {"person": person, **votes, "elected": self.elected.isChecked(), "role": self.role.value()}
        )

    def widgets(self) -> list[QWidget]:
        """The controls, a column each."""
        return [self.name, *self.votes.values(), self.elected, self.role, self.verdict, self.remove]

    def show_only(self, columns: Container[int], *, elected_only: bool) -> None:
        """Show what the step asks for, of everybody or of those elected; nobody else has a seat or is judged."""
        is_elected = self.elected.isChecked()
        for column, widget in enumerate(self.widgets()):
            widget.setVisible(column in columns and (is_elected or not elected_only))
        self.role.setVisible(_ROLE in columns and is_elected)
        self.verdict.setVisible(_VERDICT in columns and bool(self.verdict.text()))

    def judge(self, least: int | None) -> None:
        """Say whether the votes are more than half of those present."""
        votes = self.votes["in_favour"].value_or_none()
        if least is None or votes is None:
            self.verdict.set("quiet", "")
        elif votes >= least:
            self.verdict.set("ok", "过半数")
        else:
            self.verdict.set("bad" if self.elected.isChecked() else "quiet", f"差{least - votes}票")


class Ballot(QWidget):
    """The candidates. `touched` at every change; `outcome_wanted` to mark those whom the votes elect."""

    touched = Signal()
    outcome_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[suggest.Candidate] = ()
        self._names: dict[str, str] = {}
        self._mode, self._seats_with_votes = NAMES, False
        self.rows: list[CandidateRow] = []
        self._heads: list[Label] = []
        self._title = Label("候选人", "label", parent=self)
        self.add = LinkButton("＋ 候选人", self._begin, parent=self)
        self.mark = LinkButton("按得票标出当选人", self.outcome_wanted.emit, parent=self)
        self._grid = QGridLayout()
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.mark)
        head.addWidget(self.add)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(self._grid)

    def offer(self, people: Sequence[suggest.Candidate], names: dict[str, str]) -> None:
        """Those who may be named, and the names of everybody who stands there already."""
        self._people, self._names = people, names
        for row in self.rows:
            row.name.set_people(people, names)

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Fill in, without telling."""
        clear(self._grid)
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        self._heads = [Label(text, "small", parent=self) for text in _HEADS]
        for column, label in enumerate(self._heads):
            self._grid.addWidget(label, 0, column)
        for one in candidates:
            self._add_row().show_candidate(one)
        self.set_mode(self._mode)

    def set_mode(self, mode: str) -> None:
        """Ask for names, votes or seats."""
        self._mode = mode
        self._title.setText("当选人" if mode == SEATS else "候选人")
        columns = self._columns()
        for column, label in enumerate(self._heads):
            label.setVisible(bool(self.rows) and column in columns)
        self._grid.setColumnStretch(_ROLE, 2 if _ROLE in columns else 0)
        for row in self.rows:
            row.show_only(columns, elected_only=mode == SEATS)
            row.name.setReadOnly(mode == SEATS)
        self.add.setVisible(mode != SEATS)
        self.mark.setVisible(mode == VOTES)

    def _columns(self) -> set[int]:
        return _COLUMNS[self._mode] | ({_ROLE} if self._mode == VOTES and self._seats_with_votes else set())

    def candidates(self) -> tuple[Candidate, ...]:
        """Those named so far, each once."""
        found = [one for row in self.rows if (one := row.candidate()) is not None]
        return tuple({one.person: one for one in reversed(found)}.values())[::-1]

    def judge(self, table: CourseTable, present: int | None, *, seats_with_votes: bool) -> None:
        """Say of each whether the votes elect; without a committee the votes give the seats as well."""
        self._seats_with_votes = seats_with_votes
        for row in self.rows:
            row.judge(None if present is None else table.least_votes(present))
        self.set_mode(self._mode)

    def mark_elected(self, people: frozenset[str]) -> None:
        """Mark these as elected, the others as not."""
        for row in self.rows:
            row.elected.setChecked(row.name.value() in people)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.mark, self.add, *(widget for row in self.rows for widget in row.widgets())]

    def is_good(self) -> bool:
        """Whether every name is one of the roster."""
        return all(row.name.is_good() for row in self.rows)

    def _begin(self) -> None:
        row = self._add_row()
        self.set_mode(self._mode)
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self) -> CandidateRow:
        place = len(self.rows) + 1
        row = CandidateRow(place, self._people, self._names, self)
        self.rows.append(row)
        for column, widget in enumerate(row.widgets()):
            self._grid.addWidget(widget, place, column)
        row.touched.connect(self.touched)
        row.removal_wanted.connect(lambda: self._remove(row))
        return row

    def _remove(self, row: CandidateRow) -> None:
        kept = [one for one in self.rows if one is not row]
        self.show_candidates([found for one in kept if (found := one.candidate()) is not None])
        self.add.setFocus()
        self.touched.emit()
