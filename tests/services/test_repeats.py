"""Minutes that nearly repeat an earlier session's are noticed."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.repeats import repeated_session
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Cost, Store
from tests.ui.pages.specimen import NOW

MINUTES = (
    "与会同志围绕四季度工作逐项讨论：组织委员通报发展计划，宣传委员说明学习安排，纪检委员提醒节日期间廉洁要求，"
    "群众代表提出三条意见，会议逐条作了回应并记录在案。"
)


def session(id_, day, discussion):
    return Session(id=id_, kind=SessionKind.MEMBER_MEETING, starts_at=f"{day}T14:00", discussion=discussion)


@pytest.fixture
def workspace(tmp_path):
    quick = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
    store, _ = Store.create(tmp_path / "branch", "demo", clock=lambda: NOW, cost=quick)
    with store.begin() as work:
        kept = (session("old", "2025-06-10", MINUTES), session("last", "2026-08-18", MINUTES))
        work.replace_record(BranchRecord(branch=Branch(name="支部"), sessions=kept))
        work.commit()
    yield Workspace(store, lambda: NOW)
    store.close(backup=False)


@pytest.mark.parametrize(
    ("discussion", "found"),
    [
        (MINUTES.replace("四季度", "三季度"), "last"),
        (MINUTES.replace("：", "：\n "), "last"),
        ("同志们学习了全会精神，结合岗位谈了体会。" * 5, None),
        ("逐项讨论", None),
        (None, None),
    ],
)
def test_a_repetition_is_found(workspace, discussion, found):
    earlier = repeated_session(workspace, session("new", "2026-11-18", discussion))
    assert (earlier.id if earlier else None) == found


def test_a_session_does_not_repeat_itself_or_a_later_one(workspace):
    assert repeated_session(workspace, session("last", "2026-08-18", MINUTES)) is None
    assert repeated_session(workspace, session("new", "2026-08-01", MINUTES)) is None
