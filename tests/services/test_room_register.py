"""阵地台账: entries as they are typed, kept, removed and taken back; sessions as uses; the register in a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room_particulars import particulars_of
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomEntryFields, RoomFacts
from liangxin_desktop.domain.sessions import Session, SessionKind, SessionStatus
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import room_register
from liangxin_desktop.services.recycle_bin import list_recycled, take_back, taken_out
from liangxin_desktop.services.room_register_form import enter_entry, enter_facts, entry_forms
from liangxin_desktop.services.room_summary import described, evidence_day, evidence_of, summary_of

TODAY = date(2026, 11, 23)
FACTS = RoomFacts(
    place="园区党员活动室", area=60, tenure="shared", shared_with="工会", opening_hours="每周三下午",
    gallery_place="一楼大厅", website_name="八号桥党建", journal_title="《桥讯》", journal_rhythm="双月刊",
)  # fmt: skip


def entry(kind: str, entry_id: str, on: str | None = None, **fields: Any) -> RoomEntry:
    return RoomEntry.model_validate({"id": entry_id, "kind": kind, "title": entry_id, "on": on, **fields})


def kept(workspace, *entries: RoomEntry, facts: RoomFacts | None = None) -> None:
    with workspace.begin() as work:
        work.room_entries.add_all(entries)
        if facts:
            work.room_facts.put(facts)
        work.commit()


def test_every_kind_says_what_is_asked_of_it():
    forms = entry_forms()
    assert list(forms) == list(EntryKind)
    for form in forms.values():
        names = [field.name for field in form.fields]
        assert len(set(names)) == len(names)
        assert set(names) <= set(RoomEntryFields.model_fields)
        assert [field.name for field in form.fields if field.width == 0] == ["title"]
        assert form.label_of("title")
    dated = [kind for kind, form in forms.items() if form.fields[0].name == "on"]
    assert all(forms[kind].fields[0].required for kind in dated)
    assert dated == [EntryKind.USE, EntryKind.PANEL, EntryKind.POST, EntryKind.ISSUE]


def test_what_is_typed_becomes_an_entry_of_its_kind():
    entered = enter_entry(EntryKind.USE, {"on": TODAY, "title": "党课", "number": 18, "year": 2020}, TODAY)
    assert entered.problems == {}
    assert (entered.noun.kind, entered.noun.on, entered.noun.number, entered.noun.year) == ("use", TODAY, 18, None)
    again = enter_entry(EntryKind.USE, {"on": TODAY, "title": "党课"}, TODAY, entry_id=entered.noun.id)
    assert again.noun.id == entered.noun.id


@pytest.mark.parametrize(
    ("kind", "values", "problems"),
    [
        ("use", {}, {"on": "请填写这一项。", "title": "请填写这一项。"}),
        ("use", {"on": date(2026, 11, 24), "title": "课"}, {"on": "日期还没有到。"}),
        ("use", {"on": TODAY, "title": "课" * 61}, {"title": "最多60个字。"}),
        ("use", {"on": TODAY, "title": "课\u202e"}, {"title": "含有改变书写方向的控制字符。"}),
        (
            "panel",
            {"on": TODAY, "title": "板", "withdrawn_on": date(2026, 11, 24)},
            {"withdrawn_on": "撤下日期还没有到。"},
        ),
        (
            "panel",
            {"on": date(2026, 9, 2), "title": "板", "withdrawn_on": date(2026, 9, 1)},
            {"withdrawn_on": "撤下日期不能早于上墙日期。"},
        ),
        ("panel", {"on": date(2026, 9, 2), "title": "板", "withdrawn_on": date(2026, 9, 2)}, {}),
        ("film", {"title": "桥", "year": 2027}, {"year": "摄制年份还没有到。"}),
        ("film", {"title": "桥", "year": 2026}, {}),
        ("film", {"title": "桥", "year": 1920}, {"year"}),
        ("system", {"title": "制度", "withdrawn_on": TODAY}, {}),
        ("book", {"title": "党章", "number": 100_001}, {"number"}),
    ],
)
def test_what_cannot_be_is_said_in_chinese_beside_its_field(kind, values, problems):
    entered = enter_entry(EntryKind(kind), values, TODAY)
    if isinstance(problems, set):
        assert set(entered.problems) == problems
    else:
        assert entered.problems == problems
    assert (entered.noun is None) == bool(problems)
    assert all(sentence.endswith("。") and not sentence.isascii() for sentence in entered.problems.values())


def test_facts_are_kept_and_an_own_room_is_shared_with_nobody(workspace):
    entered = enter_facts({"place": "三楼", "area": 60.5, "tenure": "own", "shared_with": "工会"})
    assert entered.noun.shared_with is None
    changes = room_register.put_facts(workspace, entered.noun)
    assert changes.touch("room_facts")
    assert room_register.room_register(workspace).facts == entered.noun
    assert set(enter_facts({"area": -1, "place": "楼" * 201}).problems) == {"area", "place"}


def test_entries_stand_newest_first_and_of_one_day_the_later_entered(workspace):
    kept(workspace, entry("use", "a", "2026-11-01"), entry("use", "b", "2026-11-03"), entry("use", "c", "2026-11-01"),
         entry("book", "d"), entry("film", "e", year=2019), entry("film", "f", year=2024))  # fmt: skip
    register = room_register.room_register(workspace)
    told = {kind: [one.id for one in register.entries[kind]] for kind in EntryKind}
    assert told["use"] == ["b", "c", "a"]
    assert (told["book"], told["film"], told["post"]) == (["d"], ["f", "e"], [])


def test_an_entry_is_put_in_its_own_place_and_removed_into_the_bin(workspace):
    first = entry("issue", "i1", "2026-11-01", title="2026年第5期")
    assert room_register.put_entry(workspace, first).touch("room_entries")
    room_register.put_entry(workspace, first.but(title="2026年第6期"))
    assert [one.title for one in room_register.room_register(workspace).entries[EntryKind.ISSUE]] == ["2026年第6期"]
    changes = room_register.remove_entry(workspace, "i1")
    assert room_register.get_entry(workspace, "i1") is None
    (thrown,) = taken_out(workspace, changes)
    assert (thrown.kind, thrown.title) == ("room_entries", "专刊 2026-11-01 2026年第6期")
    assert thrown in list_recycled(workspace)
    take_back(workspace, thrown.id)
    assert room_register.get_entry(workspace, "i1").title == "2026年第6期"
    with pytest.raises(RefusedError, match="不在了"):
        room_register.remove_entry(workspace, "nobody")


def session(session_id: str, day: str, **fields: Any) -> Session:
    plain = {"kind": SessionKind.LECTURE, "status": SessionStatus.FINAL, "starts_at": f"{day}T14:00", "topic": "廉洁"}
    return Session.model_validate({"id": session_id, "place": "园区 党员活动室", **plain, **fields})


@pytest.fixture
def met(workspace):
    """A branch whose sessions of the quarter are few and known."""
    with workspace.begin() as work:
        for one in work.sessions.all():
            work.sessions.remove(one.id)
        work.sessions.add_all(
            [
                session("before", "2026-09-30"),
                session("first", "2026-10-01", present=["p1", "p2"]),
                session("elsewhere", "2026-10-02", place="街道礼堂"),
                session("nowhere", "2026-10-03", place=""),
                session("draft", "2026-10-04", status="draft"),
                session("talk", "2026-10-05", kind="heart-talk"),
                session("last", "2026-11-23", topic=f"长{'长' * 80}"),
                session("tomorrow", "2026-11-24"),
            ]
        )
        work.commit()
    return workspace


def test_finished_sessions_of_the_quarter_at_the_place_become_uses_once(met):
    kept(met, facts=FACTS)
    found = room_register.uses_from_sessions(met)
    assert [(one.title[:5], one.on, one.number) for one in found] == [
        ("党课：廉洁", date(2026, 10, 1), 2),
        ("党课：长长", date(2026, 11, 23), 0),
    ]
    room_register.add_uses_from_sessions(met)
    assert room_register.room_register(met).entries[EntryKind.USE] == tuple(reversed(found))
    assert room_register.uses_from_sessions(met) == ()
    with pytest.raises(RefusedError, match="没有可以取用"):
        room_register.add_uses_from_sessions(met)
    room_register.remove_entry(met, found[0].id)
    assert room_register.uses_from_sessions(met) == found[:1]


@pytest.mark.parametrize(
    ("place", "held_at", "expected"),
    [
        ("2号楼301", "2 号楼 301", True),
        ("2号楼301", "园区党员活动室（2 号楼 301）", True),
        ("2号楼301", "12号楼301", False),
        ("2号楼301", "2号楼3010", False),
        ("２号楼301", "2号楼301", True),
        ("301", "301", True),
        ("301", "1301", False),
        ("301", "三楼301", False),
        ("301", None, False),
    ],
)
def test_the_place_of_a_session_may_say_more_than_the_rooms(place, held_at, expected):
    assert room_register.is_use(session("s", "2026-10-01", place=held_at), place) is expected


@pytest.mark.parametrize("facts", [None, RoomFacts(), RoomFacts(place=" "), RoomFacts(place="街道")])
def test_without_the_rooms_place_no_session_is_a_use(met, facts):
    kept(met, facts=facts)
    assert room_register.uses_from_sessions(met) == ()


def test_at_the_turn_of_the_quarter_only_the_new_one_counts(met):
    kept(met, facts=FACTS)
    earlier = replace(met, clock=lambda: datetime(2026, 9, 30, 20, 0))  # noqa: DTZ001 - local, naive by design
    assert [one.on for one in room_register.uses_from_sessions(earlier)] == [date(2026, 9, 30)]
    later = replace(met, clock=lambda: datetime(2027, 1, 1, 8, 0))  # noqa: DTZ001 - local, naive by design
    assert room_register.uses_from_sessions(later) == ()


def particulars(*entries: RoomEntry, facts: RoomFacts = FACTS):
    return particulars_of(facts, entries, Period.containing(TODAY, "quarter"), TODAY)


def test_each_item_is_told_in_a_line():
    told = particulars(
        entry("use", "u", "2026-11-18", number=18), entry("use", "v", "2026-07-01", number=5),
        entry("panel", "身边的党员", "2026-09-01", number=4), entry("panel", "学习园地", "2026-03-01"),
        entry("post", "p", "2026-11-18"), entry("post", "q", "2025-12-31"),
        entry("issue", "2026年第5期", "2026-10-20"),
        entry("film", "《桥》", year=2019, number=8),
        entry("system", "制"), entry("book", "党章", number=31), entry("book", "条例"),
    )  # fmt: skip
    assert {
        item: summary_of(item, told) for item in ("room", "gallery", "website", "journal", "film", "materials")
    } == {
        "room": "60 m² · 与工会共用 · 本季使用 1 次 18 人次",
        "gallery": "展板 5 块 · 最近更换 2026-09-01",
        "website": "八号桥党建 · 本年发布 1 条，最近 11-18",
        "journal": "《桥讯》双月刊 · 本年 1 期，最近 2026年第5期",
        "film": "《桥》（2019 年，8 分钟）",
        "materials": "制度 1 项 · 学习资料 32 册",
    }
    assert summary_of("flag", told) == ""
    room, film = evidence_of("room", told), evidence_of("film", told)
    assert (room.on, room.offer) == (date(2026, 11, 18), "最近使用 2026-11-18")
    assert room.line == "台账（2026-11-23）：园区党员活动室，60 m²，与工会共用，本季使用 1 次 18 人次。"
    assert (film.on, film.offer) == (None, "《桥》（2019 年，8 分钟）")
    assert evidence_of("flag", told) is None


def test_a_place_alone_is_told():
    told = particulars(facts=RoomFacts(place="三楼", gallery_place="大厅"))
    assert (summary_of("room", told), summary_of("gallery", told)) == ("三楼", "大厅")


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("", "", "台账（二）：新。"),
        ("自己写的", "", "自己写的\n台账（二）：新。"),
        ("旧话\n台账（一）：旧。", "旧话\n台账（一）：旧。", "旧话\n台账（二）：新。"),
        ("旧话\n台账（一）：旧，改过。", "旧话\n台账（一）：旧。", "旧话\n台账（一）：旧，改过。\n台账（二）：新。"),
        ("台账（二）：新。\n又写", "", "又写\n台账（二）：新。"),
    ],
)
def test_the_registers_line_is_added_and_nothing_typed_is_touched(text, before, expected):
    assert described(text, before, "台账（二）：新。") == expected


@pytest.mark.parametrize(
    ("on", "before", "now", "expected"),
    [
        (3, None, None, 3),
        (3, 1, 1, 3),
        (3, 1, 2, 2),
        (3, None, 2, 2),
        (1, 2, 2, 2),
        (None, 1, 1, 1),
        (None, None, None, None),
    ],
)
def test_the_day_of_evidence_is_the_registers_unless_one_was_typed(on, before, now, expected):
    days = [date(2026, 11, day) if day else None for day in (on, before, now, expected)]
    assert evidence_day(*days[:3]) == days[3]


def test_an_empty_register_offers_nothing():
    told = particulars(facts=RoomFacts())
    assert [evidence_of(item, told) for item in ("room", "gallery", "website", "journal", "film", "materials")] == [
        None
    ] * 6


def test_a_year_gone_by_is_told_with_its_year():
    told = particulars(entry("post", "q", "2025-12-31"), facts=RoomFacts())
    assert summary_of("website", told) == "本年发布 0 条，最近 2025-12-31"


def test_the_particulars_of_an_earlier_day_are_those_of_its_quarter(workspace):
    kept(workspace, entry("use", "u", "2026-09-30"), entry("use", "v", "2026-10-01"))
    register = room_register.room_register(workspace)
    assert register.particulars_on(date(2026, 9, 30)).room.uses.in_period == 1
    assert register.particulars.room.uses.in_period == 1
    assert register.particulars.room.uses.in_year == 2
