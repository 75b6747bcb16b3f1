"""The room's return and form of the sample: every figure recomputed straight from the exported archive."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import ReturnKind, ReturnPayload
from liangxin_desktop.errors import DamagedError, RefusedError
from liangxin_desktop.services import return_desk, returns
from liangxin_desktop.services.archive import export_archive
from liangxin_desktop.services.demo import PASSWORD, DemoMade
from liangxin_desktop.services.forms import print_form
from liangxin_desktop.services.room_form import room_form
from liangxin_desktop.services.workspace import Workspace, open_workspace
from tests.documents.papers import all_text

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
TODAY = NOW.date()
KINDS = ("use", "panel", "post", "issue", "film", "system", "book")
Told = tuple[Workspace, dict[str, Any]]
ITEMS = ("room", "gallery", "website", "journal", "film", "materials")


@pytest.fixture
def branch(demo_folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demo_folder, PASSWORD, lambda: NOW)
    yield workspace
    workspace.store.close(backup=False)


@pytest.fixture(scope="module")
def told(demo_made: tuple[Path, DemoMade], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The sample, open for reading only, and its archive."""
    made = tmp_path_factory.mktemp("room")
    folder, archive = made / "sample", made / "branch.json"
    shutil.copytree(demo_made[0], folder)
    workspace = open_workspace(folder, PASSWORD, lambda: NOW)
    export_archive(workspace, archive)
    yield workspace, json.loads(archive.read_text(encoding="utf-8"))
    workspace.store.close(backup=False)


def compiled(workspace: Workspace, period: str, as_of: date = TODAY) -> ReturnPayload:
    return returns.compile_return(workspace, returns.order("room", period, as_of=as_of, draft=True))


def months_later(day: str, months: int) -> str:
    year, month, of_month = map(int, day.split("-"))
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    return f"{year}-{month:02}-{of_month:02}"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026Q1", "2026-01-01", "2026-03-31"),
        ("2026Q2", "2026-04-01", "2026-06-30"),
        ("2026Q3", "2026-07-01", "2026-09-30"),
        ("2026Q4", "2026-10-01", "2026-12-31"),
        ("2025Q4", "2025-10-01", "2025-12-31"),
    ],
)
def test_every_figure_is_that_of_the_archive(told: Told, period: str, first: str, last: str) -> None:
    branch, archive = told
    names = {one["id"]: one["name"] for one in archive["people"]}
    checks = sorted(archive["room_checks"], key=lambda one: one["checked_on"])
    (check,) = [one for one in checks if first <= one["checked_on"] <= last]
    before = checks[checks.index(check) - 1]
    payload = compiled(branch, period)
    statuses = Counter(check["items"][key]["status"] for key in ITEMS)
    assert {key: value for key, value in payload.figures.items() if key != "particulars"} == {
        "checked_on": check["checked_on"],
        "compared_with": before["checked_on"],
        "items": 6,
        "met": statuses["met"],
        "partly": statuses["partly"],
        "unmet": statuses["unmet"],
    }
    assert [row["item"] for row in payload.rows] == list(ITEMS)
    for row in payload.rows:
        item, earlier = check["items"][row["item"]], before["items"][row["item"]]
        assert row["status"] == item["status"]
        assert row["before"] == earlier["status"]
        assert row["evidence_on"] == item.get("evidence_on")
        assert row["renewed"] == ((item.get("evidence_on") or "") > (earlier.get("evidence_on") or ""))
        assert row["attachments"] == len(item.get("attachments", []))
        assert row["description"] == item["description"]
        assert row["due_on"] == item.get("plan_due_on")
        assert row["owner"] == names.get(item.get("plan_owner"), "")
    wanting = [key for key in ITEMS if check["items"][key]["status"] != "met"]
    assert [one.subject.id for one in payload.findings if one.code == "room.unmet"] == wanting
    until = min(last, TODAY.isoformat())
    shelf = dict(zip(ITEMS, (24, 6, 3, 6, 24, 24), strict=True))
    stale = [
        key
        for key in ITEMS
        if check["items"][key]["status"] == "met"
        and months_later(check["items"][key]["evidence_on"], shelf[key]) < until
    ]
    assert [one.subject.id for one in payload.findings if one.code == "room.stale"] == stale
    assert {one.code for one in payload.findings} <= {"room.unmet", "room.stale"}


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025Q1", "2025-01-01", "2025-03-31"),
        ("2026Q1", "2026-01-01", "2026-03-31"),
        ("2026Q3", "2026-07-01", "2026-09-30"),
        ("2026Q4", "2026-10-01", "2026-12-31"),
    ],
)
def test_every_particular_is_that_of_the_archive(told: Told, period: str, first: str, last: str) -> None:
    (branch, archive), until = told, min(last, TODAY.isoformat())
    facts, said = archive["room_facts"], compiled(branch, period).figures["particulars"]
    begun = [one for one in archive["room_entries"] if (one.get("on") or "") <= until]
    by = {kind: [one for one in begun if one["kind"] == kind] for kind in KINDS}
    year = until[:4]

    def tally(kind: str) -> dict[str, Any]:
        days = [one["on"] for one in by[kind]]
        within = sum(first <= day for day in days)
        return {"in_period": within, "in_year": sum(day[:4] == year for day in days), "last_on": max(days)}

    def standing(kind: str) -> list[dict[str, Any]]:
        return [one for one in by[kind] if not one.get("withdrawn_on") or until < one["withdrawn_on"]]

    def counted(kind: str) -> list[dict[str, Any]]:
        return [{name: one.get(name) for name in ("title", "number", "year")} for one in standing(kind)]

    assert said["told_on"] == until
    assert said["room"] == {
        **{name: facts[name] for name in ("place", "area", "tenure", "shared_with", "opening_hours")},
        "uses": tally("use"),
        "people_in_period": sum(one["number"] for one in by["use"] if first <= one["on"]),
        "people_in_year": sum(one["number"] for one in by["use"] if one["on"][:4] == year),
    }
    changes = [day for one in by["panel"] for day in (one["on"], one.get("withdrawn_on")) if day and day <= until]
    assert said["gallery"] == {
        "place": facts["gallery_place"],
        "boards": sum(one["number"] for one in standing("panel")),
        "panels": counted("panel"),
        "changed_on": max(changes),
    }
    assert said["website"] == {
        "name": facts["website_name"],
        "address": facts["website"],
        "posts": tally("post"),
    }
    assert said["journal"] == {
        "title": facts["journal_title"],
        "rhythm": facts["journal_rhythm"],
        "issues": tally("issue"),
        "latest": max(by["issue"], key=lambda one: one["on"])["title"],
    }
    assert said["film"] == {"films": counted("film")}
    assert said["materials"] == {
        "systems": [one["title"] for one in standing("system")],
        "books": counted("book"),
        "copies": sum(one["number"] for one in standing("book")),
    }
    assert said["room"]["uses"]["in_period"] > 3
    assert said["website"]["posts"]["in_period"] > 3


