"""表决: one card for each motion, its counts typed in a line, and under them the sentence that judges it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liangxin_desktop.domain.roster import Attendance
from liangxin_desktop.domain.sessions import Vote
from liangxin_desktop.services.session_form import MotionJudgement
from liangxin_desktop.ui.pages.sessions.counts import Count
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, Pill
from liangxin_desktop.ui.widgets.fields import Choice
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
_SELDOM = ("invalid", "written_for")
"""Not worth reading in a finished record when there is none."""


class MotionCard(QFrame):
    """One motion. `touched` after every change by the user, `removal_wanted` when it is to go."""

    touched = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matter = AutoGrowTextEdit("表决什么", least=1, most=4)
        self.counts = {name: Count(words) for name, words in _COUNTS.items()}
        self.secret = QCheckBox("无记名投票")
        self.passed = Choice([(True, "通过"), (False, "未通过")])
        self.verdict = Pill(parent=self)
        self.fault = Label("", "problem", wrap=True, parent=self)
        self._remove = LinkButton("删除", self.removal_wanted.emit, parent=self)
        self._how = QWidget(self)
        self._vote = Vote()
        self._build()
        self._connect()

    def _build(self) -> None:
        restyle(self, role="fieldbox")
        restyle(self.matter, role="bare")
        self.matter.setAccessibleName("表决事项")
        self.passed.setAccessibleName("表决结果")
        self._remove.setAccessibleName("删除这项表决")
        how = QHBoxLayout(self._how)
        how.setContentsMargins(4, 0, 0, 0)
        how.setSpacing(6)
        how.addWidget(self.secret)
        how.addWidget(self.passed, 1)
        how.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 8)
        layout.setSpacing(4)
        layout.addWidget(self.matter)
        layout.addWidget(self._count_fields())
        layout.addWidget(self._how)
        said = QVBoxLayout()
        said.setContentsMargins(4, 2, 4, 0)
        said.addWidget(self.verdict)
        said.addWidget(self.fault)
        layout.addLayout(said)

    def _count_fields(self) -> QWidget:
        holder = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder, gap=4)
        flow.setContentsMargins(5, 0, 0, 0)
        for count in self.counts.values():
            flow.addWidget(count)
        return holder

    def _connect(self) -> None:
        self.matter.textChanged.connect(self.touched)
        for count in self.counts.values():
            count.touched.connect(self.touched)
        self.secret.toggled.connect(lambda _on: self.touched.emit())
        self.passed.chosen.connect(lambda _passed: self.touched.emit())

    def show_vote(self, vote: Vote, *, locked: bool) -> None:
        """Fill in, without telling."""
        self._vote = vote
        self.blockSignals(True)
        self.matter.set_text(vote.matter)
        self.secret.setChecked(vote.secret)
        self.passed.set_value(vote.passed)
        self.blockSignals(False)
        for name, count in self.counts.items():
            number: int | None = getattr(vote, name)
            blank = not locked and name not in _EXPECTED and not number and not _has_votes(vote)
            count.show_value(None if blank else number, locked=locked)
            count.setVisible(not locked or bool(number) or (name not in _SELDOM and number is not None))
        self.matter.setReadOnly(locked)
        self._how.setVisible(not locked)
        restyle(self, locked=locked)

    def vote(self) -> Vote:
        """The motion as it stands; who it is about stays as it was."""
        counts = {name: count.value() for name, count in self.counts.items()}
        given = {name: number if name in _EXPECTED else number or 0 for name, number in counts.items()}
        vote: Vote = self._vote.but(
            matter=printable(self.matter.text()).strip(),
            secret=self.secret.isChecked(),
            passed=bool(self.passed.value()),
            **given,
        )
        return vote

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        return [self.matter, *(count.line for count in self.counts.values()), self.secret, self.passed, self._remove]

    def follow(self, before: Sequence[int], now: Sequence[int]) -> None:
        """Let 应到 and 到会 follow the attendance where nobody typed another number."""
        for name, old, new in zip(_EXPECTED, before, now, strict=True):
            if self.counts[name].value() == old:
                self.counts[name].show_value(new)

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
        """Fill in, without telling. Nothing follows from the attendance of the session shown before."""
        self._locked, self._expected = locked, None
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for vote in votes:
            self._add(vote)
        secret = locked and bool(votes) and all(vote.secret for vote in votes)
        self._label.setText("表决　无记名投票" if secret else "表决")
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
        chain([self.add, *(stop for one in self.cards for stop in one.stops())])
        return card

    def _remove(self, card: MotionCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self.add.setFocus()
        self.touched.emit()


def _has_votes(vote: Vote) -> bool:
    """Whether anything was counted yet."""
    return any(getattr(vote, name) for name in _COUNTS if name not in _EXPECTED)
