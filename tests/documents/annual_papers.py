"""年度综合报表 of an invented branch, to lay out and to spoil."""

from __future__ import annotations

from datetime import date
from typing import Any

from liangxin_desktop.domain.annual_figures import QUARTERS, AnnualFigures, AnnualRow, MemberFigures
from liangxin_desktop.domain.returns import KindFigures, ReturnKind, ReturnPayload
from tests.documents.papers import development_figures, finding, life_payload, set_aside

_COUNTS = ("required", "held", "due", "present", "complete", "missing")
_MEMBERS = (
    ("full", "正式党员", 30, 0, 1, 2, 0, 1, 1, 31),
    ("probationary", "预备党员", 2, 3, 0, 0, 2, 0, 1, 2),
    (None, "合计", 32, 3, 1, 2, 2, 1, 2, 33),
)
_MEETINGS = ("member-meeting", "支部党员大会", (1, 1, 32, 30, 1, 0), (1, 0, 0, 0, 0, 1), (1, 2, 64, 60, 2, 0), None)
_LECTURES = ("lecture", "党课", (None, 1, 31, 31, 1, 0), None, None, (None, 2, 62, 40, 1, 0))
_ITEMS = (
    ("room", "有一个相对固定党员活动室", ("met", "met", None, "met")),
    ("film", "有一部反映本单位党建工作情况的专题片", ("unmet", "partly", None, None)),
)
_RATES = (
    ("employees-50", "职工50人以上的单位中有党员的", 32, 31, 97, "96.9%", True),
    ("key-industry", "重点行业单位中有党组织的", 0, 0, 100, "", False),
)


def _kind(kind: str, title: str, counts: tuple[int | None, ...] | None) -> KindFigures | None:
    return counts and KindFigures(kind=kind, title=title, **dict(zip(_COUNTS, counts, strict=True)))


def annual_rows() -> tuple[AnnualRow, ...]:
    """A kind that is owed, with a quarter that does not list it, and one that nobody asks for."""
    whole = ((3, 3, 96, 90, 3, 1), (None, 3, 93, 71, 2, 0))
    return tuple(
        AnnualRow(quarters=tuple(_kind(kind, title, one) for one in quarters), year=_kind(kind, title, year))
        for (kind, title, *quarters), year in zip((_MEETINGS, _LECTURES), whole, strict=True)
    )


def annual_figures(**changes: Any) -> AnnualFigures:
    """Figures with a name outside the usual fonts, a quarter without a self-check, a rate that is not judged."""
    item_names = ("item", "title", "statuses")
    rate_names = ("name", "title", "units", "covered", "target", "percent", "missed")
    values: dict[str, Any] = {
        "told_on": "2026-12-31",
        "branch": {
            "unit_kind": "mixed",
            "formation": "regional-joint",
            "established_on": "2019-06-08",
            "elected_on": "2025-04-16",
            "term_ends_on": "2028-04-16",
            "secretary": "欧阳𠮷",
            "seats": 5,
            "groups": 3,
        },
        "members": [dict(zip(MemberFigures.model_fields, row, strict=True)) for row in _MEMBERS],
        "leavings": [
            {"kind": "transferred", "title": "组织关系转出", "count": 1},
            {"kind": "deceased", "title": "去世", "count": 1},
            {"kind": None, "title": "其他", "count": 1},
        ],
        "life": _kind("total", "合计", (3, 6, 189, 161, 5, 1)),
        "yearly": [
            {
                "kind": "organizational-life-meeting",
                "title": "组织生活会",
                "required": 1,
                "held_on": ["2026-12-29", "2027-01-22"],
                "due": 65,
                "present": 60,
                "missing": 0,
            },
            {
                "kind": "democratic-review",
                "title": "民主评议党员",
                "required": 1,
                "held_on": [],
                "due": 0,
                "present": 0,
                "missing": 1,
            },
        ],
        "talks": {"held": 41, "talked": 31, "members": 33},
        "study": {"hours": 1250.5, "members": 33, "reached": 30, "due": 32, "due_in_leadership": 56},
        "development": development_figures(told_on=date(2026, 12, 31)),
        "room": {
            "checked_on": ["2026-01-12", "2026-04-13", None, "2026-10-12"],
            "items": [dict(zip(item_names, row, strict=True)) for row in _ITEMS],
        },
        "cover": {"units": 40, "rates": [dict(zip(rate_names, row, strict=True)) for row in _RATES]},
    }
    return AnnualFigures.model_validate({**values, **changes})


def annual_payload(**changes: Any) -> ReturnPayload:
    """The return, corrected once it is told so."""
    values: dict[str, Any] = {
        "kind": ReturnKind.ANNUAL,
        "period": "2026",
        "number": "HP-0217-年度-2026-00",
        "compiled_on": date(2027, 1, 28),
        "figures": annual_figures().model_dump(mode="json"),
        "rows": tuple(row.model_dump(mode="json") for row in annual_rows()),
        "findings": (
            finding("2026年第二季度未召开支部党员大会"),
            finding("第二党小组2026年8月党小组会未记录", set_aside()),
        ),
        "notes": "民主评议党员定于2月开展。",
    }
    return life_payload(**{**values, **changes})


def one_of_each(**changes: Any) -> ReturnPayload:
    """The same with one entry in each list, for tests that look at every place of the data."""
    whole = annual_figures().model_dump(mode="json")
    brief = {name: whole[name][:1] for name in ("members", "leavings", "yearly")}
    for name, inner in (("development", "stages"), ("room", "items"), ("cover", "rates")):
        brief[name] = {**whole[name], inner: whole[name][inner][:1]}
    row = {**annual_payload().rows[1], "quarters": [None] * QUARTERS}
    return annual_payload(figures={**whole, **brief}, rows=(row,), **changes)
