"""换届 through the service: begun, kept, finished in one unit of work, corrected, removed and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.elections import Candidate, Election, ElectionKind
from liangxin_desktop.domain.people import Role
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import elections, people, sessions
from liangxin_desktop.services.archive import RecordCounts
from liangxin_desktop.services.branch import get_branch, save_branch
from liangxin_desktop.services.checks import run_check
from liangxin_desktop.services.doctor import Soundness, examine
from liangxin_desktop.services.people import get_person
from liangxin_desktop.services.recycle_bin import list_recycled, take_back
from liangxin_desktop.services.workspace import Workspace

_SEATS = (
    ("p1", "secretary", 16),
    ("p2", "deputy-secretary", 16),
    ("p4", "organization", 15),
    ("p6", "publicity", 14),
    ("p7", "discipline", 10),
)


def election(**changes: object) -> Election:
    """A 换届 of the specimen branch, held and counted."""
    candidates = [Candidate(person=who, in_favour=votes, elected=True, role=role) for who, role, votes in _SEATS]
    values = {
        "id": "e2",
        "kind": ElectionKind.TERM,
        "term_number": 3,
        "seats": 5,
        "held_on": date(2026, 11, 18),
        "session": "member-meeting-2026-11-18",
        "due": 18,
        "present": 16,
        "issued": 16,
        "returned": 16,
        "valid": 16,
        "candidates": (*candidates, Candidate(person="p8", in_favour=7)),
    }
    return Election.model_validate(values | changes)


def test_a_new_course_knows_number_and_seats(workspace: Workspace) -> None:
    begun = elections.begin_course(workspace).election
    assert (begun.kind, begun.term_number, begun.seats) == (ElectionKind.TERM, 2, 5)
    by_election = elections.begin_course(workspace, ElectionKind.BY_ELECTION).election
    assert (by_election.term_number, by_election.seats) == (None, 1)


def test_what_was_kept_is_gone_on_with(workspace: Workspace) -> None:
    kept = election(candidates=(), note="酝酿中")
    elections.keep_course(workspace, kept)
    again = elections.begin_course(workspace)
    assert (again.election, again.corrects) == (kept, False)
    assert again.kept_at == workspace.now
    elections.drop_course(workspace)
    assert elections.draft(workspace) is None


def test_finishing_puts_the_result_everywhere_at_once(workspace: Workspace) -> None:
    told = elections.consequences(workspace, election())
    assert "支部概况　选举日期：2024年3月15日 → 2026年11月18日" in told
    assert "党员名册　王海涛：组织委员 → 无职务" in told
    assert not any("陈国华" in line for line in told), "who keeps the seat is not spoken of"
    elections.keep_course(workspace, election())
    changes = elections.finish_course(workspace, election())
    assert changes.kinds >= {"branch", "people", "elections"}
    assert get_branch(workspace).committee_elected_on == date(2026, 11, 18)
    assert [get_person(workspace, one).role for one in ("p3", "p4", "p5")] == [None, Role.ORGANIZATION, None]
    assert elections.draft(workspace) is None
    assert not [one for one in run_check(workspace).findings if one.code == "org.term"]
    present = elections.list_elections(workspace)
    assert [(seat.name, seat.role.value) for seat in present.seats][:2] == [
        ("陈国华", "secretary"),
        ("李文静", "deputy-secretary"),
    ]
    assert present.lines[0].title == "2026-11-18 第三届换届选举"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"held_on": None}, "没有填写选举日期"),
        ({"held_on": date(2026, 11, 24)}, "还没有到"),
        ({"candidates": ()}, "没有标明当选人"),
        ({"candidates": (Candidate(person="p1", elected=True),)}, "没有选定职务"),
        ({"present": 14, "issued": 14, "returned": 14, "valid": 14}, "不足五分之四"),
        ({"returned": 17}, "选举无效"),
        ({"seats": 4}, "多于应选名额"),
        ({"candidates": (Candidate(person="p1", in_favour=8, elected=True, role="secretary"),)}, "不能当选"),
    ],
)
def test_what_has_no_result_is_not_finished(workspace: Workspace, changes: dict[str, object], said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        elections.finish_course(workspace, election(**changes))
    assert said in refused.value.title
    assert not elections.list_elections(workspace).lines
    assert get_branch(workspace).committee_elected_on == date(2024, 3, 15)


def test_a_by_election_only_adds(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    chosen = (Candidate(person="p9", in_favour=12, elected=True, role="committee-member"),)
    late = election(id="e3", kind="by-election", term_number=None, seats=1, session=None, candidates=chosen)
    elections.finish_course(workspace, late.but(held_on=date(2026, 11, 20)))
    assert get_person(workspace, "p9").role is Role.MEMBER
    assert get_person(workspace, "p1").role is Role.SECRETARY
    assert get_branch(workspace).committee_elected_on == date(2026, 11, 18)
    lines = elections.list_elections(workspace).lines
    assert [line.title for line in lines] == ["2026-11-20 补选", "2026-11-18 第三届换届选举"]
    assert ("冯志强", Role.MEMBER, date(2026, 11, 20)) in {(s.name, s.role, s.since) for s in lines[1].seats}


def test_a_by_election_clears_the_former_holder_if_the_secretary_agrees(workspace: Workspace) -> None:
    elections.finish_course(workspace, election(id="e1", held_on=date(2025, 3, 10), session=None))
    chosen = (Candidate(person="p9", in_favour=12, elected=True, role="discipline"),)
    late = election(id="e3", kind="by-election", term_number=None, seats=1, session=None, candidates=chosen)
    late = late.but(held_on=date(2025, 11, 20))
    (former,) = elections.holders_before(workspace, late)
    assert former.endswith("（纪检委员）")
    assert not any("→ 无职务" in line for line in elections.consequences(workspace, late))
    assert any("纪检委员 → 无职务" in line for line in elections.consequences(workspace, late, clears_former=True))
    elections.finish_course(workspace, late, clears_former=True)
    assert (get_person(workspace, "p7").role, get_person(workspace, "p9").role) == (None, Role.DISCIPLINE)
    assert elections.holders_before(workspace, late) == ()


def test_a_by_election_ends_with_the_term_that_it_was_held_in(workspace: Workspace) -> None:
    elections.finish_course(workspace, election(id="e1", held_on=date(2023, 11, 18), session=None))
    chosen = (Candidate(person="p9", in_favour=12, elected=True, role="committee-member"),)
    late = election(id="b1", kind="by-election", term_number=None, seats=1, session=None, candidates=chosen)
    elections.finish_course(workspace, late.but(held_on=date(2024, 11, 20)))
    elections.finish_course(workspace, election())
    by_election = next(line for line in elections.list_elections(workspace).lines if line.election.id == "b1")
    assert (by_election.since, by_election.until) == (date(2024, 11, 20), date(2026, 11, 18))
    assert [(one.name, one.until) for one in by_election.seats] == [("冯志强", date(2026, 11, 18))]


def test_an_undecided_seat_is_said_to_be_one(workspace: Workspace) -> None:
    chosen = (Candidate(person="p1", in_favour=16, elected=True),)
    assert "党员名册　陈国华：书记 → 职务待定" in elections.consequences(workspace, election(candidates=chosen))


def test_an_earlier_term_leaves_the_present_one_alone(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    earlier = election(id="e1", held_on=date(2021, 3, 10), term_number=1, session=None, kind="founding")
    assert elections.consequences(workspace, earlier) == ()
    elections.finish_course(workspace, earlier)
    assert get_branch(workspace).committee_elected_on == date(2026, 11, 18)
    newest, first = elections.list_elections(workspace).lines
    assert (first.since, first.until) == (date(2021, 3, 10), date(2026, 11, 18))
    assert newest.until is None


def test_a_correction_takes_back_what_it_no_longer_says(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    draft = elections.correct_election(workspace, "e2")
    assert draft.corrects
    candidates = (*draft.election.candidates[:4], Candidate(person="p8", in_favour=11, elected=True, role="discipline"))
    elections.finish_course(workspace, draft.election.but(candidates=candidates))
    assert (get_person(workspace, "p7").role, get_person(workspace, "p8").role) == (None, Role.DISCIPLINE)
    assert len(elections.list_elections(workspace).lines) == 1


def test_a_correction_waits_for_the_course_under_way(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    elections.keep_course(workspace, election(id="other"))
    with pytest.raises(RefusedError, match="正在办理"):
        elections.correct_election(workspace, "e2")
    elections.drop_course(workspace)
    with pytest.raises(RefusedError, match="没有这次选举"):
        elections.correct_election(workspace, "gone")


def test_what_was_removed_comes_back_with_its_day(workspace: Workspace) -> None:
    elections.finish_course(workspace, election(id="e1", held_on=date(2025, 3, 10), session=None))
    elections.finish_course(workspace, election())
    elections.remove_election(workspace, "e2")
    assert get_branch(workspace).committee_elected_on == date(2025, 3, 10)
    assert get_person(workspace, "p4").role is Role.ORGANIZATION, "the seats stay"
    (lying,) = list_recycled(workspace)
    assert (lying.kind, lying.title) == ("elections", "2026-11-18 第三届换届选举")
    take_back(workspace, lying.id)
    assert get_branch(workspace).committee_elected_on == date(2026, 11, 18)


def test_the_elections_are_the_one_source_of_the_day(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    save_branch(workspace, get_branch(workspace).but(committee_elected_on=date(2020, 1, 1), code="HP-0300"))
    kept = get_branch(workspace)
    assert (kept.committee_elected_on, kept.code) == (date(2026, 11, 18), "HP-0300")


def test_the_meetings_offered_are_near_the_day(workspace: Workspace) -> None:
    near = elections.member_meetings(workspace, election(session=None))
    assert [one.id for one in near] == ["member-meeting-2026-11-18"]
    far = elections.member_meetings(workspace, election(held_on=date(2025, 1, 1)))
    assert [one.id for one in far] == ["member-meeting-2026-11-18"], "the one linked stays on offer"
    unknown = elections.member_meetings(workspace, election(session=None, held_on=None))
    assert [one.id for one in unknown] == ["member-meeting-2026-11-18", "member-meeting-2026-09-16"]


def test_a_meeting_that_elected_is_not_deleted(workspace: Workspace) -> None:
    sessions.reopen(workspace, "member-meeting-2026-11-18", "补写")
    elections.finish_course(workspace, election())
    with pytest.raises(RefusedError, match="第三届换届选举”关联着这次会议"):
        sessions.remove_draft(workspace, "member-meeting-2026-11-18")
    elections.finish_course(workspace, election(session=None))
    assert sessions.remove_draft(workspace, "member-meeting-2026-11-18").touch("recycled")


def test_a_course_lets_go_of_a_meeting_that_is_gone(workspace: Workspace) -> None:
    elections.keep_course(workspace, election())
    sessions.reopen(workspace, "member-meeting-2026-11-18", "记错了")
    sessions.remove_draft(workspace, "member-meeting-2026-11-18")
    under_way = elections.draft(workspace)
    assert under_way is not None
    assert under_way.election.session is None


def test_a_day_that_the_elections_contradict_is_told_and_left_alone(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    with workspace.begin() as work:
        work.branch.put(work.branch.get().but(committee_elected_on=date(2023, 6, 15)))
        work.commit()
        record = work.load_record()
    said = "支部概况的选举日期是2023年6月15日，历届里最近一次换届是2026年11月18日，请在历届里核对"
    assert RecordCounts.of(record).note == said
    (check,) = [one for one in examine(workspace).checks if one.name == "term"]
    assert (check.result, check.detail) == (Soundness.WARNING, said)
    assert get_branch(workspace).committee_elected_on == date(2023, 6, 15)
    save_branch(workspace, get_branch(workspace))
    (check,) = [one for one in examine(workspace).checks if one.name == "term"]
    assert check.result is Soundness.PASSED


def test_whoever_stood_in_an_election_stays_in_the_roster(workspace: Workspace) -> None:
    people.save_person(workspace, get_person(workspace, "p2").but(id="new", name="新人", role=None))
    stood = (*election().candidates, Candidate(person="new", in_favour=1))
    elections.finish_course(workspace, election(candidates=stood))
    with pytest.raises(RefusedError, match="“新人”已出现在选举记录里，不能删除"):
        people.remove_person(workspace, "new")
