"""设置与备份: what keeps the record safe comes first, then how the program looks and what it checks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.settings.backup_card import BackupCard
from liangxin_desktop.ui.pages.settings.certificate_card import CertificateCard
from liangxin_desktop.ui.pages.settings.look_card import LookCard
from liangxin_desktop.ui.pages.settings.password_card import PasswordCard
from liangxin_desktop.ui.pages.settings.prompts_card import PromptsCard
from liangxin_desktop.ui.pages.settings.recycle_card import RecycleCard
from liangxin_desktop.ui.pages.settings.rules_card import RulesCard
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.page import Page


class SettingsPage(Page):
    """Backups, the bin, password, certificate, look and themes on the left; the rules on the right."""

    changed = Signal(object)
    restore_wanted = Signal(object)
    lock_minutes_chosen = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("settings", "设置与备份", parent, scrolls=True)
        self._backup = BackupCard(workspace, self)
        self._password = PasswordCard(workspace, self)
        self._look = LookCard(self)
        self._certificate = CertificateCard(workspace, self)
        self._recycled = RecycleCard(workspace, self)
        self._prompts = PromptsCard(workspace, self)
        self._rules = RulesCard(workspace, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        left = (self._backup, self._recycled, self._password, self._certificate, self._look, self._prompts)
        for row, card in enumerate(left):
            grid.addWidget(card, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(left), 1)
        grid.addWidget(self._rules, 0, 1, len(left) + 1, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(grid)
        self.content.addStretch(1)

    def _connect(self) -> None:
        self._backup.restore_wanted.connect(self.restore_wanted)
        self._look.lock_minutes_chosen.connect(self.lock_minutes_chosen)
        self._rules.changed.connect(self.changed)
        for writing in (self._certificate, self._recycled, self._prompts):
            writing.changed.connect(self.changed)
        for card in (self._backup, self._password, self._certificate, self._recycled, self._prompts):
            card.said.connect(self.said)

    @override
    def shown(self) -> None:
        self.refresh(None)

    @override
    def refresh(self, changes: object) -> None:
        self._backup.reload()
        if not isinstance(changes, Changes) or changes.touch("settings", "overrides"):
            self._rules.reload()
        if not isinstance(changes, Changes) or changes.touch("identities", "trusted"):
            self._certificate.reload()
        if not isinstance(changes, Changes) or changes.touch("recycled"):
            self._recycled.reload()
        if not isinstance(changes, Changes) or changes.touch("prompts", "sessions"):
            self._prompts.reload()
