"""联系人 on the branch's page: who they are by kind, and when the last training was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from liangxin_desktop.domain.contacts import ContactKind
from liangxin_desktop.services.contacts import TRAINED, ContactBook, ContactLine
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.widgets.basic import Card, Label, LinkButton, clear

_NAMED_AT_MOST = 3


class ContactsCard(Card):
    """A line for each kind. `wanted` when the contacts are to be opened."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("联系人和培训", parent)
        self.link = LinkButton("登记 ›", self.wanted.emit, tip="联系人和书记轮训", parent=self)
        self.link.setAccessibleName("登记联系人和培训")
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(14)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(1, 1)
        self.head.addWidget(self.link)
        self.body.addLayout(self._lines)

    def show_book(self, book: ContactBook) -> None:
        """Show those of today."""
        clear(self._lines)
        self._lines.addWidget(Label("最近培训", "small", parent=self), 0, 2, Qt.AlignmentFlag.AlignRight)
        for row, kind in enumerate(ContactKind, start=1):
            found = book.of(kind)
            name = Label(label("contact_kind", kind), "muted", parent=self)
            names = Label(_names(found), "strong" if found else "muted", wrap=True, parent=self)
            trained = Label(_trained(kind, found), "muted", parent=self)
            self._lines.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(names, row, 1)
            self._lines.addWidget(trained, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


def _names(found: tuple[ContactLine, ...]) -> str:
    names = "、".join(one.name for one in found[:_NAMED_AT_MOST])
    return f"{names}等{len(found)}人" if len(found) > _NAMED_AT_MOST else names or "无"


def _trained(kind: ContactKind, found: tuple[ContactLine, ...]) -> str:
    """When the last of them took training; of whom 书记轮训 is asked, that there was none."""
    days = [one.last.held_on for one in found if one.last]
    if days:
        return max(days).isoformat()
    return "未登记" if found and kind in TRAINED else ""
