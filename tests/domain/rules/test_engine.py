from datetime import date

import pytest

from liangxin_desktop.domain.findings import Severity
from liangxin_desktop.domain.rules import REGISTRY, RuleBook, check
from liangxin_desktop.domain.rules.rulebook import Rule
from liangxin_desktop.paths import resources
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record


def test_every_rule_has_a_test_of_its_name() -> None:
    folder = resources().parent / "tests" / "domain" / "rules"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("test_*.py")))
    names = {code: "test_" + code.replace(".", "_").replace("-", "_") for code in REGISTRY}
    assert len(names) > 10
    assert [code for code, name in names.items() if f"def {name}(" not in text] == []


def test_data_and_functions_answer_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rulebook().rules.keys() == REGISTRY.keys()
    monkeypatch.setitem(REGISTRY, "life.invented", lambda case: ())
    rulebook.cache_clear()
    with pytest.raises(ValueError, match=r"life\.invented"):
        rulebook()
    monkeypatch.undo()
    rulebook.cache_clear()
    assert rulebook()


def test_every_rule_names_its_ground() -> None:
    assert [code for code, rule in rulebook().rules.items() if not all(one.basis for one in rule.version)] == []


def test_a_rule_changes_on_its_day_and_ends_on_its_day() -> None:
    entry = {
        "code": "x",
        "title": "x",
        "modal": "应当",
        "severity": "error",
        "messages": {"broken": "x"},
        "version": [
            {"from": date(2014, 5, 28), "basis": "旧"},
            {"from": date(2026, 5, 11), "basis": "新"},
            {"from": date(2030, 1, 1), "in_force": False},
        ],
    }
    rule = Rule.model_validate(entry)
    days = [date(2014, 5, 27), date(2026, 5, 10), date(2026, 5, 11), date(2030, 1, 1)]
    assert [version.basis if (version := rule.on(day)) else None for day in days] == [None, "旧", "新", None]
    with pytest.raises(ValueError, match="order"):
        Rule.model_validate({**entry, "version": entry["version"][::-1]})  # type: ignore[index]


def test_findings_come_by_severity_then_date_then_code() -> None:
    report = check(record(members(2, committee=1)), rulebook(), as_of=date(2026, 11, 23))
    order = [(one.severity.rank, one.due_on or date.max, one.code) for one in report.findings]
    assert order == sorted(order)
    assert len(order) > 5
    assert [one.value for one in Severity] == ["error", "overdue", "late", "due", "warning", "info"]
    assert not report.is_good


def test_no_two_rules_have_one_title() -> None:
    titles = [rule.title for rule in rulebook().rules.values()]
    assert len(titles) > 40
    assert sorted(set(titles)) == sorted(titles)


def test_an_empty_book_finds_nothing() -> None:
    report = check(record(), RuleBook(rules={}), as_of=date(2026, 11, 23))
    assert (report.findings, report.since, report.is_good) == ((), date(2026, 1, 1), True)
