"""The record as a whole: the same each time, whole in itself, of the size asked for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.record import BranchRecord, attachments_of, reference_problems
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.sample import sample_attachments, sample_record

AS_OF = date(2026, 11, 23)


def members(record: BranchRecord) -> list[str]:
    return [person.name for person in record.people if person.stage.is_member and person.left_on is None]


def test_it_is_the_same_each_time(usual):
    again = sample_record(AS_OF)
    assert again == usual
    assert again.model_dump_json() == usual.model_dump_json()


def test_it_survives_its_own_json(usual):
    assert BranchRecord.model_validate_json(usual.model_dump_json()) == usual


def test_its_references_lead_somewhere(record):
    assert reference_problems(record) == []


def test_nothing_in_it_is_later_than_its_day(record, as_of):
    days = [session.held_on for session in record.sessions]
    days += [session.entered_at.date() for session in record.sessions]
    days += [action.done_on for session in record.sessions for action in session.actions if action.done_on]
    days += [step.done_on for step in record.development if step.done_on]
    days += [assessment.done_on for assessment in record.assessments]
    days += [check.checked_on for check in record.room_checks]
    days += [person.left_on for person in record.people if person.left_on]
    assert len(days) > 500
    assert max(days) <= as_of


def test_the_branch_is_the_one_of_the_screens(usual):
    branch = usual.branch
    assert (branch.name, branch.code, branch.superior) == ("八号桥联合党支部", "HP-0217", "五里桥街道党工委")
    assert (branch.formation, branch.affiliation, branch.theme_day) == ("regional-joint", "block", 25)
    assert branch.yearly_quota["2026"] == 3
    assert len(members(usual)) == 31
    assert {"陈国华", "欧阳𠮷", "买买提·吐尔逊", "王䶮", "陈立", "唐悦", "黄蕾"} <= set(members(usual))
    assert [group.name for group in usual.groups] == ["第一党小组", "第二党小组", "第三党小组"]
    assert len(usual.units) == 5
    assert sum(unit.members for unit in usual.units) == 31


def test_the_committee_has_five_seats_and_was_elected_within_its_term(record, as_of):
    roles = {person.role for person in record.people if person.role}
    assert roles == {Role.SECRETARY, Role.DEPUTY, Role.ORGANIZATION, Role.PUBLICITY, Role.DISCIPLINE}
    elected = record.branch.committee_elected_on
    assert 0 < (as_of - elected).days < 30 * 30
    assert any(s.held_on == elected and s.kind is SessionKind.MEMBER_MEETING for s in record.sessions)


def test_people_have_plausible_particulars(record, as_of):
    assert len({person.name for person in record.people}) == len(record.people)
    for person in record.people:
        assert person.id_number is None
        assert person.phone.startswith("1380000")
        assert len(person.phone) == 11
        assert 20 <= as_of.year - person.birth_date.year <= 65
        if person.stage.is_member:
            assert person.group
            assert (person.admitted_on - person.birth_date).days > 18 * 365
        if person.full_on:
            assert (person.full_on - person.admitted_on).days >= 365


def test_someone_moved_away_in_the_time_told(usual):
    gone = [person for person in usual.people if person.left_on]
    assert [person.left_reason for person in gone] == ["组织关系转出"] * 2
    assert all(usual.branch.established_on < person.left_on for person in gone)


@pytest.mark.parametrize("people", [8, 12, 30, 200])
def test_it_has_as_many_members_as_asked_for(people):
    record = sample_record(AS_OF, years=1, people=people)
    assert len(members(record)) == people
    assert len(set(members(record))) == people
    assert len(record.groups) == -(-people // 12)
    assert reference_problems(record) == []
    led = {person.id: person.group for person in record.people}
    assert all(led[group.leader] == group.id for group in record.groups)


def test_thirty_years_make_about_four_thousand_sessions():
    record = sample_record(AS_OF, years=30)
    assert 3600 <= len(record.sessions) <= 4400
    assert record.branch.established_on.year == 1996
    assert reference_problems(record) == []
    assert len({session.discussion for session in record.sessions}) == len(record.sessions)
    assert len({session.id for session in record.sessions}) == len(record.sessions)
    joined = [person for person in record.people if person.joined_on]
    assert joined
    assert all(person.admitted_on < person.full_on <= person.joined_on for person in joined)
    assert sum(person.left_on is not None for person in record.people) > 5


@pytest.mark.parametrize("wrong", [{"people": 7}, {"people": 5000}, {"years": 0}, {"years": 41}])
def test_a_size_without_sense_is_refused(wrong):
    with pytest.raises(RefusedError, match="示例"):
        sample_record(AS_OF, **wrong)


def test_a_day_before_all_records_is_refused():
    with pytest.raises(RefusedError, match="1949-10-01"):
        sample_record(date(1949, 10, 1))


def test_every_file_that_it_names_can_be_had(usual):
    files = sample_attachments(usual)
    named = {attachment.sha256 for attachment in attachments_of(usual)}
    assert named == set(files)
    assert 5 <= len(named) <= 20
    kinds = {data[:4] for data in files.values()}
    assert kinds == {b"\x89PNG", b"\xff\xd8\xff\xe0"}
    assert sum(map(len, files.values())) < 400_000


@settings(max_examples=5, deadline=None)
@given(st.dates(date(2005, 1, 1), date(2060, 12, 31)), st.integers(8, 40))
def test_any_day_will_do(as_of, people):
    record = sample_record(as_of, years=1, people=people)
    assert reference_problems(record) == []
    assert len(members(record)) == people
    assert max(session.held_on for session in record.sessions) <= as_of
