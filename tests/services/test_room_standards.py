"""Standards beside the six: chosen, imported, replaced, withdrawn; checks against them, out and in with the branch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.room import ALWAYS, ItemStatus, PresetCheck, RoomItem
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import recycle_bin, room, room_standards
from liangxin_desktop.services.archive import export_archive, import_archive
from liangxin_desktop.services.checks import run_check
from liangxin_desktop.services.forms import print_form
from liangxin_desktop.services.room import Standing
from liangxin_desktop.services.room_form import room_form
from liangxin_desktop.services.room_presets import presets
from liangxin_desktop.services.room_standards import THE_SIX, Origin, PresetPlan
from liangxin_desktop.services.workspace import Workspace, new_workspace, switch_rule
from tests.documents.papers import all_text
from tests.exchange.sheets import write_book

VENUE = "venue"
MET = RoomItem(status=ItemStatus.MET, description="门口挂牌", evidence_on=date(2026, 9, 1))
WANTING = RoomItem(
    status=ItemStatus.UNMET, gap="没有报架", plan="添置", plan_owner="p3", plan_due_on=date(2026, 12, 31)
)
HEAD = ["序号", "项目", "有效月数"]


def checked(workspace: Workspace, day: date, standard: str = VENUE, **items: RoomItem) -> PresetCheck:
    """A check against a standard, finished; as it stands in the record."""
    begun = room.begin_check(workspace, standard).check
    assert isinstance(begun, PresetCheck)
    asked = room.asked_items(workspace, begun)
    room.finish_check(workspace, begun.filled(day, items, asked))
    return next(one for one in recorded(workspace) if (one.preset, one.checked_on) == (standard, day))


def recorded(workspace: Workspace) -> list[PresetCheck]:
    with workspace.begin() as work:
        return work.preset_checks.all()


@pytest.fixture
def issue(workspace: Workspace, tmp_path: Path) -> Callable[..., PresetPlan]:
    """Take a street's standard in: its title, and its items with their months."""

    def take_in(title: str, *items: tuple[str, int | str]) -> PresetPlan:
        rows = [[number, *item] for number, item in enumerate(items, 1)]
        path = write_book(tmp_path / f"{title}.xlsx", [title], HEAD, *rows)
        plan = room_standards.plan_preset(workspace, path)
        assert room_standards.import_preset(workspace, plan).kinds <= {"room_presets"}
        return plan

    return take_in


def chosen(workspace: Workspace) -> list[tuple[str, str, Origin]]:
    return [(one.key, one.preset.title, one.origin) for one in room_standards.list_standards(workspace)]


def test_the_six_stand_first_then_what_ships_and_what_a_street_issued(workspace, issue):
    plan = issue("街道五个一", ("一面党旗", 24))
    assert chosen(workspace) == [
        (THE_SIX, presets()["two-new"].title, Origin.DUTY),
        (VENUE, presets()[VENUE].title, Origin.SHIPPED),
        (plan.preset.id, "街道五个一", Origin.ISSUED),
    ]


def test_a_check_against_another_standard_owes_nothing_and_finds_nothing(workspace):
    before = run_check(workspace)
    checked(workspace, workspace.today, place=MET, reading=WANTING)
    assert run_check(workspace) == before
    board = room.room_board(workspace, VENUE)
    assert (board.findings, board.pressing, board.met, board.checked_on) == ((), 0, 1, workspace.today)
    standings = {one.asked.key: one.standing for one in board.cards}
    assert standings["place"] is Standing.MET
    assert standings["reading"] is Standing.UNMET
    assert standings["flag"] is Standing.UNSEEN
    assert [one.owner for one in board.cards if one.asked.key == "reading"] == ["王海涛"]
    assert room.room_board(workspace).checked_on is None
    assert room.room_history(workspace).checks == ()


def test_evidence_grows_old_by_the_shelf_months_of_the_standard(workspace, issue):
    issue("街道五个一", ("党旗", 6), ("标牌", "长期"))
    key = chosen(workspace)[-1][0]
    flag, sign = (one.key for one in room_standards.list_standards(workspace)[-1].preset.items)
    today = workspace.today
    for evidence, standing in (
        (add_months(today, -6) - timedelta(days=1), Standing.EXPIRED),
        (add_months(today, -6), Standing.EXPIRING),
        (add_months(today + timedelta(days=30), -6), Standing.EXPIRING),
        (add_months(today + timedelta(days=31), -6), Standing.MET),
    ):
        checked(workspace, today, key, **{flag: MET.but(evidence_on=evidence), sign: MET.but(evidence_on=date.min)})
        cards = {one.asked.key: one for one in room.room_board(workspace, key).cards}
        assert cards[flag].standing is standing
        assert cards[flag].holds_to == add_months(evidence, 6)
        assert (cards[sign].standing, cards[sign].holds_to) == (Standing.MET, None)
    switch_rule(workspace, "room.stale", enabled=False)
    checked(workspace, today, key, **{flag: MET.but(evidence_on=date(2000, 1, 1))})
    assert room.room_board(workspace, key).cards[0].standing is Standing.MET