def test_without_a_register_the_return_says_that_there_is_nothing(branch: Workspace) -> None:
    with branch.begin() as work:
        work.room_facts.clear()
        work.room_entries.clear()
        work.commit()
    payload = compiled(branch, "2026Q3")
    told = payload.figures["particulars"]
    assert (told["room"]["uses"]["in_year"], told["gallery"]["boards"], told["materials"]["systems"]) == (0, 0, [])
    text = all_text(returns.draft_pages(payload))
    assert "地点：无面积：无使用权：无开放时间：无使用：本季度0次、0人次；本年0次、0人次；最近无" in text
    assert "制度：无学习资料：无" in text
    assert "使用：本季度0次" in all_text(print_form(branch, "room", None).pdf)


def test_the_number_names_branch_kind_quarter_and_revision(branch: Workspace) -> None:
    assert compiled(branch, "2026Q4").number == "HP-0217-阵地-2026Q4-00"
    with pytest.raises(RefusedError, match="期间应为季度"):
        returns.order("room", "2026", as_of=TODAY)
    with pytest.raises(RefusedError, match=r"room 2026Q3（阵地六有自查表）"):
        returns.order("lunch", "2026Q3", as_of=TODAY)


def test_without_a_self_check_the_return_is_refused_and_says_what_to_do(branch: Workspace) -> None:
    with pytest.raises(RefusedError, match="2026年第四季度没有做阵地自查") as caught:
        compiled(branch, "2026Q4", date(2026, 10, 11))
    assert "先做" in caught.value.advice
    assert compiled(branch, "2026Q4", date(2026, 10, 12)).figures["checked_on"] == "2026-10-12"


def test_a_later_self_check_does_not_speak_for_the_quarter_before(branch: Workspace) -> None:
    """Told in November, the third quarter is still that of its own self-check."""
    early, late = compiled(branch, "2026Q3", date(2026, 10, 9)), compiled(branch, "2026Q3")
    assert (early.figures, early.rows, early.findings) == (late.figures, late.rows, late.findings)
    assert early.figures["checked_on"] == "2026-07-13"


