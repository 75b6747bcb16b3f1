"""The sample keeps the rules on development, but for the gaps that are meant."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import check
from liangxin_desktop.services.rulebook import rulebook


def test_development_has_only_the_findings_that_are_meant(usual: BranchRecord) -> None:
    report = check(usual, rulebook(), as_of=date(2026, 11, 23))
    found = [(one.code, one.severity, one.subject.name, one.due_on) for one in report.findings if "dev." in one.code]
    assert found == [
        ("dev.assessment", "overdue", "周敏", date(2026, 11, 20)),
        ("dev.talk", "due", "林一帆", date(2026, 11, 29)),
        ("dev.conversion", "due", "陈立", date(2026, 12, 11)),
        ("dev.assessment", "due", "何雨桐", date(2026, 12, 17)),
    ]


def test_told_from_any_day_one_assessment_is_missing(told: tuple[BranchRecord, date]) -> None:
    record, day = told
    found = [one for one in check(record, rulebook(), as_of=day).findings if one.code.startswith("dev.")]
    assert [(one.code, one.subject.name) for one in found if one.severity.is_bad] == [("dev.assessment", "周敏")]
    assert {one.severity for one in found} == {"overdue", "due"}
