"""发展党员情况报表 of the sample: every figure recomputed straight from the exported archive, by other means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import ReturnKind, ReturnPayload
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import people, return_desk, returns
from liangxin_desktop.services.archive import export_archive
from liangxin_desktop.services.demo import PASSWORD, DemoMade
from liangxin_desktop.services.leaving import Leaving
from liangxin_desktop.services.transfer import transfer_in
from liangxin_desktop.services.workspace import Workspace, open_workspace
from tests.documents.papers import all_text

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
TODAY = NOW.date()
STAGES = ("applicant", "activist", "target", "probationary")
Tree = dict[str, Any]


@pytest.fixture
def branch(demo_folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demo_folder, PASSWORD, lambda: NOW)
    yield workspace
    workspace.store.close(backup=False)


@pytest.fixture
def archive(branch: Workspace, tmp_path: Path) -> Tree:
    export_archive(branch, tmp_path / "branch.json")
    tree: Tree = json.loads((tmp_path / "branch.json").read_text(encoding="utf-8"))
    return tree


def compiled(workspace: Workspace, period: str, as_of: date = TODAY) -> ReturnPayload:
    return returns.compile_return(workspace, returns.order("development", period, as_of=as_of, draft=True))


def ways(archive: Tree) -> dict[str, dict[int, str]]:
    """The day of each step by person, for those whose whole way is in the archive."""
    found: dict[str, dict[int, str]] = {}
    for step in archive["development"]:
        if step["done_on"]:
            found.setdefault(step["person"], {})[step["step"]] = step["done_on"]
    return found


def stage(way: dict[int, str], day: str) -> str | None:
    """By counting marks passed: 1, 3, 8, 17, 24."""
    passed = sum(way.get(mark, "9999") <= day for mark in (1, 3, 8, 17, 24))
    return (None, *STAGES, None)[passed]


@pytest.mark.parametrize(
    ("period", "before", "first", "last"),
    [
        ("2025Q1", "2024-12-31", "2025-01-01", "2025-03-31"),
        ("2025Q4", "2025-09-30", "2025-10-01", "2025-12-31"),
        ("2026Q1", "2025-12-31", "2026-01-01", "2026-03-31"),
        ("2026Q2", "2026-03-31", "2026-04-01", "2026-06-30"),
        ("2026Q3", "2026-06-30", "2026-07-01", "2026-09-30"),
        ("2026Q4", "2026-09-30", "2026-10-01", "2026-11-23"),
    ],
)
def test_every_figure_is_that_of_the_archive(
    branch: Workspace, archive: Tree, period: str, before: str, first: str, last: str
) -> None:
    assert not any(one["left_on"] for one in archive["people"] if one["id"] in ways(archive))
    figures = compiled(branch, period).figures
    all_ways = ways(archive)
    for number, name in enumerate(STAGES):
        told = figures["stages"][number]
        mark, after = (1, 3, 8, 17)[number], (3, 8, 17, 24)[number]
        assert told["stage"] == name
        assert told["opening"] == sum(stage(way, before) == name for way in all_ways.values())
        assert told["closing"] == sum(stage(way, last) == name for way in all_ways.values())
        assert told["entered"] == sum(first <= way.get(mark, "") <= last for way in all_ways.values())
        assert told["advanced"] == sum(first <= way.get(after, "") <= last for way in all_ways.values())
        assert told["gone"] == 0
    assert figures["admitted"] == sum(first <= way.get(15, "") <= last for way in all_ways.values())
    assert figures["converted"] == sum(first <= way.get(24, "") <= last for way in all_ways.values())
    year = period[:4]
    assert figures["used"] == sum(f"{year}-01-01" <= way.get(15, "") <= last for way in all_ways.values())
    assert figures["planned"] == archive["branch"]["yearly_quota"].get(year)
    assert (figures["told_on"], figures["year"]) == (last, int(year))


def moved(workspace: Workspace, archive: Tree) -> None:
    """Some go in different ways and some come over, in the last quarter and the one before."""
    on_the_way = [one["id"] for one in archive["people"] if (way := ways(archive).get(one["id"])) and 24 not in way]
    named = {one["name"]: one["id"] for one in archive["people"]}
    decided = {"by": "中共启明公司委员会", "decided_on": date(2026, 11, 2)}
    goings = {
        "宋佳": Leaving(LeavingKind.WITHDRAWN, date(2026, 11, 3)),
        "罗成": Leaving(LeavingKind.MOVED, date(2026, 11, 4), towards="某支部"),
        "谢婷": Leaving(LeavingKind.NOT_APPROVED, date(2026, 11, 20), **decided),
        "陈立": Leaving(LeavingKind.REVOKED, date(2026, 11, 20), **decided),
        "唐悦": Leaving(LeavingKind.TRANSFERRED, date(2026, 11, 21), towards="某支部"),
    }
    assert {named[name] for name in goings} <= set(on_the_way)
    for name, leaving in goings.items():
        people.leave(workspace, named[name], leaving)
    for name, joined_on, taken in COMING:
        person = Person(id=name, name=name, stage=Stage.APPLICANT, joined_on=joined_on, joined_from="某支部")
        transfer_in(workspace, person, taken)


COMING = (
    ("苏文", date(2026, 10, 9), {1: date(2025, 3, 1), 3: date(2025, 12, 20)}),
    ("苏武", date(2026, 11, 9), {1: date(2024, 3, 1), 15: date(2026, 2, 1), 17: date(2026, 3, 1)}),
    ("苏轼", date(2026, 9, 30), {1: date(2026, 9, 1)}),
)


def there(person: Tree, way: dict[int, str], day: str) -> str | None:
    """The stage on a day by the last mark passed, for whoever is in the branch that day; not every mark is known."""
    passed = [place for place, mark in enumerate((1, 3, 8, 17, 24), 1) if way.get(mark, "9999") <= day]
    is_here = (person["joined_on"] or "") <= day < (person["left_on"] or "9999")
    return (None, *STAGES, None)[max(passed, default=0)] if is_here else None


def test_who_comes_and_goes_is_told_and_every_stage_balances(branch: Workspace, archive: Tree, tmp_path: Path) -> None:
    moved(branch, archive)
    export_archive(branch, tmp_path / "moved.json")
    tree: Tree = json.loads((tmp_path / "moved.json").read_text(encoding="utf-8"))
    known, all_ways = {one["id"]: one for one in tree["people"]}, ways(tree)
    first, last = "2026-10-01", "2026-11-23"
    figures = compiled(branch, "2026Q4").figures
    for name, told in zip(STAGES, figures["stages"], strict=True):
        assert told["opening"] == sum(there(known[one], way, "2026-09-30") == name for one, way in all_ways.items())
        assert told["closing"] == sum(there(known[one], way, last) == name for one, way in all_ways.items())
        gone = [one for one in all_ways if known[one]["left_on"] and first <= known[one]["left_on"] <= last]
        before = {one: there({**known[one], "left_on": None}, all_ways[one], known[one]["left_on"]) for one in gone}
        assert told["gone"] == sum(stood == name for stood in before.values())
        assert told["closing"] == told["opening"] + told["entered"] - told["advanced"] - told["gone"]
    reasons = [known[one]["left_reason"] for one in all_ways if known[one]["left_on"]]
    assert len(reasons) == 5
    assert figures["cancelled"] == sum(reason.startswith("取消预备党员资格") for reason in reasons) == 1
    assert figures["left"] == len(reasons) - figures["cancelled"]
    assert figures["transferred_out"] == sum("转出" in reason for reason in reasons) == 2
    joined = [one["joined_on"] for one in known.values() if one["id"] in all_ways and one["joined_on"]]
    assert figures["transferred_in"] == sum(first <= day <= last for day in joined) == 2
    before = compiled(branch, "2026Q3").figures
    assert (before["transferred_in"], before["left"], before["cancelled"]) == (1, 0, 0)
    told_of = {row["name"]: (row["standing"], *row["remarks"]) for row in compiled(branch, "2026Q4").rows}
    assert told_of["陈立"][:2] == ("取消资格", "取消预备党员资格")
    assert told_of["唐悦"][0] == "已离开"
    assert told_of["唐悦"][-1] == "组织关系转出"
    assert told_of["苏文"] == ("入党积极分子", "转入")
    assert "离开的人中转出2名；另有从其他支部转入2名" in all_text(returns.draft_pages(compiled(branch, "2026Q4")))


@pytest.mark.parametrize(
    ("period", "first", "last"), [("2026Q2", "2026-04-01", "2026-06-30"), ("2026Q4", "2026-10-01", "2026-11-23")]
)
def test_every_row_is_that_of_the_archive(branch: Workspace, archive: Tree, period: str, first: str, last: str) -> None:
    names = {one["id"]: one["name"] for one in archive["people"]}
    expected = {}
    for person, way in ways(archive).items():
        ended_now = first <= way.get(24, "") <= last
        if stage(way, last) or ended_now:
            days = [day if day and day <= last else None for day in map(way.get, (1, 3, 8, 15, 23))]
            expected[names[person]] = days
    keys = ("applied_on", "activist_on", "target_on", "admitted_on", "converted_on")
    rows = compiled(branch, period).rows
    assert {row["name"]: [row[key] for key in keys] for row in rows} == expected
    assert len(rows) == len(expected) > 8


def test_nothing_beyond_names_and_dates_is_told(branch: Workspace, archive: Tree) -> None:
    payload = compiled(branch, "2026Q4")
    told = payload.to_bytes().decode() + all_text(returns.draft_pages(payload))
    for person in archive["people"]:
        for kept in ("id_number", "phone", "birth_date"):
            assert not person[kept] or person[kept] not in told


def test_findings_are_those_of_development_in_the_quarter(branch: Workspace) -> None:
    (one,) = compiled(branch, "2026Q4").findings
    assert (one.code, one.due_on) == ("dev.assessment", date(2026, 11, 20))
    assert compiled(branch, "2026Q4", date(2026, 11, 20)).findings == ()


def test_the_number_names_branch_kind_quarter_and_revision(branch: Workspace) -> None:
    assert compiled(branch, "2026Q4").number == "HP-0217-发展党员-2026Q4-00"
    with pytest.raises(RefusedError, match="期间应为季度"):
        returns.order("development", "2026", as_of=TODAY)
    with pytest.raises(RefusedError, match=r"development 2026Q3（发展党员情况报表）"):
        returns.order("lunch", "2026Q3", as_of=TODAY)


def test_the_demo_hands_it_in_and_it_verifies(demo_made: tuple[Path, DemoMade], branch: Workspace) -> None:
    (path,) = [one for one in demo_made[1].returns if "发展党员" in one.name]
    (result,) = returns.verify_files([path], returns.trusted_certificates(branch), TODAY)
    assert (result.verdict, result.return_.kind, result.return_.period) == ("valid", "development", "2026Q3")
    with pytest.raises(RefusedError, match="已签名"):
        returns.sign_and_record(branch, returns.ReturnOrder(ReturnKind.DEVELOPMENT, Period.parse("2026Q3"), TODAY))


def test_points_before_signing_tell_the_plan_and_who_is_behind(branch: Workspace) -> None:
    texts = [point.text for point in return_desk.points(branch, compiled(branch, "2026Q4"))]
    assert texts[:2] == ["培养和考察中11人", "2026年发展计划3名，已接收1名"]
    assert any("半年考察" in text for text in texts)
    assert not any("会议" in text for text in texts)
