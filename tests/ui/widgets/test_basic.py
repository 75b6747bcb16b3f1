"""The small parts, banners, progress and the preview."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.theme import TONES, current
from liangxin_desktop.ui.widgets.banner import Banner, StatusLine, Toast
from liangxin_desktop.ui.widgets.basic import (
    Button,
    Card,
    EmptyState,
    FigureTile,
    IconLabel,
    Label,
    LinkButton,
    Pill,
    PrimaryButton,
    clear,
    rule,
)
from liangxin_desktop.ui.widgets.flow import FlowLayout
from liangxin_desktop.ui.widgets.page import Page, scrolling
from liangxin_desktop.ui.widgets.pdf_preview import Paper, PdfPreview
from liangxin_desktop.ui.widgets.progress import ProgressPanel


@pytest.mark.parametrize("tone", TONES)
def test_a_pill_wears_its_tone(show, tone):
    pill = show(Pill(tone, "已定稿"))
    assert pill.grab().toImage().pixelColor(pill.width() // 2, 2) == current().colour(f"{tone}.fill")


def test_a_pill_of_nothing_is_hidden(show):
    holder = QWidget()
    pill = Pill("ok", "", holder)
    show(holder, 100, 40)
    assert not pill.isVisible()
    pill.set("warn", "差 2 次")
    assert pill.isVisible()
    pill.set("warn", "")
    assert not pill.isVisible()


@pytest.mark.parametrize("size", [12, 13, 16, 20])
@pytest.mark.parametrize(
    "make", [Button, PrimaryButton, LinkButton, lambda t: Pill("ok", t), lambda t: Label(t, "title")]
)
def test_no_text_is_cut_at_any_size(show, wear, size, make):
    wear("light", size)
    widget = make("生成四季度报表")
    show(widget)
    widget.resize(widget.sizeHint())
    room = widget.contentsRect()
    needed = widget.fontMetrics().boundingRect(widget.text())
    assert widget.height() >= needed.height()
    assert room.width() >= needed.width() - 2


def test_buttons_answer_space_and_return_only_where_default(qtbot, show):
    pressed = []
    button = show(Button("打印", lambda: pressed.append(1), icon_name="printer", tip="打印这次记录"))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1]
    assert button.toolTip() == "打印这次记录"


def test_a_focused_button_keeps_its_size(show):
    holder = QWidget()
    row = QHBoxLayout(holder)
    one, two = Button("存草稿"), PrimaryButton("定稿")
    row.addWidget(one)
    row.addWidget(two)
    show(holder, 300, 80)
    one.setFocus()
    first = (one.size(), two.size())
    two.setFocus()
    assert (one.size(), two.size()) == first
    assert two.sizeHint() == two.size()


def test_a_tile_reads_as_one(show):
    tile = show(FigureTile("平均出席率"))
    tile.set("91.4%", "本季", "ok", "较上季 +2.1")
    assert tile.accessibleName() == "平均出席率：91.4%本季 较上季 +2.1"


def test_the_figure_of_a_tile_stays_whole_and_its_unit_gives_way(show):
    tile = show(FigureTile("本季组织生活"), 260, 110)
    tile.set("19 / 26", "次已完成", "warn", "差 7 次")
    assert tile._unit.isVisible()
    tile.resize(150, 110)
    QApplication.processEvents()
    assert not tile._unit.isVisible()
    assert tile._figure.width() >= tile._figure.sizeHint().width()
    assert "次已完成" in tile.accessibleName()


def test_card_and_rule_and_icon(show):
    card = Card("要办的事")
    card.head.addWidget(LinkButton("全部 ›"))
    card.body.addWidget(rule())
    card.body.addWidget(IconLabel("info", "info.ink"))
    show(card, 300, 200)
    assert card.accessibleName() == "要办的事"
    icon = card.findChild(IconLabel)
    before = icon.grab().toImage()
    icon.set("check", "ok.ink")
    assert icon.grab().toImage() != before


def test_an_empty_page_offers_the_first_step(qtbot, show):
    pressed = []
    empty = show(EmptyState("还没有党员。", "导入名册", lambda: pressed.append(1), icon_name="users"), 300, 300)
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    assert EmptyState("没有").button.isHidden()


def test_clearing_a_layout_takes_inner_ones_too(qtbot, show):
    holder = QWidget()
    column = QVBoxLayout(holder)
    inner = QHBoxLayout()
    column.addLayout(inner)
    inner.addWidget(QLabel("x"))
    column.addWidget(QLabel("y"))
    show(holder)
    clear(column)
    assert column.count() == 0
    qtbot.waitUntil(lambda: not holder.findChildren(QLabel))


def test_flow_breaks_lines_and_skips_what_is_hidden(show):
    holder = QWidget()
    flow = FlowLayout(holder, gap=10)
    boxes = []
    for _n in range(4):
        box = QLabel()
        box.setFixedSize(40, 20)
        flow.addWidget(box)
        boxes.append(box)
    show(holder, 100, 200)
    assert [(b.x(), b.y()) for b in boxes] == [(0, 0), (50, 0), (0, 30), (50, 30)]
    boxes[1].hide()
    flow.activate()
    assert (boxes[2].x(), boxes[2].y()) == (50, 0)
    assert flow.heightForWidth(40) == 80
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None


def test_a_banner_says_acts_and_closes(qtbot, show):
    holder = QWidget()
    banner = Banner(holder)
    QVBoxLayout(holder).addWidget(banner)
    banner.hide()
    show(holder, 500, 120)
    pressed = []
    banner.show_message("warn", "还不能进入第 12 步", "集中培训差 8 学时", "记录培训", lambda: pressed.append(1))
    assert banner.accessibleName() == "还不能进入第 12 步 集中培训差 8 学时"
    qtbot.mouseClick(banner.findChild(LinkButton), Qt.MouseButton.LeftButton)
    assert pressed == [1]
    banner.show_message("ok", "已导入 31 人")
    assert banner.findChild(LinkButton).isHidden()
    qtbot.keyClick(banner.findChild(QToolButton), Qt.Key.Key_Space)
    assert not banner.isVisible()


def test_a_status_goes_by_itself(qtbot, show):
    status = show(StatusLine())
    status.say("草稿自动保存于 14:02")
    assert status.text()
    status.say("已保存", seconds=0.01)
    qtbot.waitUntil(lambda: status.text() == "")


def test_a_toast_offers_to_take_back(qtbot, show):
    holder = show(QWidget(), 600, 300)
    toast = Toast(holder)
    undone = []
    toast.say("已删除", "撤销", lambda: undone.append(1))
    assert toast.isVisible()
    holder.resize(800, 400)
    assert toast.geometry().bottom() < 400
    assert abs(toast.geometry().center().x() - 400) < 3
    qtbot.mouseClick(toast.findChild(LinkButton), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert not toast.isVisible()
    toast.say("已保存", seconds=0.01)
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_progress_is_shown_and_cancelled_once(qtbot, show):
    holder = QWidget()
    panel = ProgressPanel(holder)
    QVBoxLayout(holder).addWidget(panel)
    show(holder, 400, 100)
    assert not panel.isVisible()
    stopped = []
    panel.cancelled.connect(lambda: stopped.append(1))
    panel.begin("正在导出…")
    panel.advance(3, 10, "第 3 份")
    button = panel.findChild(Button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stopped == [1]
    panel.finish()
    assert not panel.isVisible()
    panel.begin("正在备份…", cancellable=False)
    assert button.isHidden()


def _pages(count, seen):
    for number in range(count):
        seen.append(number)
        yield 30, 42, bytes([number, 0, 0, 255]) * (30 * 42)


def test_pages_are_pulled_as_they_come_into_sight(qtbot, show):
    preview, seen = show(PdfPreview(), 300, 300), []
    preview.show_pages(_pages(40, seen))
    qtbot.waitUntil(lambda: preview.pages() >= 2)
    qtbot.wait(50)
    assert len(seen) < 10
    told = []
    preview.page_changed.connect(lambda at, of: told.append((at, of)))
    preview.setFocus()
    for _turn in range(5):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
        qtbot.wait(10)
    assert told[-1][0] == 6
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert told[-1][0] == 5
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert told[-1][0] == 1


def test_zoom_by_keys_and_back_to_the_width(qtbot, show):
    preview = show(PdfPreview(), 400, 400)
    preview.add_page(30, 42, bytes(4 * 30 * 42))
    paper = preview.findChild(Paper)
    fitted = paper.width()
    assert fitted <= preview.viewport().width()
    qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert paper.width() > fitted
    assert paper.height() == round(paper.width() * 42 / 30)
    qtbot.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert paper.width() == fitted
    assert paper.accessibleName() == "第 1 页"


def test_a_cleared_preview_says_why(show):
    preview = show(PdfPreview(), 400, 400)
    preview.add_page(3, 4, bytes(48))
    preview.clear("还没有生成")
    assert preview.pages() == 0
    assert any(label.text() == "还没有生成" and label.isVisible() for label in preview.findChildren(QLabel))


def test_bytes_that_are_no_picture_are_refused(qtbot):
    preview = PdfPreview()
    qtbot.addWidget(preview)
    with pytest.raises(ValueError, match="no picture"):
        preview.add_page(3, 4, b"x")


def test_a_page_shows_its_error_in_place(show):
    page = show(Page("people", "党员名册"), 800, 400)
    page.add_action(PrimaryButton("新增党员"))
    page.add_note(Pill("warn", "5 / 6 达标"))
    page.show_error(LiangxinError("磁盘已满。", "请清理空间。"))
    assert page.banner.isVisible()
    assert page.banner.accessibleName() == "磁盘已满。 请清理空间。"


def test_a_low_window_scrolls_but_never_sideways(show):
    page = Page("branch", "支部概况", scrolls=True)
    tall = QWidget()
    tall.setMinimumSize(400, 2000)
    page.content.addWidget(tall)
    show(page, 700, 400)
    area = page.findChildren(type(scrolling(QVBoxLayout())))[0]
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0
