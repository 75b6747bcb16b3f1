"""Leaving and coming over: what is recorded, what an organization must have decided, and what goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from liangxin_desktop.domain.leaving import LeavingKind, leaving_kind
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.leaving import Leaving, decision_problem, leaving_problems, ways, ways_from
from liangxin_desktop.services.people import come_back, get_person, leave, save_person
from liangxin_desktop.services.transfer import may_come, steps_elsewhere, transfer_in, transfer_problems
from liangxin_desktop.services.wording import labels

DAY = date(2026, 11, 2)
DECIDED = {"by": "中共启明公司委员会", "decided_on": DAY, "document": "启委〔2026〕3号"}


def test_every_way_has_a_name_and_members_leave_by_others_than_applicants():
    assert set(ways()) == set(LeavingKind)
    members, others = ({way.kind for way in ways_from(stage)} for stage in (Stage.FULL, Stage.APPLICANT))
    assert members & others == {LeavingKind.DECEASED}
    assert {way.kind for way in ways_from(Stage.PROBATIONARY)} - members == {LeavingKind.REVOKED}
    assert {way.kind for way in ways().values() if way.decided} == {
        LeavingKind.RESIGNED,
        LeavingKind.REMOVED,
        LeavingKind.EXPELLED,
        LeavingKind.REVOKED,
        LeavingKind.NOT_PASSED,
        LeavingKind.NOT_APPROVED,
        LeavingKind.DISCONTINUED,
    }


@pytest.mark.parametrize("kind", list(LeavingKind))
def test_the_kind_is_known_again_by_the_words_kept(kind):
    names = labels()["leaving_kind"]
    assert leaving_kind(Leaving(kind, DAY, towards="长宁某公司党支部").reason, names) is kind
    assert leaving_kind("转出", names) is leaving_kind(None, names) is None


def test_what_is_decided_by_an_organization_asks_for_whose_and_when():
    bare = Leaving(LeavingKind.REMOVED, DAY)
    assert set(leaving_problems(bare)) == {"by", "decided_on"}
    assert leaving_problems(replace(bare, **DECIDED)) == {}
    assert set(leaving_problems(Leaving(LeavingKind.DECEASED, None))) == {"left_on"}


def test_an_exit_is_kept_with_its_decision_and_struck_out_again(workspace):
    with pytest.raises(RefusedError, match="没有登记"):
        leave(workspace, "p2", Leaving(LeavingKind.REMOVED, DAY))
    before = get_person(workspace, "p2")
    leave(workspace, "p2", Leaving(LeavingKind.REMOVED, DAY, **DECIDED))
    gone = get_person(workspace, "p2")
    assert (gone.left_on, gone.left_reason) == (DAY, "除名")
    assert gone.left_decision == "中共启明公司委员会，2026年11月2日，启委〔2026〕3号"
    come_back(workspace, "p2")
    assert get_person(workspace, "p2") == before
    with pytest.raises(RefusedError, match="没有这个人"):
        come_back(workspace, "nobody")


def test_the_roster_too_asks_for_the_decision_of_a_new_exit(workspace):
    person = get_person(workspace, "p3").but(left_on=DAY, left_reason="退党")
    with pytest.raises(RefusedError, match="须写明作出决定的组织"):
        save_person(workspace, person)
    save_person(workspace, person.but(left_decision="支部党员大会2026年11月2日宣布除名"))
    with workspace.begin() as work:  # as an older record may hold it
        work.people.put(person)
        work.commit()
    save_person(workspace, person.but(phone="000-0000"))
    assert decision_problem(person.but(left_reason="组织关系转出：某支部")) == ""


def test_steps_elsewhere_are_those_up_to_the_stage():
    assert list(steps_elsewhere(Stage.APPLICANT)) == [1, 2]
    needed = {stage: [n for n, (_, asked) in steps_elsewhere(stage).items() if asked] for stage in list(Stage)[:4]}
    assert list(needed.values()) == [[1], [3], [3, 8], [15, 17]]
    assert transfer_problems(Stage.ACTIVIST, DAY, {3: DAY}) == {}
    assert set(transfer_problems(Stage.ACTIVIST, DAY, {1: date(2026, 11, 3)})) == {1, 3}
    assert set(transfer_problems(Stage.TARGET, DAY, {3: DAY, 8: DAY, 4: date(2026, 11, 1)})) == {4}


def test_who_comes_over_is_kept_with_the_steps_in_one_go(workspace):
    person = Person(id="new", name="苏文", stage=Stage.ACTIVIST, joined_on=DAY, joined_from="徐汇某公司党支部")
    changes = transfer_in(workspace, person, {1: date(2025, 3, 1), 3: date(2025, 12, 20)})
    assert changes.ids("people") == {"new"}
    with workspace.begin() as work:
        assert [(one.step, one.done_on) for _, one in work.development.of_person("new")] == [
            (1, date(2025, 3, 1)),
            (3, date(2025, 12, 20)),
        ]
    assert "new" in {one.id for one in may_come(workspace)}
    transfer_in(workspace, person, {3: date(2026, 1, 1), 4: date(2026, 1, 5)})
    with workspace.begin() as work:
        assert [one.step for _, one in work.development.of_person("new")] == [1, 3, 4]
