"""What the rules say, where it belongs: a pill, the sentence, its ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.theme import Tone
from liangxin_desktop.ui.widgets.basic import Label, Pill, clear

_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "bad",
    Severity.OVERDUE: "bad",
    Severity.LATE: "bad",
    Severity.DUE: "warn",
    Severity.WARNING: "warn",
    Severity.INFO: "quiet",
}

_GOOD = "符合规定"


class FindingLines(QWidget):
    """Findings one below another; nothing where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.hide()

    def set_findings(self, findings: Sequence[Finding], good: Sequence[str] = ()) -> None:
        """Show these, and before them what was found as it should be."""
        clear(self._rows)
        for sentence in good:
            self._rows.addWidget(self._row("ok", _GOOD, sentence, ""))
        for one in findings:
            pill = _TONES[one.severity], label("severity", one.severity)
            self._rows.addWidget(self._row(*pill, one.message, _ground(one)))
        self.setVisible(bool(findings or good))

    def _row(self, tone: Tone, word: str, sentence: str, ground: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        pill = Pill(tone, word, row)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(sentence, wrap=True, parent=row))
        if ground:
            words.addWidget(Label(ground, "small", wrap=True, parent=row))
        line.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row


def _ground(finding: Finding) -> str:
    return f"已说明：{finding.override.reason}" if finding.override else finding.basis
