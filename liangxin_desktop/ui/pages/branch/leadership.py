"""The head counts, and the leadership with the end of its term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.numerals import numeral
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.services.branch import BranchOverview
from liangxin_desktop.services.elections import Elections
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.pages.branch.findings import FindingLines
from liangxin_desktop.ui.widgets.basic import Card, Label, LinkButton, clear

_NOBODY = "名册里还没有标明支部职务。请在党员名册里为书记和委员填写“支部职务”。"
_ROLES = list(Role)


class HeadCountCard(Card):
    """How many members there are, full and probationary, and how many are on their way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("人数", parent)
        self._figures = QHBoxLayout()
        self._findings = FindingLines(self)
        self.body.addLayout(self._figures)
        self.body.addWidget(self._findings)

    def show_counts(self, found: BranchOverview, people: Sequence[PersonLine], findings: Sequence[Finding]) -> None:
        """Show the counts, and what the rules say of them."""
        pipeline = sum(not one.stage.is_member and not one.person.left_on for one in people)
        counts = {
            "党员": found.members,
            "正式党员": found.full_members,
            "预备党员": found.members - found.full_members,
            "培养对象": pipeline,
        }
        clear(self._figures)
        for name, count in counts.items():
            self._figures.addWidget(_figure(name, count, self), 1)
        self._findings.set_findings(findings)


class LeadershipCard(Card):
    """支部班子: the seats in their order, and until when they are elected.

    `course_wanted` to elect anew, `terms_wanted` for the elections of the record.
    """

    course_wanted = Signal()
    terms_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("支部班子", parent)
        self._today = today
        self._term = Label("", "muted", wrap=True, parent=self)
        self._seats = QGridLayout()
        self._seats.setHorizontalSpacing(14)
        self._seats.setVerticalSpacing(6)
        self._seats.setColumnStretch(2, 1)
        self._nobody = Label(_NOBODY, "muted", wrap=True, parent=self)
        self._findings = FindingLines(self)
        self.terms = LinkButton("历届", self.terms_wanted.emit, tip="历届班子和选举记录", parent=self)
        self.course = LinkButton("换届…", self.course_wanted.emit, tip="一步一步办理换届选举", parent=self)
        self.head.addWidget(self.terms)
        self.head.addWidget(self.course)
        self.body.addWidget(self._term)
        self.body.addLayout(self._seats)
        self.body.addWidget(self._nobody)
        self.body.addWidget(self._findings)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.terms, self.course]

    def show_leadership(self, found: BranchOverview, elections: Elections, findings: Sequence[Finding]) -> None:
        """Show the seats, the term, and what the rules say of them."""
        clear(self._seats)
        seats = sorted(found.committee, key=lambda one: _ROLES.index(one.person.role or Role.MEMBER))
        for row, one in enumerate(seats):
            self._seats.addWidget(Label(label("role", one.person.role), "muted", parent=self), row, 0)
            self._seats.addWidget(Label(one.person.name, "strong", parent=self), row, 1)
            place = Label(one.person.unit or "", "muted", parent=self)
            self._seats.addWidget(place, row, 2, Qt.AlignmentFlag.AlignRight)
        self._nobody.setVisible(not seats)
        self._term.setText(_term(found, elections))
        self.terms.setText(f"历届（{len(elections.lines)}）" if elections.lines else "历届")
        under_way = elections.draft is not None
        self.course.setText("继续换届…" if under_way else "换届…")
        self._findings.set_findings(findings)


def _term(found: BranchOverview, elections: Elections) -> str:
    """第三届　2025年4月16日选举产生，任期至 2028年4月16日."""
    elected, ends = found.branch.committee_elected_on, found.term_ends_on
    if elected is None or ends is None:
        return "未填选举日期"
    number = f"第{numeral(elections.present.number)}届　" if elections.present else ""
    return f"{number}{official_date(elected)}选举产生，任期至 {official_date(ends)}"


def _figure(name: str, count: int, parent: QWidget) -> QWidget:
    tile = QWidget(parent)
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(str(count), "figure", parent=tile))
    column.addWidget(Label(name, "label", parent=tile))
    tile.setAccessibleName(f"{name}{count}人")
    return tile
