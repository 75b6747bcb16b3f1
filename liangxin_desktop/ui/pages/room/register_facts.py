"""What an item of the room is: a few fields that are kept as soon as one leaves them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from liangxin_desktop.domain.room_register import RoomFacts, RoomTenure
from liangxin_desktop.services import room_register
from liangxin_desktop.services.room_register_form import enter_facts
from liangxin_desktop.services.sessions import places
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.fields import AmountField, Choice
from liangxin_desktop.ui.widgets.form import Form

_ACROSS = 3
_LARGEST = 100_000
_FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "room": (
        ("place", "地点", "如 2 号楼 301"),
        ("area", "面积（㎡）", ""),
        ("opening_hours", "开放时间", "如 每周三下午"),
        ("tenure", "使用权", ""),
        ("shared_with", "与谁共用", "如 园区工会"),
    ),
    "gallery": (("gallery_place", "地点", "如 一楼大厅"),),
    "website": (("website_name", "名称", "如 八号桥党建"), ("website", "网址或账号", "网址，或公众号名")),
    "journal": (("journal_title", "刊名", "如 《桥讯》"), ("journal_rhythm", "刊期", "如 双月刊")),
}
_TENURES: tuple[tuple[object, str], ...] = (
    (None, "未填写"),
    (RoomTenure.OWN, "支部独用"),
    (RoomTenure.SHARED, "与其他单位共用"),
)


class FactsForm(QWidget):
    """The fields of one item; none for film and materials. `written(Changes)` when one was kept."""

    written = Signal(object)

    def __init__(self, item: str, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._facts = RoomFacts()
        self.form = Form(self)
        for at, (name, label, hint) in enumerate(_FIELDS.get(item, ())):
            control = self._control(name, hint)
            self.form.add(name, label, control, at // _ACROSS, at % _ACROSS)
            _finished(control).connect(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.setVisible(item in _FIELDS)

    def _control(self, name: str, hint: str) -> QWidget:
        if name == "area":
            return AmountField(_LARGEST)
        if name == "tenure":
            return Choice(_TENURES)
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setMaxLength(200)
        if name == "place":
            line.setCompleter(QCompleter(list(places(self._workspace)), line))
        return line

    def show_facts(self, facts: RoomFacts) -> None:
        """Fill in, without telling."""
        self._facts = facts
        self.form.set_values({name: getattr(facts, name) for name in self.form.names()})
        self._open_shared()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return self.form.stops()

    @guarded
    def keep(self) -> None:
        """Keep what was changed; a number that is none stays to be mended."""
        self._open_shared()
        wrong = [one for one in self.form.findChildren(AmountField) if not one.is_good()]
        entered = enter_facts({**self._facts.model_dump(), **self.form.values()})
        if wrong or entered.noun is None or entered.noun == self._facts:
            return
        self._facts = entered.noun
        self.written.emit(room_register.put_facts(self._workspace, entered.noun))

    def _open_shared(self) -> None:
        """Whom the room is shared with is asked only where it is shared."""
        if "shared_with" in self.form.names():
            shared = self.form.values()["tenure"] == RoomTenure.SHARED
            self.form.field("shared_with").control.setEnabled(shared)


def _finished(control: QWidget) -> Any:
    """The signal that says that a control's value stands."""
    return control.chosen if isinstance(control, Choice) else control.editingFinished  # type: ignore[attr-defined]
