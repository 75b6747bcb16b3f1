"""A branch whose record has every field set, and stores that open quickly."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.store.envelope import Cost
from liangxin_desktop.store.store import Store

QUICK = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
PASSWORD = "良心口令-7"


def clock() -> datetime:
    """The time that the tests tell."""
    return datetime.fromisoformat("2026-11-23T09:00:30")


def attachment(letter: str) -> dict[str, str]:
    """An attachment that the record names."""
    return {"sha256": letter * 64, "name": f"照片{letter}.jpg"}


def rich_record() -> BranchRecord:
    """Every field of every noun is set somewhere, and lists are in no sorted order."""
    return BranchRecord.model_validate(
        {
            "branch": {
                "name": "两新第一联合支部",
                "code": "HP-0001",
                "superior": "街道党工委",
                "unit_name": "𠮷祥里商务楼",
                "unit_kind": "mixed",
                "formation": "regional-joint",
                "affiliation": "block",
                "established_on": "2011-07-01",
                "committee_elected_on": "2024-03-15",
                "term_years": 5,
                "theme_day": 25,
                "activity_type": True,
                "yearly_quota": {"2026": 3, "2025": 0, "2027": 12},
            },
            "groups": [
                {"id": "g2", "name": "第二党小组", "leader": "p1"},
                {"id": "g1", "name": "第一党小组"},
            ],
            "people": [_person(), *_plain_people()],
            "sessions": [_session(), *_plain_sessions()],
            "development": _development(),
            "assessments": [
                {
                    "person": "p3",
                    "kind": "activist",
                    "done_on": "2026-06-30",
                    "by": ["p2", "p1"],
                    "summary": "表现\n良好",
                },
                {"person": "p3", "kind": "probationary", "done_on": "2026-12-31", "by": []},
            ],
            "room_checks": _room_checks(),
            "units": [
                {
                    "name": "乙公司",
                    "employees": 120,
                    "members": 9,
                    "has_organization": True,
                    "above_scale": True,
                    "key_industry": True,
                },
                {"name": "甲公司"},
            ],
            "overrides": [
                {
                    "code": "life.theme-day",
                    "subject": "s1",
                    "period": "2026-06",
                    "reason": "停电",
                    "by": "张三",
                    "at": "2026-07-01T08:30",
                },
                {"code": "dev.age", "reason": "材料另存"},
            ],
            **_room(),
            "elections": _elections(),
            "contacts": _contacts(),
        }
    )


def _person() -> dict[str, object]:
    return {
        "id": "p2",
        "name": "𠮷田𬀩",
        "sex": "female",
        "birth_date": "1949-12-31",
        "id_number": "11010519491231002X",
        "ethnicity": "汉族",
        "education": "大学",
        "phone": "000-0000",
        "unit": "乙公司",
        "position": "经理",
        "group": "g1",
        "role": "secretary",
        "stage": "full",
        "admitted_on": "1970-01-02",
        "joined_on": "2011-07-01",
        "joined_from": "外区某支部",
        "full_on": "1971-01-02",
        "votes": False,
        "left_on": "2026-10-01",
        "left_reason": "转出",
        "left_decision": "街道党工委 2026-09-28",
    }


def _plain_people() -> list[dict[str, object]]:
    return [
        {"id": "p1", "name": "张三", "group": "g2"},
        {"id": "p3", "name": "李四", "stage": "activist"},
        {"id": "p0", "name": "王五", "stage": "probationary"},
    ]


def _session() -> dict[str, object]:
    return {
        "id": "s9",
        "kind": "group-meeting",
        "status": "final",
        "group": "g2",
        "for_year": 2025,
        "starts_at": "2026-06-08T14:00",
        "ends_at": "2026-06-08T15:30",
        "place": "二楼活动室",
        "host": "p1",
        "recorder": "p2",
        "topic": "学习",
        "discussion": "一\n二\t三",
        "consensus": "同意",
        "guests": "街道来宾",
        "hours": 1.5,
        "entered_at": "2026-06-08T16:00",
        "prompt": "t1",
        "actions": [
            {"what": "走访", "who": "p3", "due_on": "2026-07-01", "done_on": "2026-06-30"},
            {"what": "公示"},
        ],
        "present": ["p3", "p1"],
        "leave": [{"person": "p2", "reason": "出差"}],
        "absent": ["p0"],
        "votes": [
            {
                "matter": "接收",
                "person": "p3",
                "secret": True,
                "due": 9,
                "present": 8,
                "for": 7,
                "against": 1,
                "abstain": 2,
                "invalid": 3,
                "written_for": 4,
                "passed": False,
            },
            {"matter": "第二项"},
        ],
        "tags": ["integrity", "study", "integrity"],
        "attachments": [attachment("b"), attachment("a")],
        "amendments": [
            {"at": "2026-04-02T09:00", "reason": "补记表决"},
            {"at": "2026-04-01T10:30", "reason": "改正地点"},
        ],
    }


def _plain_sessions() -> list[dict[str, object]]:
    return [
        {"id": "s1", "kind": "theme-day", "starts_at": "2026-06-25T09:00"},
        {"id": "s5", "kind": "lecture", "status": "final", "starts_at": "2025-01-01T00:00", "hours": 2},
    ]


def _development() -> list[dict[str, object]]:
    votes = {"due": 9, "present": 9, "for": 8, "against": 0, "abstain": 1, "invalid": 0, "written_for": 1}
    return [
        {"person": "p3", "step": 9, "done_on": "2026-02-01", "details": {"sponsors": ["p2", "p1"]}},
        {"person": "p3", "step": 5, "done_on": "2025-02-01", "details": {"cultivators": []}},
        {"person": "p3", "step": 5, "done_on": "2025-03-01", "details": {"cultivators": ["p1"]}, "note": "换人"},
        {
            "person": "p3",
            "step": 8,
            "done_on": "2026-05-30",
            "details": {"consent_on": "2026-05-12", "publicity_from": "2026-05-13", "publicity_to": "2026-05-20"},
            "attachments": [attachment("c"), attachment("a")],
        },
        {"person": "p3", "step": 7, "details": {"session": "s1", "materials": {"view": "scan", "minutes": "missing"}}},
        {"person": "p3", "step": 10, "details": {"conclusion": "qualified"}},
        {"person": "p3", "step": 11, "details": {"days": 3.5, "hours": 24, "special_reason": "疫情"}},
        {"person": "p0", "step": 23, "details": {**votes, "result": "extend", "extend_months": 6}},
        {"person": "p0", "step": 24, "details": {"reason_for_delay": "材料补正"}},
        {"person": "p0", "step": 1},
    ]


def _room() -> dict[str, object]:
    entry = {"id": "e2", "kind": "film", "title": "十年", "year": 2021, "number": 12, "detail": "党建\n纪实"}
    item = {"status": "met", "description": "三楼", "evidence_on": "2026-09-01", "attachments": [attachment("d")]}
    plan = {"gap": "褪色", "plan": "更换", "plan_owner": "p1", "plan_due_on": "2026-12-01"}
    return {
        "room_facts": {
            "place": "三楼301室",
            "area": 60.5,
            "tenure": "shared",
            "shared_with": "工会",
            "opening_hours": "工作日 9:00—17:00",
            "gallery_place": "一楼大厅",
            "website": "https://dj.example.invalid",
            "website_name": "祥里党建",
            "journal_title": "祥里先锋",
            "journal_rhythm": "季刊",
        },
        "room_entries": [
            entry | {"attachments": [attachment("c"), attachment("a")]},
            {"id": "e1", "kind": "panel", "title": "党史", "on": "2026-01-05", "withdrawn_on": "2026-07-01"},
        ],
        "room_presets": [
            {"id": "street", "title": "街道标准", "items": [{"key": "b", "title": "有岗", "shelf_months": 6}]},
        ],
        "preset_checks": [
            {
                "id": "c1",
                "preset": "street",
                "title": "街道标准",
                "checked_on": "2026-09-30",
                "items": [
                    {"key": "b", "title": "有岗", **item},
                    {"key": "a", "title": "有旗", "status": "partly", **plan},
                ],
            },
            {"id": "c0", "preset": "venue", "title": "活动场所“六有”", "checked_on": "2026-06-30"},
        ],
    }


def _elections() -> list[dict[str, object]]:
    course = ("applied_on", "replied_on", "nominated_on", "proposed_on", "approved_on", "held_on", "offices_on")
    counts = ("seats", "due", "present", "issued", "returned", "valid")
    return [
        {
            "id": "v1",
            "kind": "founding",
            "term_number": 3,
            **{
                name: f"2024-03-{day:02d}" for day, name in enumerate((*course, "reported_on", "confirmed_on"), start=1)
            },
            "ended_on": "2027-03-15",
            "session": "s5",
            **{name: number for number, name in enumerate(counts, start=3)},
            "document": "批〔2024〕3号",
            "note": "换届",
            "candidates": [
                {"person": "p2", "for": 7, "against": 1, "abstain": 2, "elected": True, "role": "secretary"},
                {"person": "p1"},
            ],
            "attachments": [attachment("d")],
        },
        {"id": "v0"},
    ]


def _contacts() -> list[dict[str, object]]:
    return [
        {
            "id": "k1",
            "kind": "reserve-secretary",
            "name": "张三",
            "person": "p1",
            "unit": "甲公司",
            "position": "主管",
            "phone": "000-0001",
            "since": "2025-01-01",
            "until": "2026-12-31",
            "note": "后备",
            "trainings": [
                {"name": "书记轮训", "held_on": "2026-04-01", "organizer": "区委组织部", "hours": 24},
                {"name": "实务培训", "held_on": "2025-04-01"},
            ],
        },
        {"id": "k0", "kind": "friend", "name": "钱某"},
    ]


def _room_checks() -> list[dict[str, object]]:
    item = {
        "status": "partly",
        "description": "60平方米",
        "evidence_on": "2026-09-01",
        "gap": "缺座椅",
        "plan": "添置",
        "plan_owner": "p1",
        "plan_due_on": "2026-12-01",
        "attachments": [attachment("d"), attachment("a")],
    }
    return [
        {"checked_on": "2026-09-30", "items": {"room": item, "film": {"status": "met"}, "gallery": {}}},
        {"checked_on": "2026-03-31"},
    ]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Closed stores to copy, which is quicker than making them: an empty one, a plain one, a rich one."""
    records = {"empty": None, "plain": BranchRecord(branch=Branch(name="支部")), "rich": rich_record()}
    home = tmp_path_factory.mktemp("templates")
    for name, record in records.items():
        store, _ = Store.create(home / name, PASSWORD, clock=clock, cost=QUICK)
        with store.begin() as work:
            if record is not None:
                work.replace_record(record)
                work.commit()
        store.close(backup=False)
    return {name: home / name for name in records}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def make(folder: Path, templates: dict[str, Path]) -> Iterator[Callable[[str], Store]]:
    """Makes the store of `folder` from a template, and closes it at the end."""
    made: list[Store] = []

    def _make(name: str) -> Store:
        shutil.copytree(templates[name], folder)
        made.append(Store.open(folder, PASSWORD, clock=clock))
        return made[-1]

    yield _make
    for store in made:
        store.close(backup=False)


@pytest.fixture
def store(make: Callable[[str], Store]) -> Store:
    """An open store with a branch of one name."""
    return make("plain")


@pytest.fixture
def rich(make: Callable[[str], Store]) -> Store:
    """An open store with the rich record."""
    return make("rich")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, templates: dict[str, Path]) -> Iterator[Store]:
    """An open store with the rich record, for tests that leave it as it was."""
    folder = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(templates["rich"], folder)
    store = Store.open(folder, PASSWORD, clock=clock)
    yield store
    store.close(backup=False)


FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
