"""覆盖单位: how far the units that the branch looks after have members and organizations (要点 一)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.rules.engine import Case, branch_subject, rule


@rule("cover.target")
def target(case: Case) -> Iterator[Finding]:
    """Each rate of coverage reaches the district's target; without units of its kind it is not judged."""
    version = case.version(case.ground.as_of)
    for rate in version.params["rates"] if version else ():
        units = [unit for unit in case.ground.record.units if getattr(unit, rate["among"]) >= rate["least"]]
        covered = sum(bool(getattr(unit, rate["has"])) for unit in units)
        if 100 * covered < rate["target"] * len(units):
            yield from _missed(case, rate, covered, len(units))


def _missed(case: Case, rate: dict[str, Any], covered: int, units: int) -> Iterator[Finding]:
    words = {
        "rate": rate["title"],
        "covered": covered,
        "units": units,
        "percent": percent_below(covered, units, rate["target"]),
        "target": rate["target"],
    }
    subject = branch_subject(case.ground)
    yield from case.finding(subject, case.ground.as_of, period=rate["name"], dated=False, words=words)


def percent_below(part: int, whole: int, limit: int) -> str:
    """The rate in per cent with one decimal, never rounded up to the limit that it does not reach: 96.9% of 97."""
    return f"{min(round(1000 * part / whole), 10 * limit - 1) / 10:.1f}%"
