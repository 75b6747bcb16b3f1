"""Each motion is judged as it is typed, by rule and by arithmetic."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.sessions import Session, SessionKind, Vote
from liangxin_desktop.services.session_form import judge_motions, leave_reasons, usual_tags
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Cost, Store
from tests.ui.pages.specimen import NOW

VOTERS = tuple(f"p{number}" for number in range(1, 9))


@pytest.fixture
def workspace(tmp_path):
    """Eight voters."""
    quick = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
    store, _ = Store.create(tmp_path / "branch", "demo", clock=lambda: NOW, cost=quick)
    with store.begin() as work:
        people = tuple(Person(id=one, name=f"党员{one}") for one in VOTERS)
        work.replace_record(BranchRecord(branch=Branch(name="支部"), people=people))
        work.commit()
    yield Workspace(store, lambda: NOW)
    store.close(backup=False)


def judged(workspace, *votes, present=VOTERS):
    session = Session(
        id="s",
        kind=SessionKind.MEMBER_MEETING,
        starts_at="2026-11-18T14:00",
        ends_at="2026-11-18T15:00",
        present=present,
        votes=votes,
    )
    return judge_motions(workspace, session)


@pytest.mark.parametrize(
    ("vote", "good", "words"),
    [
        (Vote(due=8, present=8, in_favour=5, against=3), True, "赞成超过应到会有表决权人数的半数"),
        (Vote(due=8, present=8, in_favour=4, against=4), False, "赞成4票"),
        (Vote(due=8, present=8, in_favour=4, against=4, passed=False), None, "未通过"),
        (Vote(due=8, present=8, in_favour=5, against=2), False, "合计7票"),
        (Vote(due=7, present=8, in_favour=8), False, "按名册应到会有表决权8人"),
        (Vote(due=8, present=6, in_favour=6), False, "按出席名单到会有表决权8人"),
        (Vote(due=8, present=8), None, "请填写票数"),
        (Vote(in_favour=5), True, "通过"),
    ],
)
def test_a_motion_is_judged(workspace, vote, good, words):
    (judgement,) = judged(workspace, vote)
    assert judgement.good is good
    assert words in judgement.sentence


def test_written_opinions_count_in_favour_and_not_as_present(workspace):
    (judgement,) = judged(workspace, Vote(due=8, present=4, in_favour=4, written_for=1), present=VOTERS[:4])
    assert judgement.good is True


def test_each_motion_is_judged_by_itself(workspace):
    one = Vote(matter="甲", due=8, present=8, in_favour=8)
    other = Vote(matter="乙", due=8, present=8, in_favour=3, against=5)
    assert [found.good for found in judged(workspace, one, other)] == [True, False]


def test_reasons_and_tags_are_offered():
    assert "病假" in leave_reasons()
    assert {"廉政教育", "志愿服务", "结对共建", "联建", "主题教育"} <= set(usual_tags())
