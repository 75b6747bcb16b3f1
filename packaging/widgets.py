"""Draw every widget of the window, light and dark and at the largest text, into a folder, to be looked at.

python packaging/widgets.py OUT
"""

from __future__ import annotations

import os
import sys
from datetime import date, time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services import pinyin
from liangxin_desktop.ui.dialogs.message import ConfirmDialog, CrashDialog, ErrorDialog, PasswordDialog, ReasonDialog
from liangxin_desktop.ui.models.table import Column, SortFilter, TableModel
from liangxin_desktop.ui.shell import Shell
from liangxin_desktop.ui.theme import GAP, Theme
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import (
    Button,
    Card,
    EmptyState,
    FigureTile,
    LinkButton,
    Pill,
    PrimaryButton,
    SectionTitle,
)
from liangxin_desktop.ui.widgets.chips import Attendance, ChipPerson, PersonChips
from liangxin_desktop.ui.widgets.dates import DateEdit, TimeRange
from liangxin_desktop.ui.widgets.fields import Choice, LabelledField, LineField, NumberField, SearchField
from liangxin_desktop.ui.widgets.line_chart import LineChart, Point
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.pdf_preview import PdfPreview
from liangxin_desktop.ui.widgets.progress import ProgressPanel
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList
from liangxin_desktop.ui.widgets.table import TableView
from liangxin_desktop.ui.widgets.tasklist import TaskItem, TaskList
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, TagEditor
from liangxin_desktop.ui.widgets.year_matrix import Dot, MatrixLegend, YearMatrix

TODAY = date(2026, 11, 23)
NAMES = (
    "陈国华 李文静 王海涛 赵雪梅 孙立军 周晓燕 吴建平 郑丽娜 冯志强 褚晓峰"
    " 卫东 蒋慧 沈洁 韩磊 杨帆 朱琳 秦岭 尤佳 许昌 何静 吕梁 施展 张弛 孔明 曹军 严肃 华天"
)
PAGES = (
    ("workbench", "工作台", "house"),
    ("people", "党员名册", "users"),
    ("sessions", "组织生活", "calendar-days"),
    ("development", "发展党员", "trending-up"),
    ("room", "阵地六有", "grid-2x2-check"),
    ("returns", "报表报送", "file-text"),
    ("branch", "支部概况", "landmark"),
    ("settings", "设置与备份", "settings"),
)


class Workbench(Page):
    """The target's first page, from invented values."""

    def __init__(self) -> None:
        super().__init__("workbench", "工作台", scrolls=True)
        self.add_action(Button("记一次组织生活"))
        self.add_action(PrimaryButton("生成四季度报表"))
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP)
        for title, *values in (
            ("四季度组织生活", "6 / 8", "次已完成", "warn", "差 2 次"),
            ("平均出席率", "91.4%", "本季", "ok", "较上季 +2.1"),
            ("发展党员", "7 人", "在培养链上", "warn", "2 项到期"),
            ("阵地六有", "5 / 6", "项达标", "warn", "专题片待补"),
            ("四季度报表", "未报送", "11 月 30 日前", "bad", "还剩 7 天"),
        ):
            tile = FigureTile(title)
            tile.set(*values)
            tiles.addWidget(tile)
        self.content.addLayout(tiles)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(self._tasks(), 60)
        below.addWidget(self._year(), 54)
        self.content.addLayout(below, 1)

    def _tasks(self) -> Card:
        card = Card("要办的事")
        tasks = TaskList()
        tasks.set_items(
            [
                TaskItem("bad", "已逾期 8 天", "三组 10 月党小组会未记录", "《支部工作条例》第十三条", "去记录", 1),
                TaskItem(
                    "bad",
                    "已逾期 3 天",
                    "周敏 半年考察未填写（2026上半年）",
                    "《发展党员工作细则》第十一条",
                    "填考察",
                    2,
                ),
                TaskItem("warn", "还剩 2 天", "11 月主题党日（每月 25 日）", "支部自定", "新建", 3),
                TaskItem("info", "还剩 31 天", "年度组织生活会与民主评议", "《支部工作条例》第十七、十八条", "安排", 4),
            ]
        )
        card.body.addWidget(tasks)
        card.body.addStretch(1)
        return card

    def _year(self) -> Card:
        card = Card("2026 年组织生活一览")
        matrix = YearMatrix()
        full = dict.fromkeys(range(1, 12), Dot.DONE)
        matrix.set_rows(
            [
                ("a", "党员大会", {1: Dot.DONE, 4: Dot.DONE, 7: Dot.DONE, 10: Dot.DONE}),
                ("b", "支委会", full | {12: Dot.MISSING}),
                ("c", "党小组会", full | {10: Dot.PARTLY, 12: Dot.MISSING}),
                ("d", "党课", {1: Dot.DONE, 4: Dot.DONE, 8: Dot.DONE, 10: Dot.DONE}),
                ("e", "主题党日", full | {11: Dot.MISSING, 12: Dot.MISSING}),
                ("f", "组织生活会", {2: Dot.DONE}),
                ("g", "民主评议", {2: Dot.DONE}),
            ]
        )
        card.body.addWidget(matrix)
        card.body.addWidget(MatrixLegend())
        card.body.addWidget(SectionTitle("出席率（近 12 个月）"))
        chart = LineChart()
        values = (89.2, 91.4, 88.1, 94.2, 93, 95.4, 92, 95.8, 94.6, 97, 95.2, 97.6)
        months = [f"2025年{m}月" for m in (12,)] + [f"2026年{m}月" for m in range(1, 12)]
        chart.set_points([Point(m, v) for m, v in zip(months, values, strict=True)])
        card.body.addWidget(chart, 1)
        return card


