"""Every `life.*` rule: the worked cases of the regulations, and the days around each limit."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.periods import Period, official_date, periods_ending_in
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import brief, findings, members, record, session

GROUPS = [{"id": "g1", "name": "一组"}, {"id": "g2", "name": "二组"}]


def test_life_member_meeting() -> None:
    held = record(sessions=[session("member-meeting", "2026-04-02"), session("member-meeting", "2026-06-28")])
    assert brief(findings("life.member-meeting", held, "2026-07-01")) == [("overdue", "2026Q1")]
    assert findings("life.member-meeting", held, "2026-07-01")[0].due_on == date(2026, 3, 31)
    assert "第一季度" in findings("life.member-meeting", held, "2026-07-01")[0].message


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-02-28", []),
        ("2026-03-01", [("due", "2026Q1")]),
        ("2026-03-31", [("due", "2026Q1")]),
        ("2026-04-01", [("overdue", "2026Q1")]),
    ],
)
def test_a_quarterly_duty_falls_due_thirty_days_before(as_of: str, expected: list[tuple[str, str]]) -> None:
    assert brief(findings("life.member-meeting", record(), as_of)) == expected


def test_drafts_and_later_sessions_do_not_count() -> None:
    draft = record(sessions=[session("member-meeting", "2026-02-02", status="draft")])
    later = record(sessions=[session("member-meeting", "2026-03-30")])
    assert brief(findings("life.member-meeting", draft, "2026-04-01")) == [("overdue", "2026Q1")]
    assert brief(findings("life.member-meeting", later, "2026-03-29")) == [("due", "2026Q1")]
    assert findings("life.member-meeting", later, "2026-03-30") == []


def test_nothing_is_due_from_before_the_branch_was_set_up() -> None:
    young = record(branch={"established_on": "2026-05-20"})
    assert brief(findings("life.member-meeting", young, "2026-08-15", since="2025-01-01")) == [("overdue", "2026Q2")]
    assert brief(findings("life.theme-day", young, "2026-07-05")) == [("overdue", "2026-05"), ("overdue", "2026-06")]


def test_life_committee_meeting() -> None:
    small = record(members(6, 3))
    assert findings("life.committee-meeting", small, "2026-03-01") == []
    larger = record(members(9, committee=3), sessions=[session("committee-meeting", "2026-01-20")])
    assert brief(findings("life.committee-meeting", larger, "2026-03-01")) == [("overdue", "2026-02")]
    assert brief(findings("life.committee-meeting", larger, "2026-02-12")) == []
    assert brief(findings("life.committee-meeting", larger, "2026-02-13")) == [("due", "2026-02")]


def test_life_group_meeting() -> None:
    people = [{**one, "group": "g1" if index else "g2"} for index, one in enumerate(members(4))]
    held = record(people, groups=GROUPS, sessions=[session("group-meeting", "2026-01-05", group="g1")])
    found = findings("life.group-meeting", held, "2026-02-03")
    assert [(one.subject.type, one.subject.id, one.period) for one in found] == [("group", "g2", "2026-01")]
    assert found[0].message == "二组2026年1月党小组会未记录"


def test_a_group_without_members_owes_no_meeting() -> None:
    assert findings("life.group-meeting", record(groups=GROUPS), "2026-02-03") == []


def test_life_theme_day() -> None:
    held = record(branch={"theme_day": 25}, sessions=[session("theme-day", "2026-01-02")])
    assert findings("life.theme-day", held, "2026-02-01") == []
    assert brief(findings("life.theme-day", held, "2026-03-01")) == [("overdue", "2026-02")]


@pytest.mark.parametrize("kind", ["organizational-life-meeting", "democratic-review"])
def test_a_yearly_meeting_counts_for_the_year_it_names(kind: str) -> None:
    late = record(sessions=[session(kind, "2026-02-10", for_year=2025)])
    code = f"life.{kind}"
    assert findings(code, late, "2026-03-01", since="2025-01-01") == []
    assert brief(findings(code, late, "2026-02-09", since="2025-01-01")) == [("overdue", "2025")]
    assert brief(findings(code, late, "2027-01-01", since="2026-01-01")) == [("overdue", "2026")]
    assert brief(findings(code, late, "2026-10-31")) == []
    assert brief(findings(code, late, "2026-11-01")) == [("due", "2026")]


def test_life_organizational_life_meeting() -> None:
    own_year = record(sessions=[session("organizational-life-meeting", "2026-12-30")])
    assert findings("life.organizational-life-meeting", own_year, "2027-01-05", since="2026-01-01") == []


def test_life_democratic_review() -> None:
    assert brief(findings("life.democratic-review", record(), "2027-01-01", since="2026-01-01")) == [
        ("overdue", "2026")
    ]


def test_life_heart_talk() -> None:
    talks = [session("heart-talk", "2026-05-05", host="f1", present=["f2"])]
    found = findings("life.heart-talk", record(sessions=talks), "2027-01-01", since="2026-01-01")
    assert [(one.subject.type, one.subject.id, one.severity) for one in found] == [("person", "f3", "overdue")]


def test_life_lecture() -> None:
    assert not rulebook()["life.lecture"].enabled
    assert findings("life.lecture", record(), "2026-07-01") == []
    switched = rulebook().switched({"life.lecture": True})
    held = record(sessions=[session("lecture", "2026-02-02")])
    assert brief(findings("life.lecture", held, "2026-07-01", book=switched)) == [("overdue", "2026Q2")]


@pytest.mark.parametrize(
    ("voters", "present", "silent"), [(8, 4, True), (8, 3, False), (9, 4, False), (9, 5, True), (1, 0, False)]
)
def test_life_quorum(voters: int, present: int, *, silent: bool) -> None:
    came = [f"f{number}" for number in range(1, present + 1)] + ["p1", "p2"]
    held = record(members(voters, 2), sessions=[session("member-meeting", "2026-03-02", present=came)])
    found = findings("life.quorum", held, "2026-03-10")
    assert (found == []) is silent
    assert silent or (found[0].severity, found[0].due_on) == ("error", date(2026, 3, 2))


def test_a_committee_needs_half_of_its_seats() -> None:
    people = members(9, committee=5)
    sessions = [
        session("committee-meeting", "2026-02-02", present=["f1", "f2"]),
        session("committee-meeting", "2026-03-02", present=["f1", "f2", "f3"]),
    ]
    found = findings("life.quorum", record(people, sessions=sessions), "2026-03-10")
    assert [one.subject.id for one in found] == ["committee-meeting-2026-02-02-"]


def test_only_those_with_a_vote_on_the_day_make_the_quorum() -> None:
    people = [
        *members(4),
        {"id": "s", "name": "留察", "votes": False},
        {"id": "l", "name": "转出", "left_on": "2026-03-02"},
        {"id": "n", "name": "后来", "admitted_on": "2025-03-03", "full_on": "2026-03-03"},
    ]
    held = record(people, sessions=[session("member-meeting", "2026-03-02", present=["f1", "f2"])])
    assert findings("life.quorum", held, "2026-03-10") == []
    fewer = record(people, sessions=[session("member-meeting", "2026-03-02", present=["f1", "s", "n", "l"])])
    assert len(findings("life.quorum", fewer, "2026-03-10")) == 1


def _motion(**fields: Any) -> BranchRecord:
    came = [f"f{number}" for number in range(1, 5)]
    motion = {"matter": "事项", "due": 8, "present": 4, "passed": True, **fields}
    return record(members(8), sessions=[session("member-meeting", "2026-03-02", present=came, votes=[motion])])


def test_life_vote() -> None:
    four = _motion(**{"for": 4})
    assert findings("life.quorum", four, "2026-03-10") == []
    assert [one.severity for one in findings("life.vote", four, "2026-03-10")] == ["error"]
    assert findings("life.vote", _motion(**{"for": 5}), "2026-03-10") == []
    assert findings("life.vote", _motion(**{"for": 4, "written_for": 1}), "2026-03-10") == []
    assert findings("life.vote", _motion(**{"for": 1, "passed": False}), "2026-03-10") == []


def test_life_four_haves() -> None:
    lacking = record(sessions=[session("theme-day", "2026-03-02", consensus=" ", actions=[])])
    found = findings("life.four-haves", lacking, "2026-03-10")
    assert [one.message for one in found] == ["3月2日主题党日缺共识、行动"]
    assert found[0].severity == "error"
    assert findings("life.four-haves", record(sessions=[session("theme-day", "2026-03-02")]), "2026-03-10") == []


@pytest.mark.parametrize(
    ("as_of", "done_on", "late"),
    [
        ("2026-03-20", None, False),
        ("2026-03-21", None, True),
        ("2026-03-25", "2026-03-25", False),
        ("2026-03-24", "2026-03-25", True),
    ],
)
def test_life_action_overdue(as_of: str, done_on: str | None, *, late: bool) -> None:
    action = {"what": "更新画廊", "who": "f1", "due_on": "2026-03-20", "done_on": done_on}
    held = record(sessions=[session("theme-day", "2026-03-02", actions=[action])])
    found = findings("life.action-overdue", held, as_of)
    assert bool(found) is late
    assert not late or (found[0].severity, found[0].due_on) == ("overdue", date(2026, 3, 20))
    assert not late or ("正式1" in found[0].message and official_date(date(2026, 3, 20)) in found[0].message)


def test_a_finding_set_aside_is_kept_as_information() -> None:
    aside = {"code": "life.member-meeting", "subject": "branch", "period": "2026Q1", "reason": "园区封闭改造"}
    found = findings("life.member-meeting", record(overrides=[aside]), "2026-07-01")
    assert sorted(brief(found)) == [("info", "2026Q1"), ("overdue", "2026Q2")]
    told = next(one for one in found if one.override)
    assert told.override is not None
    assert (told.override.reason, told.override.severity) == ("园区封闭改造", "overdue")
    whole = {"code": "life.member-meeting", "subject": None, "period": None, "reason": "停用"}
    assert {one.severity for one in findings("life.member-meeting", record(overrides=[whole]), "2026-07-01")} == {
        "info"
    }


_DUTIES = {"life.member-meeting": "quarter", "life.theme-day": "month"}


@settings(max_examples=60)
@given(
    st.dates(date(2019, 1, 1), date(2040, 12, 31)),
    st.integers(0, 500),
    st.lists(st.integers(0, 700), max_size=25),
    st.sampled_from(sorted(_DUTIES)),
)
def test_each_period_that_ended_without_a_session_is_named_once(
    since: date, length: int, offsets: list[int], code: str
) -> None:
    as_of = since + timedelta(days=length)
    days = sorted({since + timedelta(days=offset) for offset in offsets})
    kind = code.removeprefix("life.")
    held = record(sessions=[session(kind, day.isoformat()) for day in days])
    found = findings(code, held, as_of.isoformat(), since=since.isoformat())
    overdue = [one.period for one in found if one.severity == "overdue"]
    ended = periods_ending_in(since, as_of - timedelta(days=1), _DUTIES[code])
    assert overdue == [str(period) for period in ended if not any(day in period for day in days)]
    current = Period.containing(as_of, _DUTIES[code])
    due = [one.period for one in found if one.severity == "due"]
    assert due in ([], [str(current)])
    assert not (due and any(day in current and day <= as_of for day in days))
