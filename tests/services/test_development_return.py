"""发展党员情况报表 of the sample: every figure recomputed straight from the exported archive, by other means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import ReturnKind, ReturnPayload
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import return_desk, returns
from liangxin_desktop.services.archive import export_archive
from liangxin_desktop.services.demo import PASSWORD, DemoMade
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
