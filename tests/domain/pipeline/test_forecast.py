"""The forecast: its days are lawful, the day before is not, and it says on what ground."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.pipeline.forecast import Forecast, forecast
from liangxin_desktop.domain.pipeline.person import pipelines_of
from liangxin_desktop.domain.pipeline.requirements import HORIZON
from liangxin_desktop.domain.rules import RuleBook, check
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.ways import way

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
BOOK = RuleBook(
    rules={code: rule for code, rule in rulebook().rules.items() if code.startswith("dev.")}, steps=rulebook().steps
)
Steps = list[tuple[int, Any]]


def ahead(steps: Any, as_of: date = TODAY, book: RuleBook = BOOK, **fields: Any) -> dict[int, Forecast]:
    found = forecast(pipelines_of(way(steps, **fields), as_of)["x"], book)
    return {one.number: one for one in found}


def errors(steps: Steps, as_of: date, **fields: Any) -> list[str]:
    report = check(way(steps, **fields), BOOK, as_of=as_of)
    return [one.code for one in report.findings if one.severity == "error"]


def dated(number: int, day: date, posted_from: date) -> tuple[int, Any]:
    """The step on that day with everything it asks for; 公示 ends the day before a listing."""
    vote = {"due": 9, "present": 9, "for": 9}
    details: dict[int, dict[str, Any]] = {
        5: {"cultivators": ["f1"]},
        8: {"publicity_from": posted_from, "publicity_to": day - DAY},
        9: {"sponsors": ["f1", "f2"]},
        10: {"conclusion": "qualified"},
        11: {"days": 3},
        13: {"conclusion": "qualified"},
        15: vote,
        23: vote | {"result": "convert"},
    }
    return number, (day.isoformat(), details.get(number, {}))


def listed_from(steps: Steps, as_of: date) -> date:
    """The first day on which 公示 may begin: the decision on a target, or today."""
    decided = [date.fromisoformat(what[0]) for number, what in steps if number == 7]
    return max([as_of, *decided])


days = st.dates(date(2024, 1, 1), date(2027, 6, 1))
waits = st.lists(st.integers(0, 40), min_size=25, max_size=25)


@settings(max_examples=40, deadline=None)
@given(days, waits, st.integers(17, 40))
def test_a_walk_by_the_forecast_breaks_no_rule(start: date, wait: list[int], years: int) -> None:
    """Each step taken on its earliest day or some days later, told from that day, is never an error."""
    birth = date(start.year - years, 5, 20)
    steps: Steps = []
    as_of = start
    for number in range(1, 26):
        one = ahead(steps, as_of, birth_date=birth)[number]
        posted_from = listed_from(steps, as_of)
        day = one.earliest + wait[number - 1] * DAY
        steps.append(dated(number, day, posted_from))
        as_of = max(as_of, day)
        assert errors(steps, as_of, birth_date=birth) == [], number


@settings(max_examples=40, deadline=None)
@given(days, waits, st.integers(0, 24))
def test_the_whole_forecast_is_lawful_and_no_day_too_late(start: date, wait: list[int], until: int) -> None:
    """All steps ahead taken on their days break no rule; one day before a day that the calendar sets is an error."""
    steps: Steps = []
    as_of = start
    for number in range(1, until + 1):
        day = ahead(steps, as_of)[number].earliest + wait[number - 1] * DAY
        steps.append(dated(number, day, listed_from(steps, as_of)))
        as_of = max(as_of, day)
    foreseen = ahead(steps, as_of)
    assert list(foreseen) == list(range(until + 1, 26))
    for one in foreseen.values():
        posted_from = listed_from(steps, as_of)
        for code in (lack.code for lack in one.lacks if lack.until == one.earliest):
            early = one.earliest - DAY
            assert code in errors([*steps, dated(one.number, early, posted_from)], early), one
        steps.append(dated(one.number, one.earliest, posted_from))
    assert errors(steps, max(one.earliest for one in foreseen.values())) == []


def test_the_year_of_an_activist_and_the_publicity_set_the_days() -> None:
    found = ahead(dict.fromkeys(range(1, 7), "2026-01-15"))
    assert (found[7].earliest, found[8].earliest) == (date(2027, 1, 15), date(2027, 1, 22))
    assert (found[7].provisional, found[8].provisional, found[12].provisional) == (False, True, True)
    (lack,) = found[7].lacks
    assert (lack.code, lack.message) == ("dev.target-early", "列为入党积极分子到2027年1月15日满1年")
    assert lack.basis == "《中国共产党发展党员工作细则》（2026）第十三条"
    assert [one.message for one in found[8].lacks] == [
        "须先完成第7步“确定发展对象”",
        "公示满5个工作日后，最早2027年1月22日列为发展对象（暂算）",
    ]


def test_a_publicity_begun_counts_from_its_first_day() -> None:
    steps: Steps = [(number, "2025-01-15") for number in range(1, 7)]
    steps += [(7, "2026-06-04"), (8, (None, {"publicity_from": "2026-06-08"}))]
    assert ahead(steps, date(2026, 6, 9))[8].earliest == date(2026, 6, 13)
    steps[-1] = (8, (None, {"publicity_from": "2026-06-08", "publicity_to": "2026-06-16"}))
    assert ahead(steps, date(2026, 6, 9))[8].earliest == date(2026, 6, 17)
    steps[-1] = (8, (None, {"publicity_from": "9999-12-30"}))
    assert ahead(steps, date(2026, 6, 9))[8].earliest == HORIZON


def test_short_training_and_an_open_review_stand_before_the_committee() -> None:
    steps: Steps = [(number, "2025-06-15") for number in range(1, 10)]
    steps += [(10, ("2026-06-04", {"conclusion": "unqualified"})), (11, (None, {"days": 2, "hours": 16}))]
    found = ahead(steps)
    assert [one.message for one in found[12].lacks] == [
        "须先完成第11步“短期集中培训”",
        "集中培训差1天（或8学时）",
        "政治审查还没有合格的结论",
    ]
    assert [one.code for one in found[11].lacks] == ["dev.training"]
    steps[-1] = (11, (None, {"days": 2, "special_reason": "长期驻外"}))
    assert ahead(steps)[11].is_open


def test_an_extended_probation_moves_the_conversion() -> None:
    steps: Steps = [(number, "2024-08-31") for number in range(1, 22)]
    steps += [(22, "2025-08-25"), (23, ("2025-09-02", {"result": "extend", "extend_months": 6})), (24, "2025-09-20")]
    found = ahead(steps, date(2025, 12, 1))
    assert list(found) == [22, 23, 24, 25]
    assert found[23].earliest == date(2026, 2, 28)
    assert [one.message for one in found[23].lacks] == ["须先完成第22步“提出转正申请”", "预备期到2026年2月28日满"]


def test_a_young_applicant_waits_for_the_birthday() -> None:
    found = ahead({}, birth_date="2009-02-28")
    assert found[1].earliest == date(2027, 2, 28)
    assert [one.message for one in found[1].lacks] == ["到2027年2月28日年满18周岁"]


def test_who_is_through_has_only_the_papers_ahead() -> None:
    done: Steps = [(15, "2025-06-01"), (17, "2025-07-01"), (23, "2026-06-03"), (24, "2026-07-01")]
    assert list(ahead(done)) == [25]
    assert ahead([*done, (25, "2026-08-01")]) == {}
    assert ahead([*done[:2], (23, ("2026-06-03", {"result": "cancel"}))]) == {}
    assert ahead(done[:2], left_on="2026-11-01") == {}


def test_a_probationary_member_of_the_roster_has_the_conversion_ahead() -> None:
    found = ahead({}, stage="probationary", admitted_on="2025-12-11")
    assert list(found) == [22, 23, 24, 25]
    assert found[22].is_open
    assert found[23].earliest == date(2026, 12, 11)


def test_a_rule_switched_off_sets_no_day() -> None:
    book = BOOK.switched({"dev.target-early": False, "dev.publicity": False})
    found = ahead(dict.fromkeys(range(1, 7), "2026-10-15"), book=book)
    assert found[8].earliest == TODAY
    assert found[7].is_open