class Sheet(Page):
    """Everything else on one page."""

    def __init__(self) -> None:
        super().__init__("sheet", "全部部件", scrolls=True)
        self.add_note(Pill("warn", "5 / 6 达标"))
        self.add_action(Button("打印记录", icon_name="printer"))
        self.add_action(PrimaryButton("新建", icon_name="upload"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._records(), 30)
        row.addWidget(self._session(), 84)
        self.content.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._table(), 60)
        row.addWidget(self._paper(), 40)
        self.content.addLayout(row)

    def _records(self) -> Card:
        card = Card(padding=1)
        records = RecordList("组织生活")
        records.set_records(
            [
                Record(
                    1,
                    (
                        Line("支部党员大会", "11-18 14:00"),
                        Line("讨论接收陈立为预备党员"),
                        Line("出席 28/31", "已定稿", "ok"),
                    ),
                ),
                Record(
                    2, (Line("支委会", "11-12 09:30"), Line("研究四季度发展计划"), Line("出席 5/5", "已定稿", "ok"))
                ),
                Record(
                    3,
                    (
                        Line("党小组会 · 二组", "10-14 12:30"),
                        Line("结对楼宇志愿服务分工"),
                        Line("出席 9/10", "缺“行动”", "warn"),
                    ),
                ),
                Record(4, (Line("组织生活季报", "未生成", "bad"), Line("2026 年第四季度", "11-30 前"))),
            ]
        )
        records.choose(1)
        search = SearchField("筛选主题、地点…")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 10, 12, 10)
        bar.addWidget(search)
        bar.addWidget(Choice([(2026, "2026"), (2025, "2025")]))
        card.body.addLayout(bar)
        card.body.addWidget(records, 1)
        return card

    def _session(self) -> Card:
        card = Card("支部党员大会")
        card.head.insertWidget(1, Pill("ok", "四有齐全"))
        card.head.addWidget(LinkButton("全部出席"))
        grid = QGridLayout()
        day, times = DateEdit(TODAY), TimeRange()
        day.set_value(date(2026, 11, 18))
        times.set_value(time(14), time(15, 30))
        wrong = LabelledField("主持人", LineField("请选择"))
        wrong.set_problem("请填写主持人。")
        for at, field in enumerate(
            (
                LabelledField("日期", day),
                LabelledField("起止", times),
                wrong,
                LabelledField("人数", NumberField(unit="人")),
            )
        ):
            grid.addWidget(field, 0, at)
        card.body.addLayout(grid)
        chips = PersonChips()
        people = [ChipPerson(name, name, pinyin.initials(name)) for name in NAMES.split()]
        chips.set_people(people, {"曹军": Attendance.LEAVE, "严肃": Attendance.LEAVE, "华天": Attendance.ABSENT})
        card.body.addWidget(LabelledField("出席    点一下切换：出席 → 请假 → 缺席", chips))
        text = AutoGrowTextEdit(least=2)
        card.body.addWidget(LabelledField("讨论", text))
        text.set_text(
            "1. 陈立同志汇报本人入党动机、思想和工作情况；介绍人李文静、王海涛介绍有关情况并表明意见。\n"
            "2. 支委会报告对陈立同志的审查情况。"
        )
        tags = TagEditor(["发展党员", "党风廉政"])
        tags.set_tags(["发展党员", "党风廉政"])
        card.body.addWidget(LabelledField("标签", tags))
        secret = QCheckBox("无记名投票")
        secret.setChecked(True)
        card.body.addWidget(secret)
        radio = QRadioButton("合格")
        radio.setChecked(True)
        card.body.addWidget(radio)
        for tone in ("ok", "info", "warn", "bad"):
            banner = Banner()
            banner.show_message(
                tone, "还不能进入第 12 步：集中培训差 8 学时。", "《发展党员工作细则》第十七条", "记录培训"
            )
            card.body.addWidget(banner)
        progress = ProgressPanel()
        progress.begin("正在导出全部记录…")
        progress.advance(40, 100)
        card.body.addWidget(progress)
        disabled = PrimaryButton("办理第 12 步")
        disabled.setEnabled(False)
        card.body.addWidget(disabled)
        card.body.addStretch(1)
        return card

    def _table(self) -> Card:
        card = Card("名册")
        model = TableModel(
            [
                Column("姓名", lambda n: n),
                Column("拼音", lambda n: "、".join(sorted(pinyin.full(n)))),
                Column(
                    "状态",
                    lambda n: "正式党员" if len(n) > 2 else "预备党员",
                    tone=lambda n: "ok" if len(n) > 2 else "info",
                ),
                Column("字数", lambda n: str(len(n)), sort=len, align="right"),
            ],
            initials=pinyin.initials,
        )
        view = TableView("名册")
        view.set_model(SortFilter(model), [110, 0, 110, 60])
        model.set_rows(NAMES.split())
        view.pick(view.model().index(2, 0))
        view.setMinimumHeight(300)
        card.body.addWidget(view)
        return card

    def _paper(self) -> QWidget:
        preview = PdfPreview()
        preview.show_pages((60, 85, bytes([250, 250, 255, 255]) * 5100) for _ in range(3))
        both = QWidget()
        column = QVBoxLayout(both)
        column.addWidget(preview, 2)
        empty = EmptyState("还没有报表。生成后会列在这里。", "生成四季度报表", icon_name="file-text")
        column.addWidget(empty, 1)
        both.setMinimumHeight(520)
        return both


