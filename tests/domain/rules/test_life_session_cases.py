"""What each session owes: attendance, votes, the four haves, its actions; and what was set aside in writing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.builders import findings, members, record, session
from tests.domain.rules.tables import held, plus, told

DAY = "2026-06-01"
HALVES = ((1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (8, 4), (9, 5), (10, 5), (11, 6), (50, 25))
MAJORITIES = ((1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5), (9, 5), (10, 6), (11, 6), (50, 26))
BROKEN = f"error - {DAY} s"


def ids(count: int) -> list[str]:
    return [f"f{number}" for number in range(1, count + 1)]


def met(present: list[str], kind: str = "member-meeting", day: str = DAY, **fields: Any) -> dict[str, Any]:
    return session(kind, day, id="s", present=present, **fields)


@pytest.mark.parametrize(("due", "least"), HALVES)
def test_half_of_the_voters_is_a_quorum(due: int, least: int) -> None:
    for present in range(due + 1):
        what = record(members(due), sessions=[met(ids(present))])
        assert told("life.quorum", what, DAY) == ([] if present >= least else [BROKEN])


@pytest.mark.parametrize(("due", "least"), HALVES[:9])
def test_half_of_the_committee_is_a_quorum(due: int, least: int) -> None:
    for present in range(due + 1):
        what = record(members(12, committee=due), sessions=[met(ids(present), "committee-meeting")])
        assert told("life.quorum", what, DAY) == ([] if present >= least else [BROKEN])


@pytest.mark.parametrize(
    ("person", "present", "broken"),
    [
        # three voters beside 林一帆: two of three suffice, two of four too, one of three or four doesn't
        ({}, "f1 f2", False),
        ({}, "f1 x", False),
        ({}, "f1", True),
        ({"stage": "probationary"}, "f1 x", True),
        ({"stage": "probationary", "admitted_on": "2026-01-01"}, "f1 f2", False),
        ({"stage": "applicant"}, "f1 x", True),
        ({"full_on": DAY}, "f1 x", False),  # full from that day on
        ({"full_on": "2026-06-02"}, "f1 x", True),
        ({"admitted_on": "2025-06-02", "full_on": "2026-06-02"}, "f1 x", True),
        ({"votes": False}, "f1 x", True),
        ({"votes": False}, "f1 f2", False),
        ({"left_on": DAY}, "f1 x", True),
        ({"left_on": "2026-06-02"}, "f1 x", False),
        ({"joined_on": DAY}, "f1 x", False),
        ({"joined_on": "2026-06-02"}, "f1 x", True),
    ],
)
def test_who_is_a_voter(person: dict[str, Any], present: str, broken: bool) -> None:
    what = record(plus(3, **person), sessions=[met(present.split())])
    assert told("life.quorum", what, "2026-11-23") == ([BROKEN] if broken else [])


@pytest.mark.parametrize(
    ("person", "present", "broken"),
    [
        # four voters, and 林一帆, who makes a fifth where there is a vote
        ({}, "f1 f2", True),
        ({}, "f1 f2 x", False),
        ({"stage": "probationary"}, "f1 f2", False),
        ({"stage": "probationary"}, "f1 x", True),
        ({"full_on": DAY}, "f1 f2", True),
        ({"full_on": "2026-06-02"}, "f1 f2", False),
        ({"votes": False}, "f1 f2", False),
        ({"left_on": DAY}, "f1 f2", False),
        ({"left_on": "2026-06-02"}, "f1 f2", True),
        ({"joined_on": DAY}, "f1 f2", True),
        ({"joined_on": "2026-06-02"}, "f1 f2", False),
        ({"left_on": "2026-01-01", "left_reason": "转出"}, "f1 x", True),
    ],
)
def test_who_is_due(person: dict[str, Any], present: str, broken: bool) -> None:
    what = record(plus(4, **person), sessions=[met(present.split())])
    assert told("life.quorum", what, "2026-11-23") == ([BROKEN] if broken else [])


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("member-meeting", True),
        ("committee-meeting", True),
        ("theme-day", False),
        ("lecture", False),
        ("organizational-life-meeting", False),
        ("democratic-review", False),
        ("heart-talk", False),
        ("other", False),
    ],
)
def test_which_sessions_need_a_quorum(kind: str, broken: bool) -> None:
    what = record(members(8, committee=3), sessions=[met(["f8"], kind)])
    assert told("life.quorum", what, DAY) == ([BROKEN] if broken else [])


WINDOW = [
    # status, day of the check, beginning, in the window
    ("final", DAY, None, True),
    ("final", "2026-12-31", None, True),
    ("final", "2027-01-01", None, False),
    ("final", "2027-01-01", DAY, True),
    ("final", "2026-12-31", DAY, True),
    ("final", "2026-12-31", "2026-06-02", False),
    ("final", "2026-05-31", None, False),  # not yet held
    ("draft", "2026-12-31", None, False),
]


@pytest.mark.parametrize(("status", "as_of", "since", "inside"), WINDOW)
def test_only_final_sessions_of_the_window(status: str, as_of: str, since: str | None, inside: bool) -> None:
    bare = {"topic": None, "votes": [{"matter": "甲", "for": 1}], "status": status}
    what = record(members(8), sessions=[met(["f1"], **bare)])
    for code in ("life.quorum", "life.vote", "life.four-haves"):
        assert told(code, what, as_of, since) == ([BROKEN] if inside else [])


@pytest.mark.parametrize(("due", "least"), MAJORITIES)
def test_more_than_half_of_the_voters_due(due: int, least: int) -> None:
    for in_favour in range(due + 1):
        what = record(members(due, 2), sessions=[met(ids(due), votes=[{"matter": "甲", "for": in_favour}])])
        assert told("life.vote", what, DAY) == ([] if in_favour >= least else [BROKEN])


@pytest.mark.parametrize(
    ("votes", "broken"),
    [
        ([], 0),
        ([{"matter": "甲", "for": 5, "against": 3}], 0),
        ([{"matter": "甲", "for": 4, "against": 0, "abstain": 4}], 1),  # not of those who said yes or no
        ([{"matter": "甲", "for": 4}], 1),  # the worked case: half of eight is not enough
        ([{"matter": "甲", "for": 4, "passed": False}], 0),
        ([{"matter": "甲", "for": 0, "against": 8, "passed": False}], 0),
        ([{"matter": "甲", "for": 8, "passed": False}], 0),
        ([{"matter": "甲", "for": 3, "written_for": 2}], 0),  # a written opinion is a vote
        ([{"matter": "甲", "for": 3, "written_for": 1}], 1),
        ([{"matter": "甲", "for": 0, "written_for": 5}], 0),
        ([{"matter": "甲", "for": 4, "secret": True}], 1),
        ([{"matter": "甲", "for": 4, "person": "f2"}], 1),
        ([{"matter": "甲", "for": 5, "person": "f2"}], 0),
        ([{"matter": "甲", "for": 4}, {"matter": "乙", "for": 3}], 2),  # each motion for itself
        ([{"matter": "甲", "for": 4}, {"matter": "乙", "for": 5}], 1),
        ([{"matter": "甲", "for": 5}, {"matter": "乙", "for": 5}], 0),
        ([{"matter": "甲", "for": 4}, {"matter": "乙", "for": 1, "passed": False}], 1),
        ([{"matter": "甲", "for": 2}, {"matter": "乙", "for": 2}, {"matter": "丙", "for": 2}], 3),
        ([{"matter": "甲", "for": 4, "due": 6, "present": 6}], 1),  # the roster says eight
        ([{"matter": "甲", "for": 5, "due": 12, "present": 6}], 0),
    ],
)
def test_motions(votes: list[dict[str, Any]], broken: int) -> None:
    what = record(members(8), sessions=[met(ids(8), votes=votes)])
    assert told("life.vote", what, DAY) == [BROKEN] * broken


@pytest.mark.parametrize(
    ("person", "broken"),
    [
        # four in favour: enough of seven, not of eight
        ({}, True),
        ({"stage": "probationary"}, False),
        ({"stage": "applicant"}, False),
        ({"full_on": DAY}, True),
        ({"full_on": "2026-06-02"}, False),
        ({"votes": False}, False),
        ({"left_on": DAY}, False),
        ({"left_on": "2026-06-02"}, True),
        ({"joined_on": DAY}, True),
        ({"joined_on": "2026-06-02"}, False),
    ],
)
def test_the_voters_due_at_a_vote(person: dict[str, Any], broken: bool) -> None:
    votes = [{"matter": "甲", "for": 4}]
    what = record(plus(7, **person), sessions=[met(ids(7), votes=votes)])
    assert told("life.vote", what, "2026-11-23") == ([BROKEN] if broken else [])


def test_few_present_may_carry_no_motion() -> None:
    what = record(members(8), sessions=[met(ids(4), votes=[{"matter": "甲", "for": 4}])])
    assert (told("life.quorum", what, DAY), told("life.vote", what, DAY)) == ([], [BROKEN])


def test_written_opinions_fill_no_seats() -> None:
    what = record(members(8), sessions=[met(ids(3), votes=[{"matter": "甲", "for": 3, "written_for": 5}])])
    assert (told("life.quorum", what, DAY), told("life.vote", what, DAY)) == ([BROKEN], [])


def test_a_committee_votes_for_itself() -> None:
    votes = [{"matter": "甲", "for": 2}]
    what = record(members(8, committee=3), sessions=[met(ids(3), "committee-meeting", votes=votes)])
    assert told("life.vote", what, DAY) == []


FOUR = {"topic": "主题", "discussion": "讨论", "consensus": "共识", "actions": "行动"}
ALL_KINDS = ("member-meeting", "committee-meeting", "group-meeting", "lecture", "theme-day", "heart-talk", "other")


@pytest.mark.parametrize("kind", [*ALL_KINDS, "organizational-life-meeting", "democratic-review"])
@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ""),
        ({"topic": None}, "主题"),
        ({"topic": ""}, "主题"),
        ({"topic": " \n"}, "主题"),
        ({"discussion": None}, "讨论"),
        ({"discussion": "\u3000"}, "讨论"),
        ({"consensus": ""}, "共识"),
        ({"actions": []}, "行动"),
        ({"actions": [{"what": ""}]}, "行动"),
        ({"actions": [{"what": ""}, {"what": "走访"}]}, ""),
        ({"topic": None, "discussion": None}, "主题 讨论"),
        ({"consensus": None, "actions": []}, "共识 行动"),
        ({"topic": "", "discussion": "", "consensus": "", "actions": []}, "主题 讨论 共识 行动"),
    ],
)
def test_the_four_haves(kind: str, fields: dict[str, Any], lacks: str) -> None:
    what = record(sessions=[met(ids(3), kind, **({"topic": "学习", "place": "活动室"} | fields))])
    found = findings("life.four-haves", what, DAY)
    assert told("life.four-haves", what, DAY) == ([BROKEN] if lacks else [])
    named = "".join(one.message.rpartition("缺")[2] for one in found)
    assert [word for word in FOUR.values() if word in named] == lacks.split()


@pytest.mark.parametrize("kind", ["member-meeting", "theme-day", "heart-talk"])
@pytest.mark.parametrize(
    ("action", "as_of", "since", "broken"),
    [
        ({"due_on": "2026-06-30"}, "2026-06-29", None, False),
        ({"due_on": "2026-06-30"}, "2026-06-30", None, False),  # the day itself is in time
        ({"due_on": "2026-06-30"}, "2026-07-01", None, True),
        ({"due_on": "2026-06-30"}, "2026-12-31", None, True),
        ({"due_on": "2026-06-30", "done_on": "2026-06-02"}, "2026-07-01", None, False),
        ({"due_on": "2026-06-30", "done_on": "2026-06-30"}, "2026-07-01", None, False),
        ({"due_on": "2026-06-30", "done_on": "2026-07-15"}, "2026-07-15", None, False),  # late, but done
        ({"due_on": "2026-06-30", "done_on": "2026-07-15"}, "2026-11-23", None, False),
        ({"due_on": "2026-06-30", "done_on": "2026-07-15"}, "2026-07-14", None, True),  # not yet done that day
        ({"due_on": "2026-06-30", "who": "f1"}, "2026-07-01", None, True),
        ({"due_on": "2026-06-30", "who": "街道"}, "2026-07-01", None, True),
        ({"due_on": None}, "2026-12-31", None, False),
        ({"done_on": "2026-07-01"}, "2026-12-31", None, False),
        ({"due_on": "2026-06-01"}, "2026-06-01", None, False),
        ({"due_on": "2026-06-01"}, "2026-06-02", None, True),
        ({"due_on": "2026-06-30"}, "2026-07-01", "2026-06-01", True),
        ({"due_on": "2026-06-30"}, "2026-07-01", "2026-06-30", True),  # agreed before, due inside the window
        ({"due_on": "2027-02-28"}, "2027-02-28", None, False),
        ({"due_on": "2027-02-28"}, "2027-03-01", None, True),
        ({"due_on": "2028-02-29"}, "2028-02-29", "2026-01-01", False),
        ({"due_on": "2028-02-29"}, "2028-03-01", "2026-01-01", True),
    ],
)
def test_an_action_by_its_date(kind: str, action: dict[str, Any], as_of: str, since: str | None, broken: bool) -> None:
    what = record(sessions=[met(ids(3), kind, actions=[{"what": "走访", **action}])])
    assert told("life.action-overdue", what, as_of, since) == ([f"overdue - {action['due_on']} s"] if broken else [])


@pytest.mark.parametrize("kind", ["committee-meeting", "theme-day", "lecture", "heart-talk", "other"])
def test_actions_of_every_kind_of_session(kind: str) -> None:
    actions = [
        {"what": "甲", "due_on": "2026-06-20"},
        {"what": "乙", "due_on": "2026-06-10"},
        {"what": "丙", "due_on": "2026-06-15", "done_on": "2026-06-18"},
        {"what": "丁", "due_on": "2026-07-20"},
        {"what": "戊"},
    ]
    what = record(sessions=[met(ids(3), kind, actions=actions)])
    assert told("life.action-overdue", what, "2026-07-01") == ["overdue - 2026-06-10 s", "overdue - 2026-06-20 s"]


@pytest.mark.parametrize(
    ("status", "day", "broken"), [("draft", DAY, 0), ("final", DAY, 1), ("final", "2026-08-01", 0)]
)
def test_actions_of_drafts_and_of_sessions_to_come(status: str, day: str, broken: int) -> None:
    actions = [{"what": "走访", "due_on": "2026-06-30"}]
    what = record(sessions=[met(ids(3), day=day, status=status, actions=actions)])
    assert len(told("life.action-overdue", what, "2026-07-15")) == broken


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ({"code": "life.theme-day"}, "~~~"),
        ({"code": "life.theme-day", "period": "2026-02"}, "-~-"),
        ({"code": "life.theme-day", "period": "2026-04"}, "---"),
        ({"code": "life.theme-day", "period": "2026"}, "---"),
        ({"code": "life.theme-day", "subject": "branch"}, "~~~"),
        ({"code": "life.theme-day", "subject": "branch", "period": "2026-03"}, "--~"),
        ({"code": "life.theme-day", "subject": "g1"}, "---"),
        ({"code": "life.theme-day", "subject": {"type": "branch", "id": "branch", "name": "测试支部"}}, "~~~"),
        ({"code": "life.committee-meeting"}, "---"),
    ],
)
def test_what_is_set_aside_is_kept_and_marked(override: dict[str, Any], expected: str) -> None:
    what = record(overrides=[{**override, "reason": "当月停业装修"}])
    found = {one.period: one for one in findings("life.theme-day", what, "2026-04-05")}
    marks = "".join("~" if found[f"2026-0{month}"].override else "-" for month in (1, 2, 3))
    assert (marks, len(found)) == (expected, 3)
    for one in found.values():
        aside = one.override
        assert (aside.severity.value, aside.reason) == ("overdue", "当月停业装修") if aside else one.severity.is_bad


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ({"code": "life.heart-talk", "subject": "f1"}, ["f2"]),
        ({"code": "life.heart-talk", "subject": "f1", "period": "2026"}, ["f2"]),
        ({"code": "life.heart-talk", "subject": "f1", "period": "2025"}, ["f1", "f2"]),
        ({"code": "life.heart-talk", "period": "2026"}, []),
        ({"code": "life.heart-talk"}, []),
        ({"code": "life.heart-talk", "subject": "f9"}, ["f1", "f2"]),
    ],
)
def test_a_person_set_aside(override: dict[str, Any], expected: list[str]) -> None:
    what = record(members(2), overrides=[{**override, "reason": "长期驻外"}])
    found = findings("life.heart-talk", what, "2027-01-05", "2026-01-01")
    assert [one.subject.id for one in found if one.severity.is_bad] == expected
    assert sorted(one.subject.id for one in found) == ["f1", "f2"]


@pytest.mark.parametrize("code", ["life.quorum", "life.vote", "life.four-haves"])
@pytest.mark.parametrize(("subject", "aside"), [(None, "st"), ("s", "s"), ("t", "t"), ("f1", "")])
def test_a_session_set_aside(code: str, subject: str | None, aside: str) -> None:
    bare = {"topic": None, "votes": [{"matter": "甲", "for": 1}]}
    sessions = [met(["f1"], **bare), {**met(["f1"], **bare), "id": "t"}]
    what = record(members(8), sessions=sessions, overrides=[{"code": code, "subject": subject, "reason": "已补正"}])
    found = findings(code, what, DAY)
    assert "".join(sorted(one.subject.id for one in found if one.override)) == aside
    assert sorted(one.subject.id for one in found) == ["s", "t"]


def test_several_sessions_each_for_itself() -> None:
    sessions = held("member-meeting", "2026-01-10 2026-02-10 2026-03-10", present=["f1"])
    lines = [f"error - 2026-0{month}-10 member-meeting{month - 1}" for month in (1, 2, 3)]
    assert told("life.quorum", record(members(8), sessions=sessions), "2026-03-31") == lines
