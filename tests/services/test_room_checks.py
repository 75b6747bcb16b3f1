"""A self-check of the room: begun from the last one, kept as a draft, finished, corrected; and the checks in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from liangxin_desktop.domain.room import ItemStatus, PresetItem, RoomCheck, RoomItem, RoomItems, latest_check
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import room
from liangxin_desktop.services.checks import run_check
from liangxin_desktop.services.demo import PASSWORD
from liangxin_desktop.services.room import Standing
from liangxin_desktop.services.workspace import Workspace, open_workspace, switch_rule

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
TODAY = NOW.date()
ASKED = PresetItem(key="gallery", title="画廊", shelf_months=6)
MET = RoomItem(status=ItemStatus.MET, description="2号楼301", evidence_on=date(2026, 8, 1))
WANTING = RoomItem(
    status=ItemStatus.UNMET,
    description="待拍",
    gap="无成片",
    plan="合拍",
    plan_owner="p3",
    plan_due_on=date(2027, 3, 31),
)


@pytest.fixture
def sample(demo_folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demo_folder, PASSWORD, lambda: NOW)
    yield workspace
    workspace.store.close(backup=False)


def kept(workspace: Workspace, *checks: RoomCheck) -> None:
    with workspace.begin() as work:
        work.room_checks.add_all(checks)
        work.commit()


def recorded(workspace: Workspace) -> list[RoomCheck]:
    with workspace.begin() as work:
        return [check for _, check in work.room_checks.all()]


def check_of(day: date, **items: RoomItem) -> RoomCheck:
    return RoomCheck(checked_on=day, items=RoomItems(**items))


def standings(workspace: Workspace) -> dict[str, Standing]:
    return {one.asked.key: one.standing for one in room.room_board(workspace).cards}


def test_the_board_of_the_sample_says_what_its_record_and_the_rules_say(sample):
    board = room.room_board(sample)
    check = latest_check(recorded(sample))
    assert check is not None
    assert board.checked_on == check.checked_on
    assert [one.asked.key for one in board.cards] == list(RoomItems.model_fields)
    assert [one.item for one in board.cards] == [check.items.of(name) for name in RoomItems.model_fields]
    assert board.met == 5
    expected = {one for one in run_check(sample).findings if one.code.startswith("room.")}
    told = {*board.findings, *(one for card in board.cards for one in card.findings)}
    assert {one.model_dump_json() for one in told} == {one.model_dump_json() for one in expected}
    assert "要点" in board.basis


@pytest.mark.parametrize(
    ("evidence", "standing"),
    [
        (date(2026, 11, 23), Standing.MET),
        (date(2026, 6, 24), Standing.MET),
        (date(2026, 6, 23), Standing.EXPIRING),
        (date(2026, 5, 23), Standing.EXPIRING),
        (date(2026, 5, 22), Standing.EXPIRED),
        (None, Standing.MET),
    ],
)
def test_evidence_nears_its_end_and_passes_it(workspace, evidence, standing):
    kept(workspace, check_of(TODAY, gallery=MET.but(evidence_on=evidence)))
    assert standings(workspace)["gallery"] is standing


def test_where_the_rule_is_off_evidence_does_not_age(workspace):
    kept(workspace, check_of(TODAY, gallery=MET.but(evidence_on=date(2020, 1, 1)), film=WANTING))
    switch_rule(workspace, "room.stale", enabled=False)
    assert standings(workspace)["gallery"] is Standing.MET
    assert standings(workspace)["film"] is Standing.UNMET
    assert standings(workspace)["room"] is Standing.UNSEEN


def test_without_a_self_check_every_item_is_unseen_and_the_quarters_are_owed(workspace):
    board = room.room_board(workspace)
    assert {one.standing for one in board.cards} == {Standing.UNSEEN}
    assert board.met == 0
    assert [one.code for one in board.findings] == ["room.self-check"] * 3
    assert board.pressing == 3
    assert not board.is_checked_this_quarter


def test_a_new_check_starts_from_the_last_one(workspace):
    earlier = check_of(date(2026, 7, 8), room=MET, film=WANTING)
    kept(workspace, earlier)
    begun = room.begin_check(workspace)
    assert begun.check == earlier.but(checked_on=TODAY)
    assert begun.kept_at is None
    assert room.draft(workspace) is None


def test_a_draft_is_kept_beside_the_record_and_resumed(workspace):
    check = check_of(TODAY, room=MET.but(attachments=(Attachment(sha256="0" * 64, name="活动室.jpg"),)))
    room.keep_draft(workspace, check)
    assert recorded(workspace) == []
    again = room.begin_check(workspace)
    assert (again.check, again.kept_at) == (check, NOW)
    assert room.room_board(workspace).draft == again
    room.drop_draft(workspace)
    assert room.draft(workspace) is None


def test_finishing_puts_the_check_into_the_record_and_ends_the_draft(workspace):
    room.keep_draft(workspace, check_of(TODAY, film=WANTING))
    changes = room.finish_check(workspace, check_of(TODAY, film=WANTING))
    assert changes.touch("room_checks")
    assert recorded(workspace) == [check_of(TODAY, film=WANTING)]
    assert room.draft(workspace) is None
    assert room.room_board(workspace).is_checked_this_quarter


def test_a_check_of_the_same_day_is_corrected_in_place_and_the_log_keeps_both(workspace):
    room.finish_check(workspace, check_of(TODAY, film=WANTING))
    room.finish_check(workspace, check_of(TODAY, film=WANTING.but(gap="片子太旧")))
    assert [one.items.film.gap for one in recorded(workspace)] == ["片子太旧"]
    with workspace.begin() as work:
        told = str([entry for entry in work.audit.entries(20) if "room_checks" in str(entry)])
    assert "无成片" in told
    assert "片子太旧" in told


def test_what_is_met_at_last_loses_its_plan(workspace):
    room.finish_check(workspace, check_of(TODAY, film=WANTING.but(status=ItemStatus.MET)))
    film = recorded(workspace)[0].items.film
    assert (film.gap, film.plan, film.plan_owner, film.plan_due_on) == (None,) * 4
    assert film.description == "待拍"


def test_a_day_yet_to_come_and_an_empty_check_are_refused(workspace):
    with pytest.raises(RefusedError, match="还没有到"):
        room.finish_check(workspace, check_of(date(2026, 11, 24), room=MET))
    with pytest.raises(RefusedError, match="都还没有核查"):
        room.finish_check(workspace, check_of(TODAY))
    assert recorded(workspace) == []


def test_a_kept_check_is_taken_up_for_correction_unless_another_is_under_way(workspace):
    kept(workspace, check_of(date(2026, 7, 8), room=MET))
    key = room.room_history(workspace).checks[0].key
    assert room.correct_check(workspace, key).check == check_of(date(2026, 7, 8), room=MET)
    with pytest.raises(RefusedError, match="没有这次自查"):
        room.correct_check(workspace, key + 1)
    room.keep_draft(workspace, check_of(TODAY, room=MET))
    with pytest.raises(RefusedError, match="没有完成"):
        room.correct_check(workspace, key)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (None, "还没有核查"),
        (MET, ""),
        (MET.but(evidence_on=None), "佐证日期"),
        (MET.but(evidence_on=date(2026, 5, 22)), "佐证已超过6个月"),
        (MET.but(evidence_on=date(2026, 5, 23)), ""),
        (WANTING, ""),
        (RoomItem(status=ItemStatus.PARTLY), "差距、整改措施、责任人、整改期限"),
        (WANTING.but(gap=None), "请写明差距。"),
        (WANTING.but(plan_due_on=date(2026, 9, 30)), "早于自查日期"),
    ],
)
def test_what_is_lacking_is_said_and_stops_nothing(item, told):
    assert told in "".join(room.lacks(ASKED, item, TODAY))
    assert bool(told) == bool(room.lacks(ASKED, item, TODAY))


def test_the_checks_stand_newest_first_with_what_changed(workspace):
    first = check_of(date(2026, 4, 2), room=MET, film=WANTING)
    photo = Attachment(sha256="1" * 64, name="活动室.jpg")
    second = check_of(
        date(2026, 7, 8),
        room=MET.but(evidence_on=date(2026, 7, 1), attachments=(photo,)),
        film=WANTING.but(status=ItemStatus.PARTLY, plan="借拍", plan_owner="街道"),
        journal=MET,
    )
    kept(workspace, second, first)
    history = room.room_history(workspace)
    assert [one.check for one in history.checks] == [second, first]
    assert [one.quarter.title for one in history.checks] == ["2026年第三季度", "2026年第二季度"]
    assert history.checks[1].changes is None
    assert history.checks[0].changes == (
        "有一个相对固定党员活动室：佐证日期2026-08-01 → 2026-07-01；新增佐证1件",
        "有一份反映本单位党建工作动态的专刊：新增核查",
        "有一部反映本单位党建工作情况的专题片：未达标 → 部分达标；责任人王海涛 → 街道；整改措施有修改",
    )
    assert room.check_days(workspace) == {first.checked_on, second.checked_on}


def test_told_from_an_earlier_day_a_later_check_is_not_known(workspace):
    kept(workspace, check_of(date(2026, 7, 8), room=MET), check_of(TODAY, room=MET.but(status=ItemStatus.UNMET)))
    earlier = replace(workspace, clock=lambda: datetime(2026, 8, 1, 9))  # noqa: DTZ001 - local, naive by design
    assert room.room_board(earlier).met == 1
    assert room.begin_check(earlier).check.items.room == MET