def test_what_never_ages_asks_for_no_date(workspace, issue):
    issue("街道五个一", ("标牌", "长期"))
    (asked,) = room_standards.list_standards(workspace)[-1].preset.items
    assert asked.shelf_months == ALWAYS
    assert room.lacks(asked, MET.but(evidence_on=None), workspace.today) == ()
    assert room.lacks(asked, MET.but(evidence_on=date(1950, 1, 1)), workspace.today) == ()


def test_each_standard_has_a_draft_of_its_own(workspace, issue):
    issue("街道五个一", ("党旗", 24))
    street = chosen(workspace)[-1][0]
    for standard in (THE_SIX, VENUE, street):
        room.keep_draft(workspace, room.begin_check(workspace, standard).check)
    assert all(room.draft(workspace, standard) for standard in (THE_SIX, VENUE, street))
    room.drop_draft(workspace, VENUE)
    assert room.draft(workspace, VENUE) is None
    assert room.draft(workspace, street)
    assert room.draft(workspace)
    again = room.begin_check(workspace, street)
    assert again.kept_at == workspace.now
    assert recorded(workspace) == []


def test_a_new_check_starts_from_the_last_and_says_what_changed(workspace):
    first = checked(workspace, date(2026, 7, 8), place=MET, reading=WANTING)
    begun = room.begin_check(workspace, VENUE).check
    assert isinstance(begun, PresetCheck)
    assert begun.id != first.id
    assert (begun.checked_on, begun.items) == (workspace.today, first.items)
    now = checked(workspace, workspace.today, place=MET, reading=WANTING.but(status=ItemStatus.MET), flag=MET)
    assert (now.of("reading").gap, now.of("reading").plan) == (None, None)
    history = room.room_history(workspace, VENUE)
    assert [one.check for one in history.checks] == [now, first]
    assert history.checks[1].changes is None
    assert history.checks[0].changes == (
        "有党旗：新增核查",
        "有书报：未达标 → 达标；责任人王海涛 → 无；整改期限2026-12-31 → 无；差距有修改；整改措施有修改",
    )


def test_a_check_of_the_same_day_is_corrected_in_place(workspace):
    first = checked(workspace, workspace.today, place=MET)
    again = checked(workspace, workspace.today, place=MET, flag=MET)
    assert [one.id for one in recorded(workspace)] == [first.id] == [again.id]
    under = room.correct_check(workspace, first.id, VENUE).check
    moved = under.filled(date(2026, 11, 1), {"place": WANTING}, room.asked_items(workspace, under))
    room.finish_check(workspace, moved)
    assert [one.checked_on for one in recorded(workspace)] == [workspace.today, date(2026, 11, 1)]
    with pytest.raises(RefusedError, match="没有这次自查"):
        room.correct_check(workspace, "gone", VENUE)


def test_an_empty_check_and_one_of_a_day_to_come_are_refused(workspace):
    begun = room.begin_check(workspace, VENUE).check
    with pytest.raises(RefusedError, match="都还没有核查"):
        room.finish_check(workspace, begun)
    with pytest.raises(RefusedError, match="还没有到"):
        room.finish_check(workspace, begun.but(checked_on=workspace.today + timedelta(days=1)))


def test_a_removed_check_comes_back_from_the_bin(workspace):
    kept = checked(workspace, workspace.today, place=MET)
    assert room.remove_check(workspace, kept.id, VENUE).touch("preset_checks", "recycled")
    assert recorded(workspace) == []
    (lost,) = recycle_bin.list_recycled(workspace)
    assert lost.title == "党组织活动场所“六有”自查 2026-11-23"
    recycle_bin.take_back(workspace, lost.id)
    assert recorded(workspace) == [kept]


def test_a_check_of_the_six_is_corrected_never_removed(workspace):
    six = room.begin_check(workspace).check
    room.finish_check(workspace, six.filled(workspace.today, {"room": MET}, room.asked_items(workspace, six)))
    (kept,) = room.room_history(workspace).checks
    with pytest.raises(RefusedError, match="不能删除"):
        room.remove_check(workspace, kept.key, THE_SIX)


def test_a_standard_issued_anew_replaces_the_one_of_its_title_and_old_checks_keep_their_words(workspace, issue):
    first = issue("街道五个一", ("党旗", 24), ("标牌", 24))
    flag, sign = first.preset.items
    checked(workspace, date(2026, 10, 8), first.preset.id, **{flag.key: MET, sign.key: MET})
    plan = issue("街道五个一", ("党旗", 12), ("一套制度", 24))
    assert plan.replaces == first.preset
    assert plan.changes == ("新增：一套制度", "不再要求：标牌", "党旗：有效月数 24 → 12")
    assert len(chosen(workspace)) == 3
    begun = room.begin_check(workspace, first.preset.id).check
    assert [one.title for one in begun.items] == ["党旗"]
    history = room.room_history(workspace, first.preset.id)
    assert [one.title for one in history.items] == ["党旗", "一套制度", "标牌"]
    asked = room.asked_items(workspace, history.checks[0].check)
    assert [(one.title, one.shelf_months) for one in asked] == [("党旗", 12), ("一套制度", 24), ("标牌", ALWAYS)]


