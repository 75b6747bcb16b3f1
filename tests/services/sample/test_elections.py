"""The sample's elections: as the regulations ask, and of one mind with branch, roster and minutes."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.election_course import course_of
from liangxin_desktop.domain.terms import elected_on, terms
from liangxin_desktop.services.elections import course_table
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.sample import sample_record


def test_two_terms_agree_with_branch_and_roster(record):
    first, present = terms(record)
    assert elected_on(record.branch, record.elections) == record.branch.committee_elected_on == present.since
    assert {seat.person: seat.role for seat in present.seats} == {one.id: one.role for one in record.people if one.role}
    assert first.until == present.since
    assert {seat.person for seat in first.seats} != {seat.person for seat in present.seats}


@pytest.mark.parametrize(("years", "people"), [(4, 31), (5, 9), (7, 12)])
def test_a_longer_record_elects_in_time_and_whoever_may_be_elected(as_of, years, people):
    told = sample_record(as_of, years=years, people=people)
    courses = [course_of(told, one, course_table(), rulebook(), as_of) for one in told.elections]
    assert [one.sentence for course in courses for one in course.judged if not one.good] == []


def test_every_election_was_lawful_and_is_in_the_minutes(record, as_of):
    held = {one.id: one for one in record.sessions}
    for election in record.elections:
        course = course_of(record, election, course_table(), rulebook(), as_of)
        assert [one.sentence for one in course.judged if not one.good] == []
        assert {"turnout", "due-differs", "margin", "returned-over", "not-half"} <= {one.key for one in course.judged}
        session = held[election.session]
        assert session.held_on == election.held_on
        assert "选举" in f"{session.topic}{session.discussion}"
