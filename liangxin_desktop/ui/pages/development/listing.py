"""The same people as rows, for those who prefer them: filters above, one line each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from liangxin_desktop.domain.development import VoteResult
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services.development import Board, Way
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.models.development import WIDTHS, way_table
from liangxin_desktop.ui.models.table import SortFilter
from liangxin_desktop.ui.pages.development.wording import COLUMNS, card_words, pressing_finding
from liangxin_desktop.ui.pages.steps import Asked
from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.basic import Card, Label
from liangxin_desktop.ui.widgets.fields import Choice, SearchField
from liangxin_desktop.ui.widgets.table import TableView

_EVERY, _GONE, _ANY_STEP = "every", "gone", "下一步：全部"
_LEAST_LETTERS, _LIST_WIDTH = 6, 230
_STATES: dict[str, tuple[str, Callable[[Way], bool]]] = {
    _EVERY: ("全部情况", lambda _way: True),
    "overdue": ("已逾期的", lambda way: any(one.severity is Severity.OVERDUE for one in _open(way))),
    "pressing": ("有到期或不合规定的", lambda way: pressing_finding(way) is not None),
    "open": ("有可办步骤的", lambda way: any(step.forecast and step.forecast.is_open for step in way.next)),
    "assessed": ("须半年考察的", lambda way: way.stage in (Stage.ACTIVIST, Stage.PROBATIONARY)),
}


def _open(way: Way) -> list[Finding]:
    return [one for one in way.findings if one.override is None]


class ListCard(Card):
    """Filters and table. `picked(id)` when another row becomes current, `opened` for Enter or a double click."""

    picked = Signal(str)
    opened = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self._asked: Asked = None
        self.search = SearchField("姓名、单位、拼音首字母", self)
        columns = [(one.value, title) for one, title in COLUMNS.items()]
        self.column = Choice([(_EVERY, "全部类别"), *columns, (_GONE, "已离开")], self)
        self.next = Choice([(_EVERY, _ANY_STEP)], self)
        self.state = Choice([(key, title) for key, (title, _) in _STATES.items()], self)
        self.table = TableView("发展党员名单", self)
        self.totals = Label("", "muted", parent=self)
        self._model = way_table(self._words)
        self._proxy = SortFilter(self._model)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.column.setAccessibleName("类别")
        self.next.setAccessibleName("下一步")
        self.state.setAccessibleName("情况")
        row = QHBoxLayout()
        row.addWidget(self.search, 3)
        for choice in (self.column, self.next, self.state):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_LEAST_LETTERS)
            choice.view().setMinimumWidth(current().px(_LIST_WIDTH))
            row.addWidget(choice, 2)
        self.body.addLayout(row)
        self.table.set_model(self._proxy, WIDTHS, sorted_by=1)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.totals)

    def _connect(self) -> None:
        self.search.sought.connect(self._seek)
        self.column.currentIndexChanged.connect(self._filter)
        self.next.currentIndexChanged.connect(self._filter)
        self.state.currentIndexChanged.connect(self._filter)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self.opened)

    def show_board(self, board: Board, asked: Asked, chosen: str | None) -> None:
        """Show everybody of the board."""
        self._asked, self._today = asked, board.today
        ways = [way for ways in board.columns.values() for way in ways]
        following = {step.number: step.name for way in ways for step in way.next}
        steps = [(number, f"下一步：{number} {name}") for number, name in sorted(following.items())]
        self.next.set_options([(_EVERY, _ANY_STEP), *steps])
        self._model.set_rows([*ways, *board.gone])
        self._filter()
        self.choose(chosen)

    def choose(self, person_id: str | None) -> None:
        """Make a person's row current, in silence."""
        before = self.table.blockSignals(True)
        self.table.pick(self._proxy.index_of(lambda way: way.person.id == person_id))
        self.table.blockSignals(before)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.search, self.column, self.next, self.state, self.table]

    def _words(self, way: Way) -> tuple[Tone, str, str]:
        if way.column is None:
            left_on = way.person.left_on
            reason = way.person.left_reason or label("vote_result", None if left_on else VoteResult.CANCEL)
            return (
                "quiet",
                "已离开" if left_on else "已取消",
                " ".join((left_on.isoformat() if left_on else "", reason)),
            )
        words = card_words(way, self._today, self._asked)
        return words.tone, words.pill, words.line

    def _seek(self, text: str) -> None:
        self._proxy.seek(text)
        self._count()

    def _filter(self) -> None:
        self._proxy.keep(self._kept)
        self._count()

    def _kept(self, way: Way) -> bool:
        column, following = self.column.value(), [step.number for step in way.next]
        stands = way.column is None if column == _GONE else way.column is not None and column in (_EVERY, way.column)
        return stands and self.next.value() in (_EVERY, *following) and _STATES[str(self.state.value())][1](way)

    def _count(self) -> None:
        self.totals.setText(f"共 {self._proxy.rowCount()} 人")

    def _pick(self, index: QModelIndex) -> None:
        way = self._proxy.row_at(index)
        if way is not None:
            self.picked.emit(way.person.id)
