"""签名证书: whose, how long; a new one, one from a CA, and its file for the street committee."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QInputDialog, QLineEdit, QWidget

from liangxin_desktop.domain.verdicts import CertificateFacts
from liangxin_desktop.files import safe_name
from liangxin_desktop.services import identity
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Card, Label


class CertificateCard(Card):
    """The certificate that signs the returns."""

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("签名证书", parent)
        self._workspace = workspace
        self._facts = Label("", wrap=True, parent=self)
        self._new = Button("新建证书", self._renew, parent=self)
        self._export = Button("导出证书…", self._save, icon_name="download", parent=self)
        self.body.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self._new)
        row.addWidget(Button("导入 CA 证书…", self._import, parent=self))
        row.addWidget(self._export)
        row.addStretch(1)
        self.body.addLayout(row)

    def reload(self) -> None:
        """Show whose certificate signs now."""
        facts = identity.current_facts(self._workspace)
        self._facts.setText(_told(facts))
        self._new.setText("更换证书…" if facts else "新建证书")
        self._export.setEnabled(facts is not None)

    @guarded
    def _renew(self) -> None:
        if identity.current_facts(self._workspace) and not ConfirmDialog.ask(
            self.window(),
            "更换签名证书？",
            "新证书由旧证书担保。更换后请把新证书导出交街道重新登记，登记前签的报表会显示“未登记”。",
            action="更换",
        ):
            return
        _, changes = identity.renew(self._workspace)
        self.changed.emit(changes)
        self.reload()

    @guarded
    def _import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择 CA 签发的证书", "", "证书 (*.p12 *.pfx)")
        if not path:
            return
        passphrase, given = QInputDialog.getText(
            self, "两新支部工作台", "证书文件的口令：", QLineEdit.EchoMode.Password
        )
        if given:
            _, changes = identity.import_identity(self._workspace, Path(path), passphrase)
            self.changed.emit(changes)
            self.reload()

    @guarded
    def _save(self) -> None:
        facts = identity.current_facts(self._workspace)
        name = safe_name(f"签名证书-{facts.branch if facts else ''}", ".pem")
        path, _ = QFileDialog.getSaveFileName(self, "导出证书，交街道登记", name, "证书 (*.pem)")
        if path:
            identity.export_certificate(self._workspace, Path(path))
            self.said.emit("证书已写入并核对，请交街道党工委登记")


def _told(facts: CertificateFacts | None) -> str:
    if facts is None:
        return "还没有证书；签第一份报表时会自动新建。"
    until = facts.valid_to.astimezone().date()
    return f"{facts.name}（{facts.branch}），有效至 {until}\n指纹 {facts.printed_fingerprint}"
