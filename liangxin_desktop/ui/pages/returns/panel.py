"""The right side: what to look at before signing, the note, the signature, and the ways to hand a return in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.verdicts import CertificateFacts, grouped
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.pages.returns.checks import PointList
from liangxin_desktop.ui.pages.returns.layout_task import DraftSheet
from liangxin_desktop.ui.theme import GAP, current
from liangxin_desktop.ui.widgets.basic import Button, Card, LinkButton, PrimaryButton, SectionTitle
from liangxin_desktop.ui.widgets.facts import FactGrid
from liangxin_desktop.ui.widgets.fields import LabelledField
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit

_WIDTH = 292
_LARGE = 17
"""From this text size on everything scrolls, and the three ways stand below one another."""
_HINT = "如：三组因项目交付延期，已定11月26日补开"
_LOCKED = ("", "签名后任何改动都能被街道发现")


class SigningPanel(Card):
    """The desk beside the paper. Its signals say what the user wants; the page does it."""

    noted = Signal(str)
    sign_wanted = Signal()
    folder_wanted = Signal()
    mail_wanted = Signal()
    print_wanted = Signal()
    correction_wanted = Signal()
    correction_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("签名前核对", parent)
        self.points = PointList(self)
        self.facts = FactGrid("这份报表", self)
        self.note = AutoGrowTextEdit(_HINT, self, least=2, most=6)
        self._note_field = LabelledField("情况说明（随表上报）", self.note, parent=self)
        self._deliver_title = SectionTitle("报送", self)
        self.sign = PrimaryButton("签名并锁定", self.sign_wanted.emit, parent=self)
        self.folder = Button("写入U盘", self.folder_wanted.emit, tip="写到U盘或文件夹，写后核对", parent=self)
        self.mail = Button("写邮件", self.mail_wanted.emit, tip="写一封带附件的邮件草稿（.eml）", parent=self)
        self.paper = Button("打印", self.print_wanted.emit, tip="打印（Ctrl+P）", parent=self)
        self.correct = LinkButton("更正这份报表…", self.correction_wanted.emit, parent=self)
        self.drop = LinkButton("放弃更正", self.correction_dropped.emit, parent=self)
        self.signer = FactGrid("签名人和证书", self)
        self._build()
        self.note.edited.connect(self.noted)

    def _build(self) -> None:
        self.setMaximumWidth(current().px(_WIDTH))
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(GAP)
        for widget in (self.points, self.facts, self._note_field):
            column.addWidget(widget)
        column.addStretch(1)
        across = current().size < _LARGE
        ways = QBoxLayout(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        ways.setSpacing(8)
        for button in (self.folder, self.mail, self.paper):
            button.setSizePolicy(self.sign.sizePolicy().Policy.Expanding, self.sign.sizePolicy().Policy.Fixed)
            button.setMinimumWidth(1)
            ways.addWidget(button)
        self.sign.setSizePolicy(self.sign.sizePolicy().Policy.Expanding, self.sign.sizePolicy().Policy.Fixed)
        self.body.addWidget(scrolling(inner), 1)
        foot = self.body if across else column
        foot.addWidget(self._deliver_title)
        foot.addWidget(self.sign)
        foot.addLayout(ways)
        foot.addWidget(self.signer)
        foot.addWidget(self.correct)
        foot.addWidget(self.drop)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [*self.points.stops(), self.note, self.sign, self.folder, self.mail, self.paper, self.correct, self.drop]

    def show_nothing(self) -> None:
        """No return is in front."""
        self._show_as(signed=False, correcting=False)
        self.points.set_points(())
        self.sign.setEnabled(False)
        self.paper.setEnabled(False)
        self._note_field.hide()
        self.signer.set_facts(())

    def show_waiting(self, note: str, *, correcting: bool) -> None:
        """A return is being laid out: the note can be written already, signed it can't be yet."""
        self._show_as(signed=False, correcting=correcting)
        self.note.set_text(note)
        self.sign.setEnabled(False)

    def show_draft(self, sheet: DraftSheet) -> None:
        """A return that can be signed."""
        self.points.set_points(sheet.points)
        self.sign.setEnabled(True)
        self.signer.set_facts(_signer_facts(sheet.payload, sheet.facts))

    def show_signed(self, entry: ReturnEntry, *, corrected: bool) -> None:
        """A return as it was signed, and how it went on."""
        self._show_as(signed=True, correcting=False)
        self.facts.set_facts(_entry_facts(entry))
        self.signer.set_facts([_LOCKED])
        self.correct.setVisible(not corrected)

    def _show_as(self, *, signed: bool, correcting: bool) -> None:
        self.title.setText("已签名并锁定" if signed else "更正前核对" if correcting else "签名前核对")
        self.points.setVisible(not signed)
        self._note_field.setVisible(not signed)
        self.facts.setVisible(signed)
        self.sign.setVisible(not signed)
        self.sign.setText("签名并锁定更正" if correcting else "签名并锁定")
        self.folder.setEnabled(signed)
        self.mail.setEnabled(signed)
        self.paper.setEnabled(True)
        self.correct.setVisible(signed)
        self.drop.setVisible(correcting)


def _signer_facts(payload: ReturnPayload, facts: CertificateFacts | None) -> list[tuple[str, str]]:
    secretary = payload.branch.secretary
    who = facts.name if facts else secretary or payload.branch.name
    role = f"（支部{label('role', 'secretary')}）" if who == secretary else ""
    signer = ("签名人", f"{who}{role}")
    if facts is None:
        return [signer, ("证书", "首次签名时由程序新建"), _LOCKED]
    digits = facts.printed_fingerprint.split()
    finger = f"{digits[0]} {digits[1]} … {digits[-2]} {digits[-1]}"
    return [signer, ("证书", f"有效至 {facts.valid_to.date().isoformat()}"), ("指纹", finger), _LOCKED]


def _entry_facts(entry: ReturnEntry) -> list[tuple[str, str]]:
    how = f"（{entry.delivered_by}）" if entry.delivered_by else ""
    facts = [
        ("编号", entry.number),
        ("签名", f"{entry.signed_at:%Y-%m-%d %H:%M}"),
        ("状态", f"{label('return_status', entry.status)}{how}"),
        ("摘要", grouped(entry.sha256[:16])),
    ]
    if entry.revises:
        facts += [("更正", entry.revises), ("原因", entry.reason or "")]
    return facts
