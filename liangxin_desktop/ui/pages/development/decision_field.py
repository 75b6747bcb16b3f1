"""The recorded session in which a step was decided: chosen, opened, recorded first, held against the step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liangxin_desktop.services.development_decisions import Decision
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.pages.development.wording import disagreement_words, of_the_record
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from liangxin_desktop.ui.widgets.fields import Choice
from liangxin_desktop.ui.widgets.flow import FlowLayout

_NAMED = 6
"""So many of those present are named."""


class DecisionField(QWidget):
    """Its value is the session's id. `taken(Decision)` when the step is to say what the session says."""

    edited = Signal()
    taken = Signal(object)
    open_wanted = Signal(str)
    record_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linked: str | None = None
        self._offered: dict[str, Decision] = {}
        self.choice = Choice(parent=self)
        self.about = Label("", "label", wrap=True, parent=self)
        self.trouble = Label("", "problem", wrap=True, parent=self)
        self.adopt = LinkButton("", self._adopt, parent=self)
        self.open = LinkButton("打开会议记录", self._open, parent=self)
        self.record = LinkButton("没有记录，先去记一次", self.record_wanted.emit, parent=self)
        self._build()

    def _build(self) -> None:
        self.choice.setAccessibleName("会议记录")
        self.choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(4)
        self.choice.chosen.connect(self._choose)
        links = QWidget(self)
        flow = FlowLayout(links, gap=4)
        for link in (self.adopt, self.open, self.record):
            flow.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.choice, self.about, self.trouble, links):
            column.addWidget(part)
        self.setFocusProxy(self.choice)
        self.disagree(())

    def form_value(self) -> str | None:
        """The id of the session chosen."""
        return self._linked

    def set_form_value(self, session_id: str | None) -> None:
        """Name a session; `offer` shows it."""
        self._linked = session_id

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.choice, self.adopt, self.open, self.record]

    def offer(self, found: Sequence[Decision], linked: Decision | None, empty: str) -> None:
        """Offer these sessions, and the one that is named already; `empty` says what stands for none."""
        self._linked = linked.session_id if linked else None
        every = [*found, *([linked] if linked and linked not in found else [])]
        self._offered = {one.session_id: one for one in every}
        self.choice.set_options([(None, empty), *((one.session_id, _option(one)) for one in every)])
        self.choice.set_value(self._linked)
        view = self.choice.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + 12, current().px(460)))
        self._tell()

    def linked(self) -> Decision | None:
        """The session chosen."""
        return self._offered.get(self._linked or "")

    def disagree(self, where: Sequence[str]) -> None:
        """Say where the step disagrees with the session, as `disagreements` names it."""
        linked = self.linked()
        words = disagreement_words(where)
        told = f"{words}（{linked.title}）" if linked and words else ""
        self.trouble.setText(told)
        self.trouble.setVisible(bool(told))
        self.adopt.setText(f"采用{of_the_record(where)}")
        self.adopt.setVisible(bool(told))

    def _choose(self, session_id: object) -> None:
        self._linked = str(session_id) if session_id else None
        self._tell()
        self._adopt()
        self.edited.emit()

    def _adopt(self) -> None:
        if linked := self.linked():
            self.taken.emit(linked)
            self.edited.emit()

    def _open(self) -> None:
        if self._linked:
            self.open_wanted.emit(self._linked)

    def _tell(self) -> None:
        linked = self.linked()
        self.about.setText(_about(linked) if linked else "")
        self.about.setVisible(linked is not None)
        self.open.setVisible(linked is not None)
        self.record.setVisible(linked is None)


def _option(one: Decision) -> str:
    return f"{one.held_on.isoformat()} {label('session_kind', one.kind)}　{one.topic}".strip("　")


def _about(one: Decision) -> str:
    names = "、".join(one.present[:_NAMED]) + (" 等" if len(one.present) > _NAMED else "")
    words = [f"议题：{one.topic}" if one.topic else "", f"到会 {len(one.present)} 人：{names}" if names else ""]
    if not one.is_final:
        words.append("这次会议的记录已重新打开，还没有再次定稿。")
    return "\n".join(word for word in words if word)
