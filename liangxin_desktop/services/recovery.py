"""The recovery sheet: the code that opens the record when the password is forgotten, on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from liangxin_desktop.files import write_whole


@dataclass(frozen=True)
class RecoverySheet:
    """What the sheet says. The code is kept nowhere else."""

    branch: str
    code: str = field(repr=False)
    made_on: date


def write_recovery_sheet(sheet: RecoverySheet, path: Path) -> None:
    """Write the sheet as PDF for printing."""
    from liangxin_desktop.documents.recovery import recovery_pdf

    write_whole(path, recovery_pdf(sheet.branch, sheet.code, sheet.made_on))
