"""The head of the record: its kind, the pills that judge it, and when it was saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.sessions import SessionMarks
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.pages.sessions.roll import BY_NAME
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Label, Pill, SectionTitle
from liangxin_desktop.ui.widgets.flow import FlowLayout

_QUORUM_RULE = "life.quorum"
_NEEDS_QUORUM = (SessionKind.MEMBER_MEETING, SessionKind.COMMITTEE_MEETING)


class SessionHead(QWidget):
    """Title, pills and status; `kind_wanted(SessionKind)` when another kind is chosen."""

    kind_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle(parent=self)
        self.status = StatusLine(self)
        self.complete = Pill(parent=self)
        self.attendance = Pill(parent=self)
        self.entry = Pill(parent=self)
        self.kinds = QToolButton(self)
        self.amendments = Label("", "label", wrap=True, parent=self)
        self.uses = Label("", "label", wrap=True, parent=self)
        self._build()

    def _build(self) -> None:
        menu = QMenu(self.kinds)
        for kind, words in labels()["session_kind"].items():
            menu.addAction(words).triggered.connect(
                lambda _checked=False, kind=kind: self.kind_wanted.emit(SessionKind(kind))
            )
        side = current().px(14)
        self.kinds.setIcon(icon("chevron-down", "muted"))
        self.kinds.setIconSize(QSize(side, side))
        self.kinds.setFixedSize(side + 8, side + 8)
        self.kinds.setMenu(menu)
        self.kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kinds.setToolTip("换成另一种会议")
        self.kinds.setAccessibleName("换成另一种会议")
        name = QWidget(self)
        title = QHBoxLayout(name)
        title.setContentsMargins(0, 0, 0, 0)
        title.setSpacing(2)
        title.addWidget(self.title)
        title.addWidget(self.kinds)
        said = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        said.setSizePolicy(policy)
        flow = FlowLayout(said, gap=10)
        for part in (name, self.complete, self.attendance, self.entry):
            flow.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(said, 1)
        row.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.amendments)
        layout.addWidget(self.uses)

    def show_session(self, session: Session, *, locked: bool) -> None:
        """Name the record; every reason for which it was opened again stays in sight."""
        self.title.setText(labels()["session_kind"][session.kind])
        self.kinds.setVisible(not locked)
        words = [f"更正（{one.at:%Y-%m-%d}）：{one.reason}" for one in session.amendments]
        self.amendments.setText("\n".join(words))
        self.amendments.setVisible(bool(words))

    def show_uses(self, uses: Sequence[tuple[str, int]]) -> None:
        """Say of which steps of whose way to membership the record is the ground: names and numbers."""
        self.uses.setText(f"用于：{'、'.join(f'{name} 第{number}步' for name, number in uses)}")
        self.uses.setVisible(bool(uses))

    def show_marks(self, session: Session, found: SessionMarks) -> None:
        """Judge the record as it stands."""
        if found.lacks:
            self.complete.set("warn", f"缺{'、'.join(found.lacks)}")
        else:
            self.complete.set("ok", "四有齐全")
        self._show_attendance(session, found)
        self.entry.set("warn", "补录" if found.late_entry else "")
        self.entry.setToolTip("录入晚于召开，印出时注明补录" if found.late_entry else "")

    def _show_attendance(self, session: Session, found: SessionMarks) -> None:
        due, present = len(found.attendance.due), len(found.attendance.present)
        counts = f"到会 {present} / 应到 {due}" if session.kind not in BY_NAME else f"参加 {present} 人"
        broken = next((one for one in found.findings if one.code == _QUORUM_RULE), None)
        if broken is not None:
            self.attendance.set("bad", f"{counts}，不足半数")
        elif session.kind in _NEEDS_QUORUM and due:
            self.attendance.set("ok", f"{counts}，过半有效")
        else:
            self.attendance.set("quiet", counts if due else "")
        self.attendance.setToolTip(f"{broken.message}（{broken.basis}）" if broken else "")
