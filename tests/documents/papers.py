"""Invented returns, records and rosters to lay out, and ways to read a PDF back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pikepdf
import pypdfium2

from liangxin_desktop.domain.findings import Finding, SetAside, Severity, Subject, SubjectType
from liangxin_desktop.domain.forms import (
    AbsenceLine,
    ActionLine,
    BookMember,
    BookSitting,
    MonthPlanForm,
    PlanLine,
    RosterForm,
    RosterLine,
    SessionBookForm,
    SessionRecordForm,
    VoteLine,
)
from liangxin_desktop.domain.returns import (
    AuditHead,
    DevelopmentFigures,
    DevelopmentRow,
    KindFigures,
    LifeFigures,
    LifeRow,
    ReturnBranch,
    ReturnKind,
    ReturnPayload,
    RoomFigures,
    RoomRow,
    StageFigures,
)
from liangxin_desktop.domain.room_particulars import Particulars

CLAUSE = "《中国共产党支部工作条例（试行）》第十三条"
NAMES = ("陈国华", "李文静", "王海涛", "赵雪梅", "孙立军", "卫东", "欧阳𠮷", "买买提·吐尔逊")
_KINDS = (
    ("member-meeting", "支部党员大会", 1, 1, 31, 28, 1, 0),
    ("group-meeting", "党小组会", 9, 8, 93, 86, 7, 1),
    ("lecture", "党课", None, 1, 31, 31, 1, 0),
)
_ROWS = (
    ("2026-07-08", "党小组会（一组）", "学习讨论：企业合规与党员先锋作用", 11, 10, (), ()),
    ("2026-07-24", "党课", "算好廉洁账，走稳创业路（主讲：陈𠮷华）", 31, 31, (), ("廉政教育",)),
    ("2026-08-05", "支部党员大会", "半年工作报告；买买提·吐尔逊同志汇报 <b>A&B</b>", 31, 28, (), ("表决1项", "补录")),
    ("2026-12-31", "党小组会（园区第二党小组）", "对照检查", 10, 9, ("讨论", "共识"), ()),
)


def kind_figures(row: tuple[Any, ...]) -> KindFigures:
    return KindFigures(**dict(zip(KindFigures.model_fields, row, strict=True)))


def finding(message: str, override: SetAside | None = None) -> Finding:
    return Finding(
        code="life.group-meeting",
        severity=Severity.OVERDUE,
        subject=Subject(type=SubjectType.GROUP, id="g3", name="第三党小组"),
        due_on=date(2026, 7, 31),
        basis=CLAUSE,
        message=message,
        override=override,
    )


def set_aside(**changes: Any) -> SetAside:
    values = {"reason": "当日临时改为走访", "by": "陈国华", "at": "2026-10-08T09:00", "severity": Severity.ERROR}
    return SetAside(**{**values, **changes})


def life_rows(times: int = 1) -> tuple[dict[str, Any], ...]:
    names = list(LifeRow.model_fields)
    rows = [("s1", day, "lecture", *rest) for day, *rest in _ROWS * times]
    return tuple(LifeRow(**dict(zip(names, row, strict=True))).model_dump(mode="json") for row in rows)


def life_payload(**changes: Any) -> ReturnPayload:
    """组织生活季度报表 of an invented branch."""
    kinds = tuple(map(kind_figures, _KINDS))
    total = kind_figures(("total", "合计", 10, 10, 155, 145, 9, 1))
    values: dict[str, Any] = {
        "kind": ReturnKind.LIFE,
        "period": "2026Q3",
        "number": "HP-0217-组织生活-2026Q3-00",
        "branch": ReturnBranch(name="八号桥联合党支部", superior="五里桥街道党工委"),
        "compiled_on": date(2026, 10, 9),
        "figures": LifeFigures(kinds=kinds, total=total, members=31, full_members=29).model_dump(mode="json"),
        "rows": life_rows(),
        "findings": (
            finding("第三党小组2026年7月党小组会未记录"),
            finding("第二党小组2026年8月党小组会未记录", set_aside()),
        ),
        "notes": "第三党小组7月因项目交付延期，已于8月补课。",
        "audit": AuditHead(seq=1234, sha256="b81d04f2" * 8),
    }
    return ReturnPayload(**{**values, **changes})


_ITEMS = (
    ("room", "有一个相对固定党员活动室", "met", "met", "2号楼301，62㎡，与园区共用，每周三下午开放。", "2026-06-12", 2),
    ("gallery", "有一个党建工作宣传教育画廊", "met", "partly", "一楼大厅8块展板。", "2026-06-03", 1),
    ("website", "有一个支部工作网站", "met", "met", "微信公众号“八号桥党建”（经街道同意替代网站）。", None, 0),
    ("journal", "有一份反映本单位党建工作动态的专刊", None, "met", "", None, 0),
    ("film", "有一部反映本单位党建工作情况的专题片", "unmet", "unmet", "新片计划与园区宣传片合拍 <b>A&B</b>", None, 0),
    ("materials", "有一套党建工作制度和学习资料", "partly", None, "制度12项。", "2026-05-29", 0),
)
_NEVER = {"in_period": 0, "in_year": 0}
_PLANS = {
    "film": {"gap": "无成片。", "plan": "与园区合拍", "owner": "欧阳𠮷", "due_on": date(2027, 3, 31)},
    "materials": {"gap": "缺借阅登记", "owner": "李文静"},
}


def room_rows() -> tuple[RoomRow, ...]:
    names = ("item", "title", "status", "before", "description", "evidence_on", "attachments")
    rows = [dict(zip(names, row, strict=True)) for row in _ITEMS]
    return tuple(
        RoomRow.model_validate({**row, "renewed": bool(row["attachments"]), **_PLANS.get(str(row["item"]), {})})
        for row in rows
    )


def room_figures() -> RoomFigures:
    days = {"checked_on": date(2026, 7, 13), "compared_with": date(2026, 4, 13)}
    return RoomFigures(**days, items=6, met=3, partly=1, unmet=1, particulars=room_particulars())


def room_particulars(**changes: Any) -> Particulars:
    """The register of an invented branch: a room in full, a gallery and books in part, no website, no film."""
    facts = {"place": "2号楼301", "area": 62.5, "tenure": "shared", "shared_with": "园区工会"}
    values: dict[str, Any] = {
        "told_on": "2026-09-30",
        "room": {
            **facts,
            "opening_hours": "每周三下午",
            "uses": {"in_period": 11, "in_year": 38, "last_on": "2026-09-24"},
            "people_in_period": 186,
            "people_in_year": 640,
        },
        "gallery": {
            "place": "一楼大厅",
            "boards": 5,
            "panels": [{"title": "身边的党员𠮷", "number": 4}, {"title": "学习园地"}],
            "changed_on": "2026-09-01",
        },
        "website": {"posts": _NEVER},
        "journal": {
            "title": "《桥讯》",
            "rhythm": "双月刊",
            "issues": {"in_period": 1, "in_year": 4, "last_on": "2026-08-28"},
            "latest": "2026年第4期",
        },
        "film": {"films": []},
        "materials": {
            "systems": ["三会一课制度", "党费收缴管理制度"],
            "books": [{"title": "党章", "number": 31}, {"title": "支部工作条例 <b>A&B</b>"}],
            "copies": 32,
        },
    }
    return Particulars.model_validate({**values, **changes})


def room_payload_before_register() -> ReturnPayload:
    """The same return as it was made before there was a register: its data do not have the key at all."""
    figures = room_figures().model_dump(mode="json", exclude={"particulars"})
    return room_payload(figures=figures)


def room_payload(**changes: Any) -> ReturnPayload:
    """阵地六有自查表 of an invented branch."""
    values: dict[str, Any] = {
        "kind": ReturnKind.ROOM,
        "number": "HP-0217-阵地-2026Q3-00",
        "figures": room_figures().model_dump(mode="json"),
        "rows": tuple(row.model_dump(mode="json") for row in room_rows()),
        "findings": (finding("2026年7月13日自查，“有一部反映本单位党建工作情况的专题片”未达标"),),
        "notes": "",
    }
    return life_payload(**{**values, **changes})


_STAGES = (
    ("applicant", "入党申请人", 3, 1, 2, 0, 2),
    ("activist", "入党积极分子", 4, 2, 1, 1, 4),
    ("target", "发展对象", 1, 1, 1, 0, 1),
    ("probationary", "预备党员", 2, 1, 1, 1, 1),
)
_PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "name": "林一帆",
        "standing": "入党申请人",
        "applied_on": "2026-09-29",
        "next": "派人谈话",
        "due_on": "2026-10-29",
    },
    {
        "name": "买买提·吐尔逊",
        "standing": "入党积极分子",
        "applied_on": "2025-05-15",
        "activist_on": "2025-12-31",
        "next": "半年考察",
        "due_on": "2026-06-30",
        "remarks": ("逾期", "转入"),
    },
    {
        "name": "欧阳𠮷",
        "standing": "已转正",
        "applied_on": "2022-11-30",
        "activist_on": "2023-07-31",
        "target_on": "2024-10-25",
        "admitted_on": "2025-02-28",
        "converted_on": "2026-08-28",
        "remarks": ("延长6个月",),
    },
)


def development_figures(**changes: Any) -> DevelopmentFigures:
    stages = tuple(StageFigures(**dict(zip(StageFigures.model_fields, row, strict=True))) for row in _STAGES)
    counts = {"admitted": 1, "converted": 1, "extended": 0, "cancelled": 0, "left": 2}
    counts |= {"transferred_out": 1, "transferred_in": 1}
    plan = {"year": 2026, "planned": 3, "used": 1}
    return DevelopmentFigures(**{"told_on": date(2026, 9, 30), "stages": stages, **counts, **plan, **changes})


def development_rows(times: int = 1) -> tuple[dict[str, Any], ...]:
    return tuple(DevelopmentRow.model_validate(row).model_dump(mode="json") for row in _PEOPLE * times)


def development_payload(**changes: Any) -> ReturnPayload:
    """发展党员情况报表 of an invented branch."""
    values: dict[str, Any] = {
        "kind": ReturnKind.DEVELOPMENT,
        "number": "HP-0217-发展党员-2026Q3-00",
        "figures": development_figures().model_dump(mode="json"),
        "rows": development_rows(),
        "findings": (finding("欧阳𠮷应于2026年8月27日前讨论转正，2026年8月28日才讨论"),),
        "notes": "",
    }
    return life_payload(**{**values, **changes})


def session_form(**changes: Any) -> SessionRecordForm:
    """组织生活记录 of an invented meeting."""
    values: dict[str, Any] = {
        "branch": "八号桥联合党支部",
        "year": 2026,
        "number": 43,
        "title": "支部党员大会",
        "starts_at": "2026-08-05T14:00",
        "ends_at": "2026-08-05T15:30",
        "place": "园区党员活动室（2号楼301）",
        "host": "陈国华",
        "recorder": "李文静",
        "due": 11,
        "present": NAMES,
        "absent": (AbsenceLine(name="曹军", reason="出差"), AbsenceLine(name="华天")),
        "guests": "街道党建指导员 吴敏",
        "topic": "一、支部半年工作报告；二、讨论接收谢婷同志为中共预备党员。",
        "discussion": "陈国华同志代表支部委员会作半年工作报告。\n与会党员结合岗位实际进行了讨论……",
        "consensus": "同意支部半年工作报告。",
        "actions": (ActionLine(what="报街道党工委审批", who="买买提·吐尔逊", due_on=date(2026, 12, 31)),),
        "votes": (VoteLine(matter="接收谢婷", secret=True, due=10, present=8, in_favour=7, abstain=1, written_for=1),),
        "attachments": ("签到表.jpg", "会场照片.jpg"),
        "entered_on": date(2026, 8, 20),
        "late_entry": True,
    }
    return SessionRecordForm(**{**values, **changes})


def roster_form(count: int = 3) -> RosterForm:
    """党员名册 with that many lines."""
    line = RosterLine(
        name="买买提·吐尔逊",
        sex="男",
        birth_date=date(1985, 12, 1),
        ethnicity="维吾尔族",
        education="大学本科",
        admitted_on=date(2011, 12, 25),
        full_on=date(2012, 12, 25),
        group="第一党小组",
        role="组织委员",
        unit="上海八号桥文化创意产业发展有限公司",
        phone="138****1234",
    )
    lines = tuple(line.but(name=NAMES[place % len(NAMES)]) for place in range(count))
    return RosterForm(
        branch="八号桥联合党支部", as_of=date(2026, 11, 23), full_members=count, probationary=0, lines=lines
    )


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, as a reader copies it out."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def all_text(pdf: bytes) -> str:
    """All text without white space."""
    return "".join("".join(page_texts(pdf)).split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def book_form(**changes: Any) -> SessionBookForm:
    """年度装订册 of three meetings, one of them over two pages, and two members."""
    sessions = (
        session_form(number=1, starts_at="2026-01-08T14:00", ends_at="2026-01-08T15:30", topic="传达学习"),
        session_form(number=2, discussion="与会党员逐一发言，一致同意。" * 36, topic="讨论半年工作" * 9),
        session_form(number=3, title="党小组会（第一党小组）", starts_at="2026-12-09T14:00", ends_at=None),
    )
    sittings = (
        BookSitting(held_on=date(2026, 1, 8), short="大会", due=2, present=2),
        BookSitting(held_on=date(2026, 8, 5), short="大会", due=2, present=1),
        BookSitting(held_on=date(2026, 12, 9), short="小组会", due=1, present=0),
    )
    sums = {"due": 3, "present": 2, "leave": 1, "absent": 0, "rate": "66.7%", "hours": 33.5, "hours_due": 56}
    members = (
        BookMember(name="陈国华", group="第一党小组", marks=("✓", "✓", "△"), **sums),
        BookMember(name="买买提·吐尔逊", marks=("✓", "×", ""), **{**sums, "due": 2, "present": 1, "rate": "50%"}),
    )
    values: dict[str, Any] = {
        "branch": "八号桥联合党支部",
        "superior": "五里桥街道党工委",
        "year": 2026,
        "bound_on": date(2027, 1, 15),
        "sessions": sessions,
        "sittings": sittings,
        "members": members,
        "legend": "✓ 出席　△ 请假　× 缺席",
        "drafts": 1,
    }
    return SessionBookForm(**{**values, **changes})


def plan_form(**changes: Any) -> MonthPlanForm:
    """月计划 of an invented month."""
    values: dict[str, Any] = {
        "branch": "八号桥联合党支部",
        "month": "2026年12月",
        "theme_day": date(2026, 12, 25),
        "sessions": (
            PlanLine(day=date(2026, 12, 9), what="支委会", note="已召开", done=True),
            PlanLine(day=date(2026, 12, 25), what="主题党日", note="固定日"),
            PlanLine(day=date(2026, 12, 31), what="支部党员大会", note="2026年第四季度内"),
        ),
        "actions": (PlanLine(day=date(2026, 12, 2), what="整理可公开的承诺事项", note="欧阳𠮷"),),
        "made_on": date(2026, 11, 23),
    }
    return MonthPlanForm(**{**values, **changes})
