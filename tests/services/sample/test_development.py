"""Those on their way in the sample: orders and waiting times are kept, but for the gaps that are meant."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from liangxin_desktop.domain.development import VOTE_COUNTS, MaterialState
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import add_months, add_years
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.development_papers import materials_of
from liangxin_desktop.services.sample.diary import is_working

AFTER = {step: (step - 1,) for step in range(2, 26)} | {
    4: (3,),
    5: (3,),
    6: (5,),
    9: (8,),
    10: (8,),
    11: (8,),
    12: (9, 10, 11),
    18: (17,),
    19: (17,),
    20: (17,),
    21: (19,),
    22: (17,),
    23: (22,),
}


def by_name(record: BranchRecord) -> dict[str, dict[int, object]]:
    names = {person.id: person.name for person in record.people}
    found: dict[str, dict[int, object]] = defaultdict(dict)
    for step in record.development:
        found[names[step.person]][step.step] = step
    return found


def day(steps: dict[int, object], number: int) -> date | None:
    return steps[number].done_on if number in steps else None


def test_each_step_comes_after_those_it_needs(told):
    for name, steps in by_name(told[0]).items():
        for number in steps:
            if day(steps, number):
                needed = [day(steps, before) for before in AFTER.get(number, ())]
                assert all(needed), (name, number)
                assert all(before <= day(steps, number) for before in needed), (name, number)


def test_stages_agree_with_the_steps(told):
    stages = defaultdict(list)
    roster = Roster.of(told[0])
    for name in by_name(told[0]):
        [person] = [one for one in told[0].people if one.name == name]
        assert roster.standings[person.id].stage is person.stage
        stages[person.stage].append(name)
    assert stages == {
        Stage.APPLICANT: ["林一帆", "顾明", "宋佳"],
        Stage.ACTIVIST: ["周敏", "罗成", "何雨桐", "丁宁"],
        Stage.TARGET: ["马骏", "谢婷"],
        Stage.PROBATIONARY: ["陈立", "唐悦"],
        Stage.FULL: ["黄蕾"],
    }


def test_waiting_times_are_kept(told):
    for name, steps in by_name(told[0]).items():
        if day(steps, 2):
            assert day(steps, 2) <= add_months(day(steps, 1), 1), name
        if day(steps, 7):
            assert day(steps, 7) >= add_years(day(steps, 3), 1), name
        if day(steps, 15):
            assert day(steps, 15) <= add_months(day(steps, 13), 1), name
            assert day(steps, 17) <= add_months(day(steps, 15), 3), name
            assert day(steps, 20) <= add_months(day(steps, 17), 1), name
        if day(steps, 23):
            assert day(steps, 23) >= add_years(day(steps, 15), 1), name
            assert day(steps, 24) <= add_months(day(steps, 23), 3), name


def test_publicity_lasts_five_working_days_since_the_new_rules(told):
    for steps in by_name(told[0]).values():
        if day(steps, 8):
            details = steps[8].details
            if day(steps, 8) < date(2026, 5, 11):
                assert details.publicity_from is None
                continue
            span = (details.publicity_to - details.publicity_from).days + 1
            posted = [details.publicity_from + timedelta(days=index) for index in range(span)]
            assert sum(map(is_working, posted)) >= 5
            assert day(steps, 7) < details.consent_on < posted[0] < posted[-1] < day(steps, 8)


def test_listings_before_and_after_the_new_rules_are_both_told(usual):
    listed = {name: steps[8].details.publicity_from for name, steps in by_name(usual).items() if 8 in steps}
    assert [name for name, since in listed.items() if since] == ["马骏", "谢婷"]
    assert [name for name, since in listed.items() if not since] == ["陈立", "唐悦", "黄蕾"]


def test_mentors_and_sponsors_are_two_full_members(told):
    roster = Roster.of(told[0])
    checked = 0
    for steps in by_name(told[0]).values():
        for number, named in ((5, "cultivators"), (9, "sponsors")):
            if day(steps, number):
                people = getattr(steps[number].details, named)
                assert len(set(people)) == 2
                assert all(roster.standings[one].votes_from <= day(steps, number) for one in people)
                checked += 1
    assert checked > 10


def test_votes_have_a_session_with_the_same_count(told):
    checked = 0
    for steps in by_name(told[0]).values():
        for number in (15, 23):
            held_on = day(steps, number)
            if held_on is None or held_on < told[0].branch.established_on:
                continue
            sessions = [s for s in told[0].sessions if s.held_on == held_on and s.kind is SessionKind.MEMBER_MEETING]
            [vote] = [vote for s in sessions for vote in s.votes if vote.person == steps[number].person]
            details = steps[number].details
            assert (vote.due, vote.present, vote.in_favour) == (details.due, details.present, details.in_favour)
            assert vote.secret
            assert vote.present * 2 > vote.due
            checked += 1
    assert checked == 4


def test_committee_decisions_have_a_session(told):
    for name, steps in by_name(told[0]).items():
        for number in (3, 7, 12):
            if day(steps, number) and day(steps, number) >= told[0].branch.established_on:
                topics = [s.topic for s in told[0].sessions if s.held_on == day(steps, number)]
                assert any(name in topic for topic in topics)


def test_one_half_yearly_assessment_is_missing(told):
    for name, steps in by_name(told[0]).items():
        if day(steps, 3):
            until = day(steps, 8) or told[1]
            due = [months for months in range(6, 60, 6) if add_months(day(steps, 3), months) <= until]
            made = [one for one in told[0].assessments if one.person == steps[3].person and one.kind == "activist"]
            assert len(made) == len(due) - (name == "周敏"), name


def test_the_quota_is_kept(told):
    admitted = [day(steps, 15).year for steps in by_name(told[0]).values() if day(steps, 15)]
    quota = told[0].branch.yearly_quota
    assert all(admitted.count(year) <= quota.get(str(year), 3) for year in admitted)


def test_what_the_screens_show(usual):
    steps = by_name(usual)
    assert add_months(day(steps["林一帆"], 1), 1) == date(2026, 11, 29)
    assert add_years(day(steps["陈立"], 15), 1) == date(2026, 12, 11)
    assert day(steps["黄蕾"], 23) == date(2026, 5, 12)
    assert day(steps["马骏"], 7) == date(2026, 6, 12)
    training = steps["马骏"][11]
    assert (training.done_on, training.details.days, training.details.hours) == (None, 2, 16)
    names = {person.id: person.name for person in usual.people}
    assert [names[one] for one in steps["马骏"][9].details.sponsors] == ["李文静", "王海涛"]


def test_probation_ends_within_a_month_of_the_day(record, as_of):
    ends_on = add_years(day(by_name(record)["陈立"], 15), 1)
    assert 0 < (ends_on - as_of).days <= 30


def test_the_new_applicant_is_to_be_talked_with_soon(record, as_of):
    steps = by_name(record)["林一帆"]
    assert 2 not in steps
    assert 0 <= (add_months(day(steps, 1), 1) - as_of).days <= 16


def test_what_was_decided_is_linked_to_its_session_and_agrees_with_it(told):
    record = told[0]
    held = {session.id: session for session in record.sessions}
    linked = [step for step in record.development if step.details.session]
    assert {step.step for step in linked} == {3, 7, 12, 15, 23}
    for step in linked:
        session = held[step.details.session]
        votes = [vote for vote in session.votes if vote.person == step.person]
        assert step.done_on == session.held_on
        assert len(votes) == (step.step in (15, 23))
        assert all(getattr(step.details, name) == getattr(vote, name) for vote in votes for name in VOTE_COUNTS)


def test_the_papers_of_steps_taken_are_ticked(told):
    taken = [step for step in told[0].development if step.done_on]
    assert all(set(step.details.materials) == {one.key for one in materials_of(step.step)} for step in taken)
    assert {state for step in taken for state in step.details.materials.values()} == set(MaterialState)