def test_the_demo_hands_the_room_in_once_and_it_verifies(demo_made: tuple[Path, DemoMade], branch: Workspace) -> None:
    path = demo_made[1].returns[-1]
    (result,) = returns.verify_files([path], returns.trusted_certificates(branch), TODAY)
    assert (result.verdict, result.return_.kind, result.return_.period) == ("valid", "room", "2026Q3")
    with pytest.raises(RefusedError, match="已签名"):
        returns.sign_and_record(branch, returns.ReturnOrder(ReturnKind.ROOM, Period.parse("2026Q3"), TODAY))


def test_the_form_has_the_latest_self_check_and_its_pictures(told: Told, tmp_path: Path) -> None:
    branch, archive = told
    latest = max(archive["room_checks"], key=lambda one: one["checked_on"])
    form = room_form(branch)
    assert form.figures.checked_on.isoformat() == latest["checked_on"] == "2026-10-12"
    kept = [(key, one["name"]) for key in ITEMS for one in latest["items"][key].get("attachments", [])]
    assert kept
    assert [(one.item, one.name) for one in form.pictures] == kept
    assert [one.taken_on.isoformat() for one in form.pictures] == [
        latest["items"][key]["evidence_on"] for key, _ in kept
    ]
    printed = print_form(branch, "room", None)
    assert printed.file_name == "阵地自查表-八号桥联合党支部-2026年10月12日.pdf"
    assert all(name in all_text(printed.pdf) for _, name in kept)
    (tmp_path / "form.pdf").write_bytes(printed.pdf)
    with pikepdf.open(tmp_path / "form.pdf") as pdf:
        assert sum(len(page.get_images()) for page in pdf.pages) == len(kept)
    with pytest.raises(RefusedError, match="没有“x”这个标准"):
        print_form(branch, "room", "x")


def test_the_form_is_of_the_day(branch: Workspace) -> None:
    earlier = room_form(branch.at(datetime(2026, 10, 11, 9, 0)))  # noqa: DTZ001 - local, naive by design
    assert earlier.figures.checked_on == date(2026, 7, 13)
    with pytest.raises(RefusedError, match="还没有做过阵地自查"):
        room_form(branch.at(datetime(2023, 1, 1, 9, 0)))  # noqa: DTZ001 - local, naive by design


@pytest.mark.parametrize("data", [b"MZ a program", b"%PDF-1.7 a scan", b"\xff\xd8\xff cut off", b"<svg/>"])
def test_files_that_are_no_pictures_are_counted_and_not_shown(branch: Workspace, data: bytes) -> None:
    with branch.begin() as work:
        key, latest = max(work.room_checks.all(), key=lambda one: one[1].checked_on)
        kept = work.attachments.put(data, "照片.jpg")
        items = latest.items.but(film=latest.items.film.but(attachments=(kept,)))
        work.room_checks.put(key, latest.but(items=items))
        work.commit()
    form = room_form(branch)
    assert {one.item for one in form.pictures} == {"room", "gallery"}
    assert [row.attachments for row in form.rows if row.item == "film"] == [1]
    assert "附件1件" in all_text(print_form(branch, "room", None).pdf)


def test_a_missing_picture_is_left_out_and_a_damaged_one_is_told(branch: Workspace) -> None:
    form = room_form(branch)
    with branch.begin() as work:
        latest = max((check for _, check in work.room_checks.all()), key=lambda one: one.checked_on)
        first, second = (work.attachments.path(one.sha256) for one in latest.items.room.attachments)
    first.unlink()
    fewer = room_form(branch)
    assert len(fewer.pictures) == len(form.pictures) - 1
    assert fewer.rows == form.rows
    second.write_bytes(second.read_bytes()[:-1] + b"!")
    with pytest.raises(DamagedError):
        room_form(branch)


def test_points_before_signing_count_the_items(branch: Workspace) -> None:
    with branch.begin() as work:
        held = max(work.sessions.all(), key=lambda one: one.starts_at)
        work.sessions.put(held.but(id="draft", status="draft", attachments=()))
        work.commit()
    points = return_desk.points(branch, compiled(branch, "2026Q4"))
    texts = [point.text for point in points]
    assert texts[0] == "2026年10月12日自查：6项中达标5项"
    assert any("专题片" in text for text in texts[1:])
    assert not any("会议记录" in text for text in texts)
