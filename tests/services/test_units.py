"""The register of covered units: kept, removed and taken back, counted by the rule, taken from sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liangxin_desktop.domain.units import Unit
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.branch import get_branch, save_branch
from liangxin_desktop.services.checks import run_check, set_aside
from liangxin_desktop.services.importing import Outcome, PlanRow
from liangxin_desktop.services.recycle_bin import list_recycled, take_back, taken_out
from liangxin_desktop.services.roster_import import RosterPlan
from liangxin_desktop.services.search import FoundKind, find
from liangxin_desktop.services.units import UnitLine, list_units, put_unit, remove_unit
from liangxin_desktop.services.units_import import (
    UnitsPlan,
    export_units,
    import_sheet,
    import_units,
    plan_sheet,
    plan_units,
    write_template,
)
from liangxin_desktop.services.workspace import Workspace
from tests.exchange.sheets import write_book

TITLES = ["单位名称", "职工人数", "党员人数", "有党组织", "规模以上", "重点行业"]
SOFT = "启明软件有限公司"


def lines(workspace: Workspace) -> dict[str, UnitLine]:
    return {one.unit.name: one for one in list_units(workspace).lines}


def names(workspace: Workspace) -> list[str]:
    return [one.unit.name for one in list_units(workspace).lines]


def sheet(folder: Path, *rows: Sequence[Any], titles: Sequence[str] = TITLES) -> Path:
    return write_book(folder / "单位.xlsx", titles, *rows)


def test_the_rates_are_those_of_the_rule(workspace: Workspace) -> None:
    put_unit(workspace, Unit(name="大厂", employees=400, members=0, above_scale=True))
    register = list_units(workspace)
    assert {one.name: (one.covered, len(one.units)) for one in register.rates} == {
        "employees-50": (3, 4),
        "employees-100": (0, 1),
        "above-scale": (0, 1),
        "key-industry": (0, 0),
    }
    found = [one for one in run_check(workspace).findings if one.code == "cover.target"]
    assert {one.period for one in found} == {one.name for one in register.missed}
    assert {one.basis for one in found} == {register.basis}
    assert register.is_asked


def test_who_keeps_a_rate_below_its_target(workspace: Workspace) -> None:
    put_unit(workspace, Unit(name="大厂", employees=400, members=0, above_scale=True))
    put_unit(workspace, Unit(name="小店", employees=4, members=0))
    large, small = lines(workspace)["大厂"], lines(workspace)["小店"]
    assert [rate.name for rate in large.pulls] == ["employees-50", "employees-100", "above-scale"]
    assert (small.rates, small.lacks, small.pulls) == ((), (), ())
    assert lines(workspace)[SOFT].pulls == ()


def test_who_lacks_something_of_a_rate_that_is_good_keeps_nothing_down(workspace: Workspace) -> None:
    with workspace.begin() as work:
        work.units.add_all(Unit(name=f"单位{number}", employees=60, members=1) for number in range(40))
        work.units.add(Unit(name="还没有党员", employees=60))
        work.commit()
    line = lines(workspace)["还没有党员"]
    assert [rate.name for rate in line.lacks] == ["employees-50"]
    assert line.pulls == ()
    assert list_units(workspace).missed == ()


def test_a_rate_set_aside_says_why(workspace: Workspace) -> None:
    put_unit(workspace, Unit(name="大厂", employees=400, members=9, has_organization=False))
    finding = next(one for one in run_check(workspace).findings if one.code == "cover.target")
    set_aside(workspace, finding, "正在筹建")
    register = list_units(workspace)
    assert (dict(register.explained), register.missed) == ({"employees-100": "正在筹建"}, ())


def test_a_single_branch_need_not_keep_it_but_may(workspace: Workspace) -> None:
    branch = get_branch(workspace)
    assert branch is not None
    save_branch(workspace, branch.but(formation="single"))
    put_unit(workspace, Unit(name="大厂"))
    assert not list_units(workspace).is_asked
    assert "大厂" in names(workspace)


def test_a_unit_is_kept_in_its_place(workspace: Workspace) -> None:
    first = list_units(workspace).lines[0]
    key, changes = put_unit(workspace, first.unit.but(employees=61), first.id)
    assert (key, changes.kinds) == (first.id, frozenset({"units"}))
    assert list_units(workspace).lines[0].unit.employees == 61


@pytest.mark.parametrize("name", [SOFT, "启明软件 有限公司", "启明软件有限公司　"])
def test_two_units_cannot_have_one_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(RefusedError, match="已有“启明软件有限公司”"):
        put_unit(workspace, Unit(name=name))
    other = list_units(workspace).lines[1]
    with pytest.raises(RefusedError, match="已有“启明软件有限公司”"):
        put_unit(workspace, other.unit.but(name=name), other.id)
    assert len(names(workspace)) == 3


def test_a_unit_removed_lies_in_the_bin_and_comes_back(workspace: Workspace) -> None:
    line = lines(workspace)[SOFT]
    changes = remove_unit(workspace, line.id)
    assert changes.kinds == {"units", "recycled"}
    assert SOFT not in names(workspace)
    (kept,) = taken_out(workspace, changes)
    assert (kept.kind, kept.title) == ("units", SOFT)
    assert take_back(workspace, kept.id).touch("units")
    assert lines(workspace)[SOFT].unit == line.unit
    assert list_recycled(workspace) == ()


def test_what_is_gone_can_be_neither_changed_nor_removed(workspace: Workspace) -> None:
    line = lines(workspace)[SOFT]
    remove_unit(workspace, line.id)
    with pytest.raises(RefusedError, match="已不在"):
        put_unit(workspace, line.unit, line.id)
    with pytest.raises(RefusedError, match="已不在"):
        remove_unit(workspace, line.id)


def test_a_sheet_is_told_row_by_row_before_anything_changes(workspace: Workspace, tmp_path: Path) -> None:
    rows = ([SOFT, 66, None, "是"], ["新厂", None, 3, "否", "是"], ["和润物业服务有限公司", 60, 6], ["坏行", "多", 1])
    plan = plan_units(workspace, sheet(tmp_path, *rows))
    assert list(plan.lines()) == [
        "“单位.xlsx”工作表“名册”，表头在第1行",
        "  说明：第3行没有职工人数，按0人计，请补上",
        "  新增1家，更新1家，无变化1家，有错1行",
        "  第3行 新增 新厂",
        "  第2行 更新 启明软件有限公司：职工人数 60 → 66；有党组织 否 → 是",
        "  第5行 有错 B5 职工人数“多”：应为人数，写成 128 这样的整数",
    ]
    assert list(plan.rows()) == [
        PlanRow(5, "坏行", Outcome.REFUSED, "B5 职工人数“多”：应为人数，写成 128 这样的整数"),
        PlanRow(2, SOFT, Outcome.CHANGED, "职工人数 60 → 66；有党组织 否 → 是"),
        PlanRow(3, "新厂", Outcome.ADDED, "职工0人，党员3人，规模以上"),
        PlanRow(4, "和润物业服务有限公司", Outcome.UNCHANGED, ""),
    ]
    assert lines(workspace)[SOFT].unit.employees == 60


def test_figures_that_hardly_can_be_right_are_doubted(workspace: Workspace, tmp_path: Path) -> None:
    rows = [[f"厂{number}", 10, 11] for number in range(6)]
    notes = list(plan_units(workspace, sheet(tmp_path, *rows, ["好厂", 10, 10])).notes())
    assert notes == ["第2、3、4、5、6行等党员比职工多，请核对"]


def test_one_bad_row_refuses_the_file(workspace: Workspace, tmp_path: Path) -> None:
    plan = plan_units(workspace, sheet(tmp_path, ["新厂", 80, 3], ["坏行", "多", 1]))
    with pytest.raises(RefusedError, match="有1行有错，没有导入任何内容。第一处：B3"):
        import_units(workspace, plan)
    assert len(names(workspace)) == 3
    changes = import_units(workspace, plan, skip_bad_rows=True)
    assert changes.kinds == {"units"}
    assert names(workspace)[3:] == ["新厂"]


def test_a_unit_changed_by_a_sheet_stays_in_its_place(workspace: Workspace, tmp_path: Path) -> None:
    before = names(workspace)
    import_units(workspace, plan_units(workspace, sheet(tmp_path, ["启明软件有限 公司", 500])))
    assert names(workspace) == before
    assert lines(workspace)[SOFT].unit == Unit(name=SOFT, employees=500, members=6)


def test_what_was_written_reads_back_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    put_unit(workspace, Unit(name="大厂", employees=400, has_organization=True, key_industry=True))
    assert export_units(workspace, tmp_path / "全.xlsx") == "覆盖单位4家"
    plan = plan_units(workspace, tmp_path / "全.xlsx")
    assert (len(plan.plan.unchanged), plan.plan.nouns, plan.refused) == (4, (), ())
    with pytest.raises(RefusedError, match="数据文件夹"):
        export_units(workspace, workspace.store.folder / "全.xlsx")


def test_the_empty_sheet_has_titles_only(workspace: Workspace, tmp_path: Path) -> None:
    write_template(workspace, tmp_path / "空白.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "空白.xlsx").worksheets[0].values)
    assert rows == [("序号", *TITLES)]


def test_a_sheet_tells_by_its_titles_what_it_is(workspace: Workspace, tmp_path: Path) -> None:
    register = plan_sheet(workspace, sheet(tmp_path, ["新厂", 80, 3]))
    assert isinstance(register, UnitsPlan)
    assert import_sheet(workspace, register).kinds == {"units"}
    roster = write_book(tmp_path / "名册.xlsx", ["姓名", "单位名称", "职工人数"], ["林秋实", SOFT, 60])
    plan = plan_sheet(workspace, roster)
    assert isinstance(plan, RosterPlan)
    assert import_sheet(workspace, plan).kinds == {"people"}
    with pytest.raises(RefusedError, match="姓名"):
        plan_sheet(workspace, write_book(tmp_path / "别的.xlsx", ["日期", "金额"], ["2026-01-01", 5]))
    with pytest.raises(RefusedError, match="表头下面没有单位"):
        plan_sheet(workspace, sheet(tmp_path))


@pytest.mark.parametrize("sought", ["启明", "qmrj", "qiming"])
def test_a_unit_is_found_by_name_and_pinyin(workspace: Workspace, sought: str) -> None:
    found = [one for one in find(workspace, sought) if one.kind is FoundKind.UNIT]
    assert [(one.title, one.id, one.note) for one in found] == [
        (SOFT, str(lines(workspace)[SOFT].id), "覆盖单位，职工60人")
    ]
