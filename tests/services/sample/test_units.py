"""The sample's covered units fit a joint branch: not too many, with the sample's members, one of them short."""

from __future__ import annotations

from collections import Counter
from datetime import date

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import check
from liangxin_desktop.domain.rules.cover import CODE, cover_rates
from liangxin_desktop.services.rulebook import rulebook


def test_one_unit_keeps_one_rate_below_its_target(record: BranchRecord, as_of: date) -> None:
    rates = cover_rates(record.units, rulebook()[CODE], as_of)
    assert all(rate.is_judged for rate in rates)
    missed = {rate.name: [unit.name for unit in rate.lacking] for rate in rates if rate.is_missed}
    assert missed == {"above-scale": ["和鸣文化传媒有限公司"]}
    found = [one for one in check(record, rulebook(), as_of=as_of).findings if one.code == CODE]
    assert [(one.period, one.severity) for one in found] == [("above-scale", "warning")]


def test_the_units_are_those_of_the_members(record: BranchRecord) -> None:
    assert record.branch.is_joint
    counted = Counter(one.unit for one in record.people if one.stage.is_member and one.left_on is None)
    assert {unit.name: unit.members for unit in record.units} == counted
    assert all(unit.members <= unit.employees for unit in record.units)
