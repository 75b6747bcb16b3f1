"""示范阵地申报表 filled from the record: recomputed from the sample, its pictures chosen, its own words kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from liangxin_desktop.domain.model_room import MOST_PICTURES, quarters_checked, quarters_to, uses_of_room
from liangxin_desktop.domain.room import ItemStatus, RoomCheck, RoomItem, RoomItems
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import model_room
from liangxin_desktop.services.demo import PASSWORD
from liangxin_desktop.services.forms import print_form
from liangxin_desktop.services.model_room import ModelSheet
from liangxin_desktop.services.room_register import add_uses_from_sessions
from liangxin_desktop.services.sessions import finalize, new_session, save_draft
from liangxin_desktop.services.workspace import Workspace, open_workspace
from tests.documents.papers import page_texts

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
TODAY = NOW.date()
MET = RoomItem(status=ItemStatus.MET, description="2号楼301", evidence_on=date(2026, 9, 1))


@pytest.fixture
def sample(demo_folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demo_folder, PASSWORD, lambda: NOW)
    yield workspace
    workspace.store.close(backup=False)


def test_the_sheet_of_the_sample_says_what_its_record_says(sample: Workspace) -> None:
    form = model_room.model_room_form(sample)
    with sample.begin() as work:
        record = work.load_record()
    assert (form.branch, form.superior) == (record.branch.name, record.branch.superior)
    assert (form.affiliation, form.formation) == ("属块", "区域联建")
    assert (form.members, form.units) == (31, f"{len(record.units)}家")
    assert form.secretary == next(one.name for one in record.people if one.role == "secretary")
    last = max(record.room_checks, key=lambda one: one.checked_on)
    assert [one.description for one in form.items] == [
        (getattr(last.items, key).description or "").strip() for key in RoomItems.model_fields
    ]
    days = {one.checked_on for one in record.room_checks if one.checked_on >= date(2026, 1, 1)}
    assert {one.checked_on for one in form.quarters} == days
    uses = [one for one in record.room_entries if one.kind is EntryKind.USE and one.on and one.on >= date(2026, 1, 1)]
    place = str(record.room_facts.place if record.room_facts else "?")
    unregistered = [
        one
        for one in record.sessions
        if one.is_final and one.kind is not SessionKind.HEART_TALK and one.held_on >= date(2026, 1, 1)
        if place in (one.place or "") and one.held_on not in {use.on for use in uses}
    ]
    assert len(uses) > 10
    assert form.uses.times == len(uses) + len(unregistered)
    assert form.uses.people == sum(one.number or 0 for one in uses) + sum(len(one.present) for one in unregistered)
    assert form.place.startswith(place)
    assert 0 < len(form.pictures) <= MOST_PICTURES
    printed = print_form(sample, "model-room", None)
    assert printed.file_name == "示范阵地申报表-八号桥联合党支部-2026年11月23日.pdf"
    assert len(page_texts(printed.pdf)) == 2
    with pytest.raises(RefusedError, match="不用指明"):
        print_form(sample, "model-room", "x")


def test_words_and_pictures_are_kept_and_the_pictures_come_in_the_order_offered(sample: Workspace) -> None:
    choices = model_room.picture_choices(sample)
    assert len({one.file.sha256 for one in choices}) == len(choices) > 2
    first, second = (one.file.sha256 for one in choices[:2])
    model_room.keep_model_sheet(sample, ModelSheet("共用共管。", (second, first)))
    assert model_room.model_sheet(sample).special == "共用共管。"
    form = model_room.model_room_form(sample)
    assert form.special == "共用共管。"
    assert [one.title for one in form.pictures] == [one.title for one in choices[:2]]
    model_room.keep_model_sheet(sample, ModelSheet("", ()))
    assert model_room.model_room_form(sample).pictures == ()


def test_at_first_each_item_shows_a_picture(sample: Workspace) -> None:
    chosen = model_room.model_sheet(sample).pictures
    choices = {one.file.sha256: one for one in model_room.picture_choices(sample)}
    assert {choices[one].item for one in chosen} == {one.item for one in choices.values()}
    assert len(chosen) == min(MOST_PICTURES, len(choices))


def test_without_a_check_there_is_nothing_to_hand_in(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="还没有做过阵地自查"):
        model_room.model_room_form(workspace)


def test_a_bare_record_gives_a_sheet_with_blanks(workspace: Workspace) -> None:
    with workspace.begin() as work:
        work.room_checks.add(RoomCheck(checked_on=TODAY, items=RoomItems(room=MET)))
        work.commit()
    form = model_room.model_room_form(workspace)
    assert (form.place, form.special, form.pictures) == ("", "", ())
    assert [one.status for one in form.items] == [ItemStatus.MET, *[None] * 5]
    assert (form.uses.times, form.uses.first, form.uses.last) == (0, date(2026, 1, 1), TODAY)


def test_a_session_at_the_room_counts_once_whether_the_register_has_it_or_not(workspace: Workspace) -> None:
    with workspace.begin() as work:
        work.room_checks.add(RoomCheck(checked_on=TODAY, items=RoomItems(room=MET)))
        work.room_facts.put(RoomFacts(place="2号楼301"))
        work.room_entries.put(RoomEntry(id="one", kind=EntryKind.USE, title="园区培训", on=TODAY, number=19))
        work.commit()
    before = model_room.model_room_form(workspace).uses
    draft = new_session(workspace, SessionKind.THEME_DAY, day=date(2026, 11, 20)).but(
        place="2号楼301", topic="学习", discussion="讨论", consensus="一致", present=["p1", "p2"]
    )
    save_draft(workspace, draft)
    assert model_room.model_room_form(workspace).uses == before
    finalize(workspace, draft)
    after = model_room.model_room_form(workspace).uses
    assert after.times == before.times + 1
    add_uses_from_sessions(workspace)
    assert model_room.model_room_form(workspace).uses == after


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 12, 31), "2026Q1"), (date(2027, 1, 1), "2026Q2"), (date(2027, 3, 31), "2026Q2")],
)
def test_four_quarters_with_the_present_one(day: date, first: str) -> None:
    quarters = quarters_to(day)
    assert (len(quarters), str(quarters[0])) == (4, first)
    assert day in quarters[-1]


def test_of_a_quarter_the_latest_check_up_to_the_day_is_told() -> None:
    checks = [
        RoomCheck(checked_on=date(2026, 7, 8), items=RoomItems(room=MET)),
        RoomCheck(checked_on=date(2026, 9, 30), items=RoomItems(room=MET, film=MET)),
        RoomCheck(checked_on=date(2026, 11, 24), items=RoomItems(room=MET)),
    ]
    told = quarters_checked(checks, list(RoomItems.model_fields), TODAY)
    assert [(one.checked_on, one.met, one.items) for one in told[2:]] == [(date(2026, 9, 30), 2, 6), (None, 0, 0)]


def test_uses_before_the_four_quarters_and_after_the_day_are_left_out() -> None:
    days = (date(2025, 12, 31), date(2026, 1, 1), TODAY, date(2026, 11, 24), None)
    entries = [RoomEntry(id=str(at), kind=EntryKind.USE, title="用", on=day) for at, day in enumerate(days)]
    told = uses_of_room([*entries, entries[1]], TODAY, 1)
    assert (told.times, told.people, [one.on for one in told.latest]) == (2, 0, [TODAY])
