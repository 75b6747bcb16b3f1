"""F1: the help of the page in front."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser, QWidget

from liangxin_desktop.ui.dialogs.message import BaseDialog
from liangxin_desktop.ui.theme import current


class HelpDialog(BaseDialog):
    """Shows a page of help, written as Markdown. It does not block: the window can be used beside it."""

    WIDTH = 560

    def __init__(self, markdown: str, parent: QWidget | None = None) -> None:
        super().__init__("说明", parent=parent)
        self.setModal(False)
        text = QTextBrowser(self)
        text.setAccessibleName("说明")
        text.setOpenLinks(False)
        text.setMarkdown(markdown)
        text.setMinimumHeight(current().px(420))
        self.body.addWidget(text)
        self.add_primary("知道了").setFocus()
