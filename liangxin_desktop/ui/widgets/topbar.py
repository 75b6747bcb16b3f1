"""The top bar: one search for people, sessions and materials, the date, and the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from liangxin_desktop.ui.icons import paint
from liangxin_desktop.ui.theme import GAP, GAP_L, current, restyle
from liangxin_desktop.ui.widgets.basic import Button, Label
from liangxin_desktop.ui.widgets.painting import draw_line

_WEEK = "一二三四五六日"
_PAUSE = 120
_MOST_ROWS = 9
_HIT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class SearchHit:
    """One thing found: a title, a word about it, its icon, and what `search_chosen` is to carry.

    `heading` stands at the right of the first hit of a kind.
    """

    title: str
    note: str
    icon: str
    target: object
    heading: str = ""


Search = Callable[[str], Sequence[SearchHit]]
"""Given what was typed (never empty), what was found, best first."""


class SearchBox(QLineEdit):
    """The search field of the top bar with its list of hits. Down and Up choose, Enter takes, Esc leaves."""

    chosen = Signal(object)

    def __init__(self, search: Search | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._popup = _Hits(self)
        self._key = QLabel("Ctrl K", self)
        self._build()
        self._connect()

    def _build(self) -> None:
        restyle(self, role="search")
        self.setPlaceholderText("查找党员、会议、材料（拼音首字母也可）")
        self.setAccessibleName("查找党员、会议、材料")
        restyle(self._key, role="key")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addStretch(1)
        inside.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self.textEdited.connect(lambda _text: self._timer.start())
        self.textChanged.connect(lambda text: self._key.setVisible(not text))
        self._timer.timeout.connect(self._seek)
        self._popup.chosen.connect(self._choose)

    def reset(self) -> None:
        """Empty the field and the list of hits."""
        self._timer.stop()
        self.clear()
        self._popup.fill(())

    def _seek(self) -> None:
        text = self.text().strip()
        hits = self._search(text) if text and self._search else ()
        self._popup.fill(hits)
        if text:
            self._popup.open_below(self)

    def _choose(self, target: object) -> None:
        self.reset()
        self.chosen.emit(target)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._popup.isVisible():
            self._popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self._timer.stop()
                self._seek()
            self._popup.take()
        elif key == Qt.Key.Key_Escape:
            self.reset()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._popup.hide()


class _HitPainter(QStyledItemDelegate):
    """Icon, title, and the word about it in a quieter colour."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, current().px(32))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, hit, area = current(), index.data(_HIT), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme.colour("accent_tint"))
        side, left = theme.px(16), theme.px(8)
        spot = QRectF(area.x() + left, area.center().y() - side / 2, side, side)
        paint(painter, hit.icon, spot, theme.colour("muted"))
        words = area.adjusted(2 * left + side, 0, -left, 0)
        if hit.heading:
            draw_line(painter, words, hit.heading, theme.font(12), theme.colour("muted"), Qt.AlignmentFlag.AlignRight)
            words.adjust(0, 0, -QFontMetricsF(theme.font(12)).horizontalAdvance(hit.heading) - theme.px(12), 0)
        draw_line(painter, words, hit.title, theme.font(bold=chosen), theme.colour("ink"))
        title = QFontMetricsF(theme.font(bold=chosen)).horizontalAdvance(hit.title)
        rest = words.adjusted(title + theme.px(12), 0, 0, 0)
        draw_line(painter, rest, hit.note, theme.font(12), theme.colour("muted"))
        painter.restore()


class _Hits(QFrame):
    """The list below the field. It never takes the focus, so that typing goes on."""

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._targets: list[object] = []
        restyle(self, role="popup")
        self._list = QListWidget(self)
        self._list.setItemDelegate(_HitPainter(self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName("查找结果")
        self._list.itemClicked.connect(lambda _item: self.take())
        self._none = Label("没有找到", "muted", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._list)
        layout.addWidget(self._none)
        self.hide()

    def fill(self, hits: Sequence[SearchHit]) -> None:
        """Show these instead; nothing found is said."""
        self._targets = [hit.target for hit in hits]
        self._list.clear()
        for hit in hits:
            item = QListWidgetItem("，".join(filter(None, (hit.heading, hit.title, hit.note))))
            item.setData(_HIT, hit)
            self._list.addItem(item)
        self._list.setVisible(bool(hits))
        self._none.setVisible(not hits)
        self._list.setCurrentRow(0)
        if not hits:
            self.hide()

    def open_below(self, field: QWidget) -> None:
        """Lie over the page, below the field."""
        window = field.window()
        self.setParent(window)
        rows = min(max(len(self._targets), 1), _MOST_ROWS)
        self.resize(max(field.width(), current().px(420)), rows * current().px(32) + 14)
        self.move(field.mapTo(window, QPoint(0, field.height() + 4)))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next or the previous hit."""
        if self._targets:
            self._list.setCurrentRow((self._list.currentRow() + by) % len(self._targets))

    def take(self) -> None:
        """Choose the hit marked."""
        row = self._list.currentRow()
        if self.isVisible() and 0 <= row < len(self._targets):
            target = self._targets[row]
            self.hide()
            self.chosen.emit(target)


class TopBar(QFrame):
    """Search, date, lock."""

    lock_clicked = Signal()
    chosen = Signal(object)

    def __init__(self, today: date, search: Search | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = SearchBox(search, self)
        self._date = Label(parent=self)
        self._lock = Button("锁定", tip="锁定窗口（Ctrl+L）", parent=self)
        self._row = QHBoxLayout(self)
        restyle(self, role="topbar")
        self._row.setContentsMargins(GAP_L, 0, GAP_L, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(self._search, 3)
        self._row.addStretch(1)
        self._row.addWidget(self._date)
        self._row.addWidget(self._lock)
        self._lock.clicked.connect(self.lock_clicked)
        self._search.chosen.connect(self.chosen)
        self.set_today(today)

    def set_today(self, today: date) -> None:
        """The date at the right: "2026年11月23日 星期一"."""
        self._date.setText(f"{today.year}年{today.month}月{today.day}日 星期{_WEEK[today.weekday()]}")

    def focus_search(self) -> None:
        """Ctrl+K."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def reset(self) -> None:
        """Forget what was searched."""
        self._search.reset()
