"""Each figure of the quarterly return, recomputed from the archive's JSON alone, by other means than the program's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.services import returns
from liangxin_desktop.services.archive import export_archive
from liangxin_desktop.services.workspace import Workspace, open_workspace

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times
Tree = dict[str, Any]


@pytest.fixture
def sample(demo_folder: Path) -> Iterator[Workspace]:
    """The sample branch, open."""
    opened = open_workspace(demo_folder, "demo", lambda: NOW)
    yield opened
    opened.store.close(backup=False)


@pytest.fixture
def archive(sample: Workspace, tmp_path: Path) -> Tree:
    """The sample as other programs read it."""
    export_archive(sample, tmp_path / "a.json")
    tree: Tree = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    return tree


def _members(archive: Tree, day: str) -> set[str]:
    """Who was a member that day: approved, or admitted before the record began, and not gone."""
    approved = {one["person"]: one["done_on"] for one in archive["development"] if one["step"] == 17}
    members = set()
    for person in archive["people"]:
        since = approved.get(person["id"]) or person["admitted_on"]
        stage_says = person["stage"] in ("probationary", "full")
        joined = max(since or "", person["joined_on"] or "")
        if stage_says and joined <= day and not (person["left_on"] and person["left_on"] <= day):
            members.add(person["id"])
    return members


def _due(archive: Tree, session: Tree) -> set[str]:
    members = _members(archive, session["starts_at"][:10])
    people = {one["id"]: one for one in archive["people"]}
    if session["kind"] == "group-meeting":
        return {one for one in members if people[one]["group"] == session["group"]}
    if session["kind"] == "committee-meeting":
        return {one for one in members if people[one]["role"]}
    if session["kind"] == "other":
        return {*session["present"], *session["absent"], *(one["person"] for one in session["leave"])}
    return members


@pytest.mark.parametrize("period", ["2025Q1", "2025Q4", "2026Q1", "2026Q2", "2026Q3"])
def test_every_figure_is_what_the_archive_says(sample: Workspace, archive: Tree, period: str) -> None:
    wanted = returns.order("life", period, as_of=date(2026, 11, 23), draft=True)
    payload = json.loads(returns.compile_return(sample, wanted).to_bytes())
    first = f"{period[:4]}-{int(period[-1]) * 3 - 2:02}-01"
    last = f"{period[:4]}-{int(period[-1]) * 3:02}-31"
    held = [
        one
        for one in archive["sessions"]
        if one["status"] == "final" and first <= one["starts_at"][:10] <= last and one["kind"] != "heart-talk"
    ]
    assert len(held) > 15
    assert [row["id"] for row in payload["rows"]] == [
        one["id"] for one in sorted(held, key=lambda one: (one["starts_at"], one["id"]))
    ]
    for figures in payload["figures"]["kinds"]:
        of_kind = [one for one in held if one["kind"] == figures["kind"]]
        due = [_due(archive, one) for one in of_kind]
        present = [set(one["present"]) & who for one, who in zip(of_kind, due, strict=True)]
        complete = [one for one in of_kind if all(one[key] for key in ("topic", "discussion", "consensus", "actions"))]
        assert figures["held"] == len(of_kind)
        assert figures["due"] == sum(map(len, due))
        assert figures["present"] == sum(map(len, present))
        assert figures["complete"] == len(complete)
    total = payload["figures"]["total"]
    for name in ("held", "due", "present", "complete", "missing"):
        assert total[name] == sum(one[name] for one in payload["figures"]["kinds"])
    asked = {one["kind"]: one["required"] for one in payload["figures"]["kinds"]}
    assert {kind: count for kind, count in asked.items() if count is not None} == {
        "member-meeting": 1,
        "committee-meeting": 3,
        "group-meeting": 9,
        "theme-day": 3,
    }
    talks = [one for one in archive["sessions"] if one["kind"] == "heart-talk" and first <= one["starts_at"] <= last]
    assert payload["figures"]["heart_talks"] == len(talks)
    assert payload["figures"]["members"] == len(_members(archive, last))
