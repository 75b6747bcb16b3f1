"""The register's left half: what is sought, which units, the table, the totals."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services.units import UnitLine, UnitsRegister
from liangxin_desktop.ui.models.table import SortFilter
from liangxin_desktop.ui.models.units import DISPENSABLE, LEAST_FREE, WIDTHS, totals, units_model
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Card, Label
from liangxin_desktop.ui.widgets.fields import Choice, SearchField
from liangxin_desktop.ui.widgets.table import YieldingTable

ALL, PULLING = "all", "pulling"


class UnitsCard(Card):
    """The units. `picked(UnitLine | None)` when another row is current, `remove_wanted` by the Delete key."""

    picked = Signal(object)
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=12)
        self.search = SearchField("查找单位（拼音首字母也可）…", self)
        self.which = Choice([(ALL, "全部单位"), (PULLING, "拉低覆盖率的单位")], self)
        self.totals = Label("", "muted", parent=self)
        self._nothing = Label("", "muted", wrap=True, parent=self)
        self._model = units_model()
        self._proxy = SortFilter(self._model)
        self.table = YieldingTable("覆盖单位", WIDTHS, DISPENSABLE, LEAST_FREE, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAccessibleName("覆盖单位的名单")
        self.which.setAccessibleName("看哪些单位")
        self.which.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.search.setMaximumWidth(current().px(320))
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.which)
        bar.addStretch(1)
        self.table.set_model(self._proxy, WIDTHS, -1)
        self._nothing.hide()
        self.body.addLayout(bar)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.totals)

    def _connect(self) -> None:
        self.search.sought.connect(self._seek)
        self.which.currentIndexChanged.connect(self._filter)
        self.table.picked.connect(lambda index: self.picked.emit(self._proxy.row_at(index)))
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_wanted)

    def show_register(self, register: UnitsRegister) -> None:
        """Show these units; the filter and the current unit stay."""
        kept = self._proxy.row_at(self.table.currentIndex())
        rates = [(rate.name, f"拉低“{rate.short}”") for rate in register.rates if rate.is_missed]
        self.which.set_options([(ALL, "全部单位"), (PULLING, "拉低覆盖率的单位"), *rates])
        self._model.set_rows(register.lines)
        self._filter()
        self.show_unit(kept.id if kept else None)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.search, self.which, self.table]

    def narrow(self, which: str) -> None:
        """Show all, those that keep any rate below its target, or those that keep the rate of this name there."""
        self.search.clear()
        self._seek("")
        self.which.set_value(which)

    def show_unit(self, key: int | None) -> None:
        """Make a unit's row current, in silence, whatever was filtered; None for no row."""
        if key is not None and not self._index_of(key).isValid():
            self.narrow(ALL)
        before = self.table.blockSignals(True)
        self.table.pick(self._index_of(key))
        self.table.blockSignals(before)

    def _index_of(self, key: int | None) -> QModelIndex:
        return self._proxy.index_of(lambda line: line.id == key)

    def _seek(self, text: str) -> None:
        self._proxy.seek(text)
        self._count()

    def _filter(self) -> None:
        self._proxy.keep(self._kept)
        self._count()

    def _kept(self, line: UnitLine) -> bool:
        which = self.which.value()
        return which in (ALL, None) or any(which in (PULLING, rate.name) for rate in line.pulls)

    def _count(self) -> None:
        lines = [self._proxy.row_at(self._proxy.index(at, 0)) for at in range(self._proxy.rowCount())]
        self.totals.setText(totals([line.unit for line in lines if line is not None]))
        nobody = "没有单位拉低覆盖率。" if self.which.value() == PULLING else "没有符合条件的单位。"
        self._nothing.setText(nobody)
        self._nothing.setVisible(not lines and bool(self._model.rows()))
