"""What the forms of the panel share: the way back, room that scrolls, the refusal with its reason, the buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.services.development_entry import RuleRefusedError
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.pages.development.fields import MembersField
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import Button, Label, LinkButton, PrimaryButton, SectionTitle, rule
from liangxin_desktop.ui.widgets.fields import AmountField, LabelledField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.text import TextField

KEEP_ALL_THE_SAME = "写明理由后登记"


class FormSheet(QWidget):
    """A form in place of the timeline. `saved(Changes, words)` after a write, `closed` when it is put away.

    A subclass puts its form in by `set_form` and writes in `save`, which `primary` calls. `subject` says whose form it
    is (`person`, an id) and of what, as JSON can say it; empty for somebody new.
    """

    saved = Signal(object, str)
    closed = Signal()

    def __init__(self, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._dirty = False
        self._form: Form | None = None
        self.subject: dict[str, Any] = {}
        self.back = LinkButton("‹ 返回", self.leave, tip="返回（Esc）", parent=self)
        self.title = SectionTitle("", self)
        self.hint = Label("", "label", wrap=True, parent=self)
        self.refusal = Banner(self, closable=False)
        self.reason = LabelledField("当时这样办的理由", TextField(least=2, most=5, parent=self), parent=self)
        self.remove = LinkButton("删除这条记录", self.take_out, tip="只用于录错的记录", parent=self)
        self.cancel = Button("取消", self.leave, parent=self)
        self.primary = PrimaryButton(action, self.save, tip="Ctrl+S", parent=self)
        self._room = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        self._room.addWidget(self.hint)
        self._room.addWidget(self.refusal)
        self._room.addWidget(self.reason)
        self._room.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.primary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        self._area = scrolling(self._room)
        self._room.setContentsMargins(0, 0, 6, 0)
        layout.addWidget(self._area, 1)
        layout.addWidget(rule(self))
        layout.addLayout(foot)

    def set_form(self, title: str, form: Form, hint: str = "", *, removable: bool = False) -> None:
        """Put another form in; nothing of it is changed yet."""
        if self._form is not None:
            self._room.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form, self._dirty = form, False
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.remove.setVisible(removable)
        self.clear_refusal()
        self._room.insertWidget(1, form)
        self._area.verticalScrollBar().setValue(0)
        form.edited.connect(self._on_edited)
        form.show()

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        if self._form is not None:
            self._form.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        form = self._form.stops() if self._form else []
        return [self.back, *form, self.reason.control, self.remove, self.cancel, self.primary]

    def is_dirty(self) -> bool:
        """Whether something was written that is not kept yet, the reason among it."""
        return self._dirty or bool(self.reason_given())

    def typed(self) -> dict[str, Any]:
        """What stands unsaved in the form, the reason among it, as JSON can say it; empty for nothing."""
        fields = self._form.typed() if self._form else {}
        return {"fields": fields, "reason": _text_of(self.reason).form_value()} if self.is_dirty() else {}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Fill in again what was kept by `typed`; the reason stands there once it is asked for."""
        if self._form is not None:
            self._form.retype(typed["fields"])
        _text_of(self.reason).set_form_value(typed["reason"])
        self._dirty = True

    def settle(self) -> bool:
        """Take what is being typed as finished; False, with the focus there, where something is no answer."""
        if self._form is None or not self._form.settle():
            return False
        controls = [self._form.field(name).control for name in self._form.names()]
        wrong = [one for one in controls if isinstance(one, AmountField | MembersField) and not one.is_good()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def refuse(self, error: RuleRefusedError) -> None:
        """A rule forbids it: why, from when, and room for the reason why it was done all the same."""
        self.refusal.show_message("warn", error.title, error.advice)
        self.reason.show()
        self.primary.setText(KEEP_ALL_THE_SAME)
        self.reason.control.setFocus()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.reason))

    def clear_refusal(self) -> None:
        """Nothing is refused any more."""
        self.refusal.hide()
        self.reason.hide()
        _text_of(self.reason).set_form_value(None)
        self.primary.setText(self._action)

    def reason_given(self) -> str:
        """Why it was done all the same; empty for nothing written."""
        return (_text_of(self.reason).form_value() or "") if self.reason.isVisibleTo(self) else ""

    def leave(self) -> bool:
        """Go back; what was written and not kept is asked about. False when the user stays."""
        losses = [f"刚才在“{self.title.text()}”填写的内容"]
        if self.is_dirty() and not ConfirmDialog.ask(
            self.window(), "填写的内容还没有登记。", losses=losses, action="放弃填写"
        ):
            return False
        self._dirty = False
        self.closed.emit()
        return True

    def done(self, changes: object, words: str) -> None:
        """It is written: tell, and go back."""
        self._dirty = False
        self.saved.emit(changes, words)

    def save(self) -> None:
        """Write what stands in the form."""
        raise NotImplementedError

    def take_out(self) -> None:
        """Remove the entry that the form shows."""
        raise NotImplementedError

    def _on_edited(self) -> None:
        self._dirty = True


def _text_of(field: LabelledField) -> TextField:
    if not isinstance(field.control, TextField):
        raise TypeError("the reason is not a text")
    return field.control
