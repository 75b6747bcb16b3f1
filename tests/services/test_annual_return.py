"""年度综合报表 of the sample: every figure recomputed straight from the exported archive, by other means."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import ReturnKind, ReturnPayload
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import people, return_desk, returns
from liangxin_desktop.services.archive import export_archive
from liangxin_desktop.services.demo import PASSWORD, DemoMade
from liangxin_desktop.services.leaving import Leaving
from liangxin_desktop.services.workspace import Workspace, open_workspace
from tests.documents.papers import all_text

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
TODAY = NOW.date()
YEARS = {"2025": ("2024-12-31", "2025-12-31", date(2026, 3, 9)), "2026": ("2025-12-31", "2026-11-23", TODAY)}
"""By year the day before it, the day its figures stand on, and the day of compiling."""
Tree = dict[str, Any]


@pytest.fixture
def branch(demo_folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demo_folder, PASSWORD, lambda: NOW)
    yield workspace
    workspace.store.close(backup=False)


def exported(workspace: Workspace, file: Path) -> Tree:
    export_archive(workspace, file)
    tree: Tree = json.loads(file.read_text(encoding="utf-8"))
    return tree


@pytest.fixture
def archive(branch: Workspace, tmp_path: Path) -> Tree:
    return exported(branch, tmp_path / "branch.json")


def compiled(workspace: Workspace, year: str, as_of: date = TODAY) -> ReturnPayload:
    return returns.compile_return(workspace, returns.order("annual", year, as_of=as_of, draft=True))


def standings(archive: Tree, day: str) -> dict[str, str]:
    """full or probationary by id: approved or admitted by that day, joined, not gone, converted where so approved."""
    steps: dict[tuple[str, int], str] = {
        (one["person"], one["step"]): one["done_on"] for one in archive["development"] if one["done_on"]
    }
    found = {}
    for person in archive["people"]:
        since = steps.get((person["id"], 17)) or person["admitted_on"] or "9999"
        on_the_way = (person["id"], 1) in steps and (person["id"], 17) not in steps
        here = max(since, person["joined_on"] or "") <= day < (person["left_on"] or "9999")
        if person["stage"] in ("probationary", "full") and here and not on_the_way:
            by_steps = (person["id"], 17) in steps
            full = steps.get((person["id"], 24), "9999") <= day if by_steps else person["stage"] == "full"
            found[person["id"]] = "full" if full else "probationary"
    return found


def sessions_of(archive: Tree, kind: str, first: str, last: str) -> list[Tree]:
    held = [one for one in archive["sessions"] if one["status"] == "final" and one["kind"] == kind]
    return [one for one in held if first <= one["starts_at"][:10] <= last]


def due(archive: Tree, one: Tree) -> set[str]:
    there = set(standings(archive, one["starts_at"][:10]))
    named = {*one["present"], *one["absent"], *(leave["person"] for leave in one["leave"])}
    narrowed = {
        "other": named,
        "group-meeting": {who["id"] for who in archive["people"] if who["group"] == one["group"]} & there,
        "committee-meeting": {who["id"] for who in archive["people"] if who["role"]} & there,
    }
    return narrowed.get(one["kind"], there)


def quarters(year: str) -> list[tuple[str, str]]:
    return [(f"{year}-{first:02}-01", f"{year}-{first + 2:02}-31") for first in (1, 4, 7, 10)]


@pytest.mark.parametrize("year", YEARS)
def test_members_are_those_of_the_archive(branch: Workspace, archive: Tree, year: str) -> None:
    before, last, as_of = YEARS[year]
    payload = compiled(branch, year, as_of)
    opening, closing = standings(archive, before), standings(archive, last)
    told = {one["stage"]: one for one in payload.figures["members"]}
    for stage in ("full", "probationary"):
        assert told[stage]["opening"] == Counter(opening.values())[stage]
        assert told[stage]["closing"] == Counter(closing.values())[stage]
    assert told[None]["approved"] == len(closing.keys() - opening.keys())
    assert told["full"]["converted_in"] == sum(
        stage == "full" != opening.get(who, "full") for who, stage in closing.items()
    )
    gone = opening.keys() - closing.keys()
    reasons = [one["left_reason"] for one in archive["people"] if one["id"] in gone]
    assert told[None]["transferred_out"] == sum(reason.startswith("组织关系转出") for reason in reasons) > 0
    assert {one["title"]: one["count"] for one in payload.figures["leavings"]} == Counter(reasons)
    assert payload.figures["talks"]["members"] == payload.figures["study"]["members"] == len(closing)


@pytest.mark.parametrize("year", YEARS)
def test_every_kind_of_session_is_that_of_the_archive(branch: Workspace, archive: Tree, year: str) -> None:
    payload = compiled(branch, year, YEARS[year][2])
    assert len(payload.rows) > 6
    for row in payload.rows:
        kind, of_year = row["year"]["kind"], []
        for place, (first, last) in enumerate(quarters(year)):
            held = sessions_of(archive, kind, first, last)
            of_year += held
            assert (row["quarters"][place] or {"held": 0})["held"] == len(held)
        assert row["year"]["held"] == len(of_year)
        came = [(due(archive, one), set(one["present"])) for one in of_year]
        assert row["year"]["due"] == sum(len(owed) for owed, _ in came)
        assert row["year"]["present"] == sum(len(owed & present) for owed, present in came)
        whole = [one for one in of_year if all(one[key] for key in ("topic", "discussion", "consensus", "actions"))]
        assert row["year"]["complete"] == len(whole)
    asked = {row["year"]["kind"]: row["year"]["required"] for row in payload.rows if row["year"]["required"]}
    groups = 12 * len(archive["groups"])
    assert asked == {"member-meeting": 4, "committee-meeting": 12, "group-meeting": groups, "theme-day": 12}
    for name in ("held", "due", "present", "complete", "missing"):
        assert payload.figures["life"][name] == sum(row["year"][name] for row in payload.rows)


@pytest.mark.parametrize("year", YEARS)
def test_duties_of_the_year_talks_and_hours_are_those_of_the_archive(
    branch: Workspace, archive: Tree, year: str
) -> None:
    _, last, as_of = YEARS[year]
    figures = compiled(branch, year, as_of).figures
    for duty in figures["yearly"]:
        served = [one for one in sessions_of(archive, duty["kind"], "", as_of.isoformat() + "T") if one["for_year"]]
        served = [one for one in served if one["for_year"] == int(year)]
        assert duty["held_on"] == [one["starts_at"][:10] for one in served]
        assert duty["due"] == sum(len(due(archive, one)) for one in served)
        assert duty["present"] == sum(len(due(archive, one) & set(one["present"])) for one in served)
        assert duty["missing"] == 0
    members = standings(archive, last)
    talks = sessions_of(archive, "heart-talk", f"{year}-01-01", last)
    talked = {who for one in talks for who in (*one["present"], one["host"])} & set(members)
    assert (figures["talks"]["held"], figures["talks"]["talked"]) == (len(talks), len(talked))
    hours = dict.fromkeys(members, 0.0)
    for one in archive["sessions"]:
        of_year = one["status"] == "final" and f"{year}-01-01" <= one["starts_at"][:10] <= last
        for who in one["present"] if of_year and one["kind"] != "heart-talk" else ():
            if who in hours:
                hours[who] += one["hours"] or 0
    roles = {one["id"]: one["role"] for one in archive["people"]}
    assert figures["study"]["hours"] == pytest.approx(sum(hours.values()))
    assert figures["study"]["reached"] == sum(had >= (56 if roles[who] else 32) for who, had in hours.items())


@pytest.mark.parametrize("year", YEARS)
def test_development_room_and_coverage_are_those_of_the_archive(branch: Workspace, archive: Tree, year: str) -> None:
    before, last, as_of = YEARS[year]
    figures = compiled(branch, year, as_of).figures
    days = {(one["person"], one["step"]): one["done_on"] or "9999" for one in archive["development"]}
    ways = {person for person, _ in days}
    for told, mark, after in zip(figures["development"]["stages"], (1, 3, 8, 17), (3, 8, 17, 24), strict=True):
        for count, day in (("opening", before), ("closing", last)):
            there = [who for who in ways if days.get((who, mark), "9999") <= day < days.get((who, after), "9999")]
            assert told[count] == len(there)
    admitted = [day for (_, step), day in days.items() if step == 15 and f"{year}-01-01" <= day <= last]
    assert figures["development"]["admitted"] == figures["development"]["used"] == len(admitted)
    assert figures["development"]["planned"] == archive["branch"]["yearly_quota"][year]
    for place, (first, end) in enumerate(quarters(year)):
        check = [one for one in archive["room_checks"] if first <= one["checked_on"] <= min(end, last)][-1]
        assert figures["room"]["checked_on"][place] == check["checked_on"]
        for item in figures["room"]["items"]:
            assert item["statuses"][place] == check["items"][item["item"]]["status"]
    units = archive["units"]
    large = [one for one in units if one["above_scale"]]
    (rate,) = [one for one in figures["cover"]["rates"] if one["name"] == "above-scale"]
    assert (rate["covered"], rate["units"]) == (sum(one["has_organization"] for one in large), len(large))
    assert figures["cover"]["units"] == len(units)
    assert figures["branch"]["groups"] == len(archive["groups"])
    assert figures["branch"]["secretary"] == next(
        one["name"] for one in archive["people"] if one["role"] == "secretary"
    )


def test_nothing_of_persons_is_told_beyond_what_the_findings_name(branch: Workspace, archive: Tree) -> None:
    payload = compiled(branch, "2026")
    told = payload.to_bytes().decode() + all_text(returns.draft_pages(payload))
    named = {one.subject.name for one in payload.findings} | {payload.figures["branch"]["secretary"]}
    said = "".join(one.message for one in payload.findings)
    for person in archive["people"]:
        for kept in ("id_number", "phone", "birth_date"):
            assert not person[kept] or person[kept] not in told
        assert person["name"] not in told or person["name"] in named or person["name"] in said


def test_a_member_who_dies_and_one_who_is_removed_are_told_apart(
    branch: Workspace, archive: Tree, tmp_path: Path
) -> None:
    first, second = [who for who, stage in standings(archive, "2026-11-23").items() if stage == "full"][-2:]
    people.leave(branch, first, Leaving(LeavingKind.DECEASED, date(2026, 11, 2)))
    decided = {"by": "中共启明公司委员会", "decided_on": date(2026, 11, 2)}
    people.leave(branch, second, Leaving(LeavingKind.REMOVED, date(2026, 11, 3), **decided))
    figures = compiled(branch, "2026").figures
    told = {one["kind"]: one["count"] for one in figures["leavings"]}
    assert (told["deceased"], told["removed"]) == (1, 1)
    full = next(one for one in figures["members"] if one["stage"] == "full")
    assert full["gone"] == 2
    assert full["closing"] == Counter(standings(exported(branch, tmp_path / "b.json"), "2026-11-23").values())["full"]


def test_findings_are_those_of_the_year(branch: Workspace) -> None:
    codes = [one.code for one in compiled(branch, "2026").findings]
    assert {"life.group-meeting", "life.four-haves", "dev.assessment", "cover.target", "room.unmet"} <= set(codes)
    assert not any(one.severity == "due" for one in compiled(branch, "2026").findings)
    assert [one.code for one in compiled(branch, "2025", date(2026, 3, 9)).findings] == ["cover.target", "room.unmet"]
    early = [one.code for one in compiled(branch, "2025", date(2026, 1, 9)).findings]
    assert {"life.organizational-life-meeting", "life.democratic-review"} <= set(early)


def test_a_correction_names_what_it_corrects_and_why(branch: Workspace) -> None:
    number = "HP-0217-年度-2025-00"
    wanted = returns.order("annual", "2025", as_of=TODAY, revises=number, reason="补记一次党课")
    signed = returns.sign_and_record(branch, wanted)
    assert (signed.entry.number, signed.entry.revises) == ("HP-0217-年度-2025-01", number)
    text = all_text(signed.pdf)
    assert f"更正的报表：{number}更正原因：补记一次党课" in text
    with pytest.raises(RefusedError, match="已签名"):
        returns.sign_and_record(branch, returns.order("annual", "2025", as_of=TODAY))


def test_its_period_is_a_year(branch: Workspace) -> None:
    for wrong in ("2026Q3", "2026H1", "2026-10"):
        with pytest.raises(RefusedError, match="期间应为年份"):
            returns.order("annual", wrong, as_of=TODAY)
    with pytest.raises(RefusedError, match="还没有开始"):
        compiled(branch, "2027")


def test_the_demo_hands_it_in_and_it_verifies(demo_made: tuple[Path, DemoMade], branch: Workspace) -> None:
    (path,) = [one for one in demo_made[1].returns if "年度" in one.name]
    (result,) = returns.verify_files([path], returns.trusted_certificates(branch), TODAY)
    assert (result.verdict, result.return_.kind, result.return_.period) == ("valid", "annual", "2025")


def test_the_year_is_offered_and_pressing_in_the_quarter_after_it(branch: Workspace) -> None:
    lines = [line for line in return_desk.return_lines(branch) if line.kind is ReturnKind.ANNUAL]
    assert [(str(line.period), bool(line.entry), line.ended) for line in lines] == [
        ("2026", False, False),
        ("2025", True, True),
    ]
    for day, pressing in (("2026-12-31", False), ("2027-01-01", True), ("2027-03-31", True), ("2027-04-01", False)):
        then = branch.at(datetime.fromisoformat(f"{day}T09:00"))
        (line,) = [
            one for one in return_desk.return_lines(then) if (one.kind, str(one.period)) == (ReturnKind.ANNUAL, "2026")
        ]
        assert (line.pressing, line.entry) == (pressing, None)


def test_points_before_signing_tell_members_plan_and_quarters_not_signed(branch: Workspace) -> None:
    texts = [point.text for point in return_desk.points(branch, compiled(branch, "2026"))]
    assert texts[:3] == ["党员年初30名，现有31名", "培养和考察中11人", "2026年发展计划3名，已接收1名"]
    assert "2026年尚未结束，只反映到2026年11月23日的情况" in texts
    assert not any("还没有签名" in text for text in texts)
    of_last = [point.text for point in return_desk.points(branch, compiled(branch, "2025", date(2026, 3, 9)))]
    assert of_last[0] == "党员年初30名，年末30名"
    assert "4类会议次数齐全" in of_last
    assert "每次会议“四有”齐全" in of_last
    late = compiled(branch, "2026", date(2027, 1, 20))
    assert "2026年第四季度的组织生活季度报表还没有签名" in [point.text for point in return_desk.points(branch, late)]
    assert Period.parse(late.period).title == "2026年"