def test_a_reworded_item_leaves_the_words_of_earlier_checks(workspace):
    kept = checked(workspace, date(2026, 10, 8), place=MET)
    with workspace.begin() as work:
        work.preset_checks.put(kept.but(title="旧标准", items=[kept.items[0].but(title="有固定场所")]))
        work.commit()
    (only,) = room.room_history(workspace, VENUE).checks
    assert room.asked_items(workspace, only.check)[0].title == "有固定场所"
    assert room.room_history(workspace, VENUE).items[0].title == "有场所"
    assert room.begin_check(workspace, VENUE).check.items[0].title == "有场所"


def test_a_removed_standard_is_read_but_no_longer_checked_against_and_comes_back(workspace, issue):
    preset = issue("街道五个一", ("党旗", 6)).preset
    kept = checked(
        workspace, workspace.today, preset.id, **{preset.items[0].key: MET.but(evidence_on=date(2020, 1, 1))}
    )
    room_standards.remove_preset(workspace, preset.id)
    assert chosen(workspace)[-1] == (preset.id, "街道五个一", Origin.WITHDRAWN)
    board = room.room_board(workspace, preset.id)
    assert [(one.asked.title, one.standing) for one in board.cards] == [("党旗", Standing.MET)]
    assert room.room_history(workspace, preset.id).checks[0].check == kept
    with pytest.raises(RefusedError, match="已经移除"):
        room.begin_check(workspace, preset.id)
    (lost,) = recycle_bin.list_recycled(workspace)
    recycle_bin.take_back(workspace, lost.id)
    assert chosen(workspace)[-1] == (preset.id, "街道五个一", Origin.ISSUED)


def test_a_removed_standard_without_checks_is_gone_and_what_ships_stays(workspace, issue):
    preset = issue("街道五个一", ("党旗", 6)).preset
    room_standards.remove_preset(workspace, preset.id)
    assert [one[0] for one in chosen(workspace)] == [THE_SIX, VENUE]
    for key, reason in ((VENUE, "不能移除"), (THE_SIX, "不能移除"), (preset.id, "没有这个标准")):
        with pytest.raises(RefusedError, match=reason):
            room_standards.remove_preset(workspace, key)


def test_a_bad_file_and_one_that_ships_change_nothing(workspace, tmp_path):
    bad = write_book(tmp_path / "坏.xlsx", ["五个一"], HEAD, *([n, "", 1] for n in range(6)), [7, "党旗", 0])
    with pytest.raises(RefusedError) as refused:
        room_standards.plan_preset(workspace, bad)
    assert refused.value.title == "“坏.xlsx”有7处有错，没有导入任何内容。"
    assert refused.value.advice.startswith("请改好再导入：B3 项目：没有写项目；B4 项目：没有写项目；")
    assert refused.value.advice.endswith("；……。")
    shipped = write_book(tmp_path / "六有.xlsx", [presets()[VENUE].title], HEAD, [1, "有场所", 24])
    with pytest.raises(RefusedError, match="随程序提供"):
        room_standards.plan_preset(workspace, shipped)
    assert len(chosen(workspace)) == 2


def test_the_check_against_a_standard_is_printed_under_its_title(workspace):
    with pytest.raises(RefusedError, match="还没有对照"):
        room_form(workspace, VENUE)
    checked(workspace, date(2026, 7, 8), place=MET.but(evidence_on=date(2026, 6, 1)))
    checked(workspace, date(2026, 10, 8), place=MET, reading=WANTING)
    form = room_form(workspace, presets()[VENUE].title)
    assert [(row.title, row.status) for row in form.rows][:2] == [("有场所", ItemStatus.MET), ("有设施", None)]
    assert (form.figures.compared_with, form.figures.met, form.figures.unmet) == (date(2026, 7, 8), 1, 1)
    assert form.figures.particulars is None
    assert form.rows[0].renewed
    printed = print_form(workspace, "room", VENUE)
    assert printed.file_name == "党组织活动场所“六有”自查表-八号桥联合党支部-2026年10月8日.pdf"
    text = all_text(printed.pdf)
    assert "党组织活动场所“六有”自查表" in text
    assert "王海涛，2026年12月31日前完成" in "".join(text.split())


def test_standards_and_checks_go_out_and_come_in_with_the_branch(workspace, issue, tmp_path):
    preset = issue("街道五个一", ("党旗", 6), ("标牌", "长期")).preset
    kept = [checked(workspace, workspace.today, preset.id, **{preset.items[0].key: MET})]
    kept.append(checked(workspace, workspace.today, VENUE, reading=WANTING))
    export_archive(workspace, tmp_path / "branch.json")
    with new_workspace(tmp_path / "successor", "1234", lambda: workspace.now) as (successor, _):
        import_archive(successor, tmp_path / "branch.json")
        assert chosen(successor)[-1] == (preset.id, "街道五个一", Origin.ISSUED)
        assert recorded(successor) == kept == recorded(workspace)
