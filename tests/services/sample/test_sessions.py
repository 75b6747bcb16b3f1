"""Organizational life in the sample, judged here afresh: every duty is met but for the gaps that are meant."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.sessions import SessionKind

NAMED_ONLY = (SessionKind.HEART_TALK, SessionKind.OTHER)


def periods_over(record: BranchRecord, as_of: date, unit: str) -> set[str]:
    found, period = set(), Period.containing(record.branch.established_on, unit)
    while period.end <= as_of:
        found.add(str(period))
        period = period.next()
    assert found
    return found


def served(record: BranchRecord, kind: SessionKind, unit: str, group: str | None = None) -> set[str]:
    return {str(Period.containing(s.held_on, unit)) for s in record.sessions if (s.kind, s.group) == (kind, group)}


def last_month(as_of: date) -> Period:
    return Period.containing(as_of, "month").previous()


def test_the_branch_and_its_committee_met_in_every_period(record, as_of):
    for kind, unit in (
        (SessionKind.MEMBER_MEETING, "quarter"),
        (SessionKind.LECTURE, "quarter"),
        (SessionKind.COMMITTEE_MEETING, "month"),
        (SessionKind.THEME_DAY, "month"),
    ):
        assert periods_over(record, as_of, unit) <= served(record, kind, unit), kind


def test_every_group_met_every_month_but_the_last_group_last_month(record, as_of):
    months = periods_over(record, as_of, "month")
    for group in record.groups:
        missing = months - served(record, SessionKind.GROUP_MEETING, "month", group.id)
        assert missing == ({str(last_month(as_of))} if group is record.groups[-1] else set())


def test_yearly_meetings_were_held_early_in_the_next_year(record, as_of):
    for kind in (SessionKind.ORGANIZATIONAL_LIFE, SessionKind.DEMOCRATIC_REVIEW):
        held = [session for session in record.sessions if session.kind is kind]
        assert all(s.held_on.month <= 2 and s.for_year == s.held_on.year - 1 for s in held)
        wanted = set(range(record.branch.established_on.year, as_of.year - (as_of < date(as_of.year, 2, 15))))
        assert wanted <= {session.for_year for session in held}


def test_each_member_was_talked_with_every_year(record, as_of):
    roster = Roster.of(record)
    for year in range(record.branch.established_on.year, as_of.year):
        talked = {
            person
            for session in record.sessions
            if session.kind is SessionKind.HEART_TALK and session.held_on.year == year
            for person in session.present
        }
        assert {standing.person.id for standing in roster.members(date(year, 12, 31))} <= talked


def test_attendance_is_that_of_the_roster(record):
    roster = Roster.of(record)
    for session in record.sessions:
        named = [*session.present, *(leave.person for leave in session.leave), *session.absent]
        due = roster.due(session.kind, session.group, session.held_on)
        if due is not None:
            assert sorted(named) == sorted(one.person.id for one in due)
        assert set(named) <= {one.person.id for one in roster.members(session.held_on)}
        assert session.host in session.present
        assert session.recorder in session.present
        assert all(leave.reason for leave in session.leave)


def test_attendance_is_neither_poor_nor_perfect(usual):
    due: dict[SessionKind, int] = defaultdict(int)
    present: dict[SessionKind, int] = defaultdict(int)
    for session in usual.sessions:
        due[session.kind] += len(session.present) + len(session.leave) + len(session.absent)
        present[session.kind] += len(session.present)
    rates = {kind: present[kind] / due[kind] for kind in due if kind not in NAMED_ONLY}
    assert all(0.85 <= rate <= 0.98 for rate in rates.values()), rates
    assert any(session.absent for session in usual.sessions)


def test_every_meeting_had_a_quorum_and_every_motion_more_than_half(record):
    roster, motions = Roster.of(record), 0
    for session in record.sessions:
        attendance = roster.attendance(session)
        if session.kind in (SessionKind.MEMBER_MEETING, SessionKind.COMMITTEE_MEETING):
            assert len(attendance.present) * 2 >= len(attendance.due)
        if session.held_on == record.branch.committee_elected_on:
            assert attendance.voters_present * 5 >= attendance.voters_due * 4
        for vote in session.votes:
            motions += 1
            assert (vote.due, vote.present) == (attendance.voters_due, attendance.voters_present)
            assert vote.in_favour + vote.against + vote.abstain + vote.invalid == vote.present
            assert vote.passed
            assert vote.in_favour * 2 > vote.due
    assert motions > 8


def test_sessions_are_on_working_days_about_lunch_and_in_the_afternoon(record):
    for session in record.sessions:
        assert session.held_on.weekday() < 5
        assert session.starts_at.hour >= 12
        assert session.ends_at.hour < 20
        assert timedelta(minutes=25) <= session.ends_at - session.starts_at <= timedelta(hours=2)
        assert session.is_final
        assert session.tags


def test_theme_days_keep_to_the_twenty_fifth(record):
    days = [session.held_on.day for session in record.sessions if session.kind is SessionKind.THEME_DAY]
    assert sum(23 <= day <= 27 for day in days) / len(days) > 0.9


def test_nobody_is_in_two_places_at_once(record):
    by_person = defaultdict(list)
    for session in record.sessions:
        for person in session.present:
            by_person[person].append(session)
    for sessions in by_person.values():
        for earlier, later in pairwise(sorted(sessions, key=lambda one: one.starts_at)):
            assert earlier.ends_at <= later.starts_at, (earlier.id, later.id)


def test_all_is_written_down_but_for_one_session_without_actions(record, as_of):
    for session in record.sessions:
        assert session.topic
        assert session.discussion
        assert session.consensus
    [lacking] = [session for session in record.sessions if not session.actions]
    assert lacking.group == record.groups[-2].id
    assert lacking.held_on in last_month(as_of)


def test_one_action_is_overdue(record, as_of):
    open_actions = [
        (session, action) for session in record.sessions for action in session.actions if action.done_on is None
    ]
    assert all(action.who and action.due_on for _, action in open_actions)
    [(session, action)] = [(session, action) for session, action in open_actions if action.due_on < as_of]
    assert session.kind is SessionKind.COMMITTEE_MEETING
    assert action.due_on == as_of - timedelta(days=8)


def test_no_action_was_done_before_it_was_agreed(record):
    done = [(s.held_on, a.done_on) for s in record.sessions for a in s.actions if a.done_on]
    assert len(done) > 300
    assert all(held <= when for held, when in done)


def test_one_session_was_entered_late(record, as_of):
    [session] = [one for one in record.sessions if (one.entered_at.date() - one.held_on).days > 7]
    assert session.group == record.groups[-1].id
    assert session.held_on in Period.containing(as_of, "quarter").previous()
    assert all(one.entered_at >= one.ends_at for one in record.sessions)


def test_sessions_are_numbered_in_order(record):
    starts = [session.starts_at for session in record.sessions]
    assert starts == sorted(starts)
    assert record.sessions[0].id == f"s{starts[0].year}-001"
    assert len({session.id for session in record.sessions}) == len(record.sessions)


def test_this_month_theme_day_is_still_to_come(usual):
    themes = [session.held_on for session in usual.sessions if session.kind is SessionKind.THEME_DAY]
    assert max(themes) == date(2026, 10, 26)