def shell() -> Shell:
    """The window with its rail full."""
    window = Shell(TODAY)
    for key, title, icon in PAGES:
        window.add_page(key, title, icon, Workbench if key == "workbench" else Sheet)
    window.rail.set_branch("八号桥联合党支部")
    window.rail.set_backup("上次备份 今天 09:12 ✓")
    for key, count in (("workbench", 3), ("development", 2), ("returns", 1)):
        window.rail.set_count(key, count)
    return window


def dialogs(parent: QWidget) -> dict[str, QWidget]:
    """One of each kind."""
    return {
        "error": ErrorDialog(LiangxinError("无法写入“季报.pdf”：磁盘已满。", "请清理空间或换一个位置再试。"), parent),
        "confirm": ConfirmDialog(
            "删除这次会议？",
            "移入回收站，90 天内可以找回。",
            parent,
            losses=["讨论 1240 字", "签到表 1 份"],
            action="删除",
        ),
        "password": PasswordDialog(
            "导出全部记录", lambda _p: False, parent, text="为保护个人信息，请再输入一次口令。", action="导出"
        ),
        "reason": ReasonDialog("重新打开已定稿的记录", "修改会留痕。", parent, action="重新打开"),
        "crash": CrashDialog("ValueError\n  sessions.py:12 save", "~/.local/state/liangxin-desktop/log", parent),
    }


def main(out: Path) -> None:
    """Grab all of it."""
    app = QApplication([])
    out.mkdir(parents=True, exist_ok=True)
    for name, size, (width, height) in (
        ("light", 13, (1366, 768)),
        ("dark", 13, (1366, 768)),
        ("light", 20, (1366, 768)),
        ("light", 13, (1280, 720)),
    ):
        Theme.load(name, size).apply(app)
        window = shell()
        window.resize(width, height)
        window.show()
        stem = f"{name}-{size}-{width}"
        for key in ("workbench", "people"):
            window.show_page(key)
            app.processEvents()
            app.processEvents()
            window.grab().save(str(out / f"{stem}-{key}.png"))
        page = window.pages.page("people")
        sheet = page.findChildren(QWidget, "qt_scrollarea_viewport")[0].children()[0]
        sheet.grab().save(str(out / f"{stem}-all.png"))
        if width == 1366:
            for kind, dialog in dialogs(window).items():
                dialog.open()
                app.processEvents()
                dialog.grab().save(str(out / f"{stem}-dialog-{kind}.png"))
                dialog.close()
        window.close()
        window.deleteLater()
        app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
