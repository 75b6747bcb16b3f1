"""Which return is in front, and whether it is being corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liangxin_desktop.services.return_desk import ReturnLine
from liangxin_desktop.services.returns import ReturnOrder


@dataclass(frozen=True)
class Front:
    """A return in front; with a `reason` it is the correction of a signed one."""

    line: ReturnLine
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be written on: not signed, or a correction under way."""
        return self.line.entry is None or self.reason is not None

    @property
    def number(self) -> str:
        """The number of the signed return; empty before it was signed."""
        return self.line.entry.number if self.line.entry else ""

    def order(self, as_of: date, note: str) -> ReturnOrder:
        """The order for the return as it would be signed."""
        return ReturnOrder(
            kind=self.line.kind,
            period=self.line.period,
            as_of=as_of,
            note=note,
            revises=self.number or None,
            reason=self.reason,
        )
