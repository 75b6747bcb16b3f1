"""覆盖单位: how far the units that the branch looks after have members and organizations (要点 一)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.rules.engine import Case, branch_subject, rule
from liangxin_desktop.domain.rules.rulebook import Rule
from liangxin_desktop.domain.units import Unit

CODE = "cover.target"


@dataclass(frozen=True)
class CoverRate:
    """One rate of coverage: of the `units` of its kind, those `lacking` what is asked; `target` in per cent.

    `title` is the whole name, `short` that of a figure, `has` the field of `Unit` that is asked for (`members` or
    `has_organization`). Without units of its kind a rate is not judged.
    """

    name: str
    title: str
    short: str
    has: str
    target: int
    units: tuple[Unit, ...]
    lacking: tuple[Unit, ...]

    @property
    def covered(self) -> int:
        """The numerator: how many of the units have what is asked."""
        return len(self.units) - len(self.lacking)

    @property
    def is_judged(self) -> bool:
        """Whether there is a unit to judge it by."""
        return bool(self.units)

    @property
    def is_missed(self) -> bool:
        """Whether the rate is below its target; the target itself is enough."""
        return self.still_wanted > 0

    @property
    def still_wanted(self) -> int:
        """How many more units must have what is asked for the rate to reach its target."""
        return max(0, -(-self.target * len(self.units) // 100) - self.covered)

    @property
    def percent(self) -> str:
        """The rate with one decimal: 96.9%. Empty where it is not judged."""
        if not self.lacking:
            return "100.0%" if self.units else ""
        return percent_below(self.covered, len(self.units), self.target if self.is_missed else 100)


@rule(CODE)
def target(case: Case) -> Iterator[Finding]:
    """Each rate of coverage reaches the district's target; without units of its kind it is not judged."""
    subject, as_of = branch_subject(case.ground), case.ground.as_of
    for rate in cover_rates(case.ground.record.units, case.rule, as_of):
        if rate.is_missed:
            words = {
                "rate": rate.title,
                "covered": rate.covered,
                "units": len(rate.units),
                "percent": rate.percent,
                "target": rate.target,
            }
            yield from case.finding(subject, as_of, period=rate.name, dated=False, words=words)


def cover_rates(units: Iterable[Unit], cover: Rule, day: date) -> tuple[CoverRate, ...]:
    """The rates that the rule `cover.target` asks for that day, in its order; none where it is not in force."""
    version, every = cover.on(day), tuple(units)
    return tuple(_rate(every, **asked) for asked in version.params["rates"]) if version else ()


def _rate(units: tuple[Unit, ...], *, among: str, least: int, has: str, **named: Any) -> CoverRate:
    of_kind = tuple(unit for unit in units if getattr(unit, among) >= least)
    lacking = tuple(unit for unit in of_kind if not getattr(unit, has))
    return CoverRate(has=has, units=of_kind, lacking=lacking, **named)


def percent_below(part: int, whole: int, limit: int) -> str:
    """The rate in per cent with one decimal, never rounded up to the limit that it does not reach: 96.9% of 97."""
    return f"{min(round(1000 * part / whole), 10 * limit - 1) / 10:.1f}%"
