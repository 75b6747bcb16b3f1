"""表决: one card for each motion, its counts typed in a line, and under them the sentence that judges it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liangxin_desktop.domain.roster import Attendance
from liangxin_desktop.domain.sessions import Vote
from liangxin_desktop.services.session_form import MotionJudgement
from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, Pill
from liangxin_desktop.ui.widgets.fields import Choice, NumberField
from liangxin_desktop.ui.widgets.flow import FlowLayout
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, printable

_COUNTS = {
    "due": "有表决权",
    "present": "到会",
    "in_favour": "赞成",
    "against": "反对",
    "abstain": "弃权",
    "invalid": "无效",
    "written_for": "书面赞成",
}
_EXPECTED = ("due", "present")
"""What follows from roster and attendance, until somebody types another number."""


class MotionCard(QFrame):
    """One motion. `touched` after every change by the user, `removal_wanted` when it is to go."""

    touched = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matter = AutoGrowTextEdit("表决什么", least=1, most=4)
        self.counts = {name: NumberField(0, 9999) for name in _COUNTS}
        self.secret = QCheckBox("无记名投票")
        self.passed = Choice([(True, "通过"), (False, "未通过")])
        self.verdict = Pill(parent=self)
        self.fault = Label("", "problem", wrap=True, parent=self)
        self._remove = LinkButton("删除", self.removal_wanted.emit, parent=self)
        self._vote = Vote()
        self._build()
        self._connect()

    def _build(self) -> None:
        restyle(self, role="fieldbox")
        restyle(self.matter, role="bare")
        self.matter.setAccessibleName("表决事项")
        self.passed.setAccessibleName("表决结果")
        self._remove.setAccessibleName("删除这项表决")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 7, 9, 9)
        layout.setSpacing(4)
        layout.addWidget(self.matter)
        layout.addWidget(self._count_fields())
        foot = QHBoxLayout()
        foot.addWidget(self.secret)
        foot.addStretch(1)
        foot.addWidget(self._remove)
        layout.addLayout(foot)
        layout.addWidget(self.passed)
        layout.addWidget(self.verdict)
        layout.addWidget(self.fault)
        self.setFocusProxy(self.matter)

    def _count_fields(self) -> QWidget:
        holder = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder, gap=4)
        for name, words in _COUNTS.items():
            flow.addWidget(_Count(words, self.counts[name]))
        return holder

    def _connect(self) -> None:
        self.matter.textChanged.connect(self.touched)
        for field in self.counts.values():
            field.valueChanged.connect(lambda _number: self.touched.emit())
        self.secret.toggled.connect(lambda _on: self.touched.emit())
        self.passed.chosen.connect(lambda _passed: self.touched.emit())

    def show_vote(self, vote: Vote, *, locked: bool) -> None:
        """Fill in, without telling."""
        self._vote = vote
        self.blockSignals(True)
        self.matter.set_text(vote.matter)
        for name, field in self.counts.items():
            field.set_value(getattr(vote, name))
            field.setReadOnly(locked)
        self.secret.setChecked(vote.secret)
        self.passed.set_value(vote.passed)
        self.blockSignals(False)
        self.matter.setReadOnly(locked)
        self.secret.setEnabled(not locked)
        self.passed.setEnabled(not locked)
        self._remove.setVisible(not locked)

    def vote(self) -> Vote:
        """The motion as it stands; who it is about stays as it was."""
        counts = {name: field.value_or_none() for name, field in self.counts.items()}
        given = {name: counts[name] if name in _EXPECTED else counts[name] or 0 for name in counts}
        vote: Vote = self._vote.but(
            matter=printable(self.matter.text()).strip(),
            secret=self.secret.isChecked(),
            passed=bool(self.passed.value()),
            **given,
        )
        return vote

    def follow(self, before: Sequence[int | None], now: Sequence[int]) -> None:
        """Let 应到 and 到会 follow the attendance where nobody typed another number."""
        for name, old, new in zip(_EXPECTED, before, now, strict=True):
            if self.counts[name].value_or_none() == old:
                self.counts[name].set_value(new)

    def judge(self, judgement: MotionJudgement) -> None:
        """Say below the counts whether the motion holds."""
        self.fault.setVisible(judgement.good is False)
        self.fault.setText(judgement.sentence if judgement.good is False else "")
        self.verdict.set("ok" if judgement.good else "quiet", "" if judgement.good is False else judgement.sentence)


class Motions(QWidget):
    """The motions of a session."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[MotionCard] = []
        self._expected: tuple[int, int] | None = None
        self._locked = False
        self._label = Label("表决", "label", parent=self)
        self.add = LinkButton("＋ 表决", self.begin, parent=self)
        self._layout = QVBoxLayout(self)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self.add)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addLayout(head)

    def show_votes(self, votes: Sequence[Vote], *, locked: bool) -> None:
        """Fill in, without telling."""
        self._locked = locked
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for vote in votes:
            self._add(vote)
        self.add.setVisible(not locked)
        self.setVisible(bool(votes) or not locked)

    def votes(self) -> tuple[Vote, ...]:
        """The motions as they stand."""
        return tuple(card.vote() for card in self.cards)

    def begin(self) -> None:
        """A new motion, 应到 and 到会 filled in."""
        due, present = self._expected or (None, None)
        card = self._add(Vote(due=due, present=present))
        card.matter.setFocus()
        self.touched.emit()

    def expect(self, attendance: Attendance) -> None:
        """How many voters are due and were there, by roster and attendance."""
        now = (attendance.voters_due, attendance.voters_present)
        if self._expected is not None and not self._locked:
            for card in self.cards:
                card.follow(self._expected, now)
        self._expected = now

    def forget_expected(self) -> None:
        """Another session comes: nothing follows from the attendance of the last one."""
        self._expected = None

    def judge(self, judgements: Sequence[MotionJudgement]) -> None:
        """Say of each what is to be said."""
        for card, judgement in zip(self.cards, judgements, strict=False):
            card.judge(judgement)

    def _add(self, vote: Vote) -> MotionCard:
        card = MotionCard(self)
        card.show_vote(vote, locked=self._locked)
        card.touched.connect(self.touched)
        card.removal_wanted.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._layout.addWidget(card)
        return card

    def _remove(self, card: MotionCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self.add.setFocus()
        self.touched.emit()


class _Count(QWidget):
    """A word and its number, in one piece of the line."""

    def __init__(self, words: str, field: NumberField) -> None:
        super().__init__()
        restyle(self, role="plain")
        restyle(field, role="count")
        label = Label(words, parent=self)
        label.setBuddy(field)
        field.setAccessibleName(words)
        field.setFixedWidth(current().px(38))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(label)
        row.addWidget(field)
