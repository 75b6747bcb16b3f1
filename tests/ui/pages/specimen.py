"""A small branch with three groups, a full third quarter and a fourth with gaps; the people are invented."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from liangxin_desktop.domain.record import BranchRecord

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
PASSWORD = "demo"
ID_NUMBER = "11010519491231002X"

_NAMES = [
    "陈国华",
    "李文静",
    "王海涛",
    "赵雪梅",
    "孙立军",
    "周晓燕",
    "吴建平",
    "郑丽娜",
    "冯志强",
    "褚晓峰",
    "卫东",
    "蒋慧",
    "沈洁",
    "韩磊",
    "杨帆",
    "朱琳",
    "秦岭",
    "尤佳",
    "许昌明",
    "何静",
]
_UNITS = ("启明软件有限公司", "和润物业服务有限公司", "青禾公益发展中心")
_ROLES = ("secretary", "deputy-secretary", "organization", "publicity", "discipline")
_EDUCATIONS = ("大学本科", "硕士研究生", "大学专科")


def record() -> BranchRecord:
    """The branch as of 23 November 2026."""
    return BranchRecord.model_validate(
        {
            "branch": {
                "name": "八号桥联合党支部",
                "code": "HP-0217",
                "superior": "江湾街道党工委",
                "unit_name": "八号桥创意产业园",
                "unit_kind": "mixed",
                "formation": "regional-joint",
                "affiliation": "block",
                "established_on": "2018-06-20",
                "committee_elected_on": "2024-03-15",
                "term_years": 3,
                "theme_day": 25,
                "yearly_quota": {"2025": 2, "2026": 3},
            },
            "groups": [
                {"id": "g1", "name": "第一党小组", "leader": "p4"},
                {"id": "g2", "name": "第二党小组", "leader": "p8"},
                {"id": "g3", "name": "第三党小组", "leader": None},
            ],
            "people": [*_members(), *_others()],
            "sessions": _third_quarter() + _fourth_quarter(),
            "units": [{"name": name, "employees": 60, "members": 6} for name in _UNITS],
        }
    )


def _members() -> list[dict[str, Any]]:
    people = []
    for at, name in enumerate(_NAMES):
        admitted = date(2004 + at, 7, 1) if at < 18 else date(2026, 3, 10 + at)
        people.append(
            {
                "id": f"p{at + 1}",
                "name": name,
                "sex": "female" if at % 2 else "male",
                "birth_date": date(1978 + at, 1 + at % 12, 3 + at),
                "ethnicity": "回族" if at == 4 else "汉族",
                "education": _EDUCATIONS[at % 3],
                "phone": f"138000{10000 + at * 37}",
                "unit": _UNITS[at % 3],
                "position": "工程师",
                "group": f"g{at % 3 + 1}",
                "role": _ROLES[at] if at < len(_ROLES) else None,
                "stage": "full" if at < 18 else "probationary",
                "admitted_on": admitted,
                "full_on": admitted.replace(year=admitted.year + 1) if at < 18 else None,
            }
        )
    return people


def _others() -> list[dict[str, Any]]:
    veteran = {
        "id": "old",
        "name": "韩明月",
        "id_number": ID_NUMBER,
        "birth_date": "1949-12-31",
        "sex": "female",
        "stage": "full",
        "admitted_on": "1975-07-01",
        "left_on": "2026-05-01",
        "left_reason": "组织关系转出",
    }
    return [
        {"id": "a1", "name": "陈立", "stage": "activist", "sex": "male", "unit": _UNITS[0], "phone": "13800001234"},
        {"id": "a2", "name": "周敏", "stage": "applicant", "sex": "female", "unit": _UNITS[1]},
        veteran,
    ]


def _third_quarter() -> list[dict[str, Any]]:
    found = [_session("member-meeting", "2026-09-16"), _session("lecture", "2026-08-20")]
    for month in (7, 8, 9):
        found += _month(f"2026-{month:02}", groups=(1, 2, 3))
    return found


def _fourth_quarter() -> list[dict[str, Any]]:
    found = [_session("member-meeting", "2026-11-18"), _session("lecture", "2026-10-20")]
    found += _month("2026-10", groups=(1, 2))
    lacking = {**_session("committee-meeting", "2026-11-12"), "actions": []}
    draft = {**_session("theme-day", "2026-11-20"), "status": "draft"}
    return [*found, lacking, draft]


def _month(month: str, groups: tuple[int, ...]) -> list[dict[str, Any]]:
    found = [_session("committee-meeting", f"{month}-09"), _session("theme-day", f"{month}-25")]
    return found + [_session("group-meeting", f"{month}-{13 + at}", group=f"g{at}") for at in groups]


def _session(kind: str, day: str, group: str | None = None) -> dict[str, Any]:
    due = range(1, 6) if kind == "committee-meeting" else range(1, 19)
    present = [f"p{at}" for at in due if group is None or f"g{(at - 1) % 3 + 1}" == group]
    return {
        "id": f"{kind}-{day}",
        "kind": kind,
        "status": "final",
        "group": group,
        "starts_at": f"{day}T14:00",
        "ends_at": f"{day}T15:30",
        "place": "园区党员活动室",
        "host": "p1",
        "recorder": "p6",
        "topic": "学习讨论与岗位承诺",
        "discussion": "与会同志结合岗位谈体会。",
        "consensus": "按计划推进。",
        "actions": [{"what": "整理学习资料", "done_on": day}],
        "present": present,
        "entered_at": f"{day}T17:00",
    }
