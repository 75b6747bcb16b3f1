"""The register itself: the rates above, the list on the left, one unit on the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.units import UnitLine, UnitsRegister
from liangxin_desktop.services.unsaved import keep_unsaved, unsaved
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.pages.units.listing import UnitsCard
from liangxin_desktop.ui.pages.units.panel import UnitPanel
from liangxin_desktop.ui.pages.units.rates import RateTiles
from liangxin_desktop.ui.theme import GAP

_FORM = "unit"


class UnitsDesk(QWidget):
    """`written(Changes, words, key)` after a unit was kept, `removed(Changes)` after one went into the bin.

    `emptied` when the panel was put away and nothing is left.
    """

    written = Signal(object, str, int)
    removed = Signal(object)
    emptied = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._lines: dict[int, UnitLine] = {}
        self.rates = RateTiles(self)
        self.listing = UnitsCard(self)
        self.panel = UnitPanel(workspace, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        halves = QHBoxLayout()
        halves.setSpacing(GAP)
        halves.addWidget(self.listing, 62)
        halves.addWidget(self.panel, 38)
        self.panel.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.rates)
        whole.addLayout(halves, 1)

    def _connect(self) -> None:
        self.listing.picked.connect(self._show_line)
        self.listing.remove_wanted.connect(self.panel.remove)
        self.panel.saved.connect(lambda key, changes: self.written.emit(changes, "已保存", key))
        self.panel.removed.connect(self._put_away)
        self.panel.closed.connect(self.close_panel)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [*self.listing.stops(), *self.panel.stops()]

    def is_empty(self) -> bool:
        """Whether there is nothing to show: no unit, and none begun."""
        return not self._lines and self.panel.isHidden()

    def show_register(self, register: UnitsRegister) -> None:
        """Show how things stand now; what is being written stays, and goes with its unit."""
        self._lines = {line.id: line for line in register.lines}
        self.rates.show_rates(register)
        self.listing.show_register(register)
        key = self.panel.key()
        if key is not None and key not in self._lines:
            self.panel.drop()
            self.panel.hide()
        elif key is not None and not self.panel.is_dirty():
            self.panel.show_line(self._lines[key])

    def show_unit(self, key: int) -> None:
        """Show a unit on both sides, if it is there."""
        if key in self._lines:
            self._show_line(self._lines[key])
            self.listing.show_unit(self.panel.key())

    def begin(self) -> None:
        """Begin with a new unit."""
        self.panel.show()
        self.listing.show_unit(None)
        self.panel.begin()

    def may_leave(self) -> bool:
        """Whether another unit may take the panel: nothing unsaved there, or the user gives it up."""
        if self.panel.is_dirty():
            if not ConfirmDialog.gives_up(self.window(), self.panel.title.text()):
                return False
            self.panel.drop()
            self.keep()
        return True

    def keep(self) -> None:
        """Keep what stands there unsaved through a lock; forget what was saved or given up."""
        panel = self.panel
        keep_unsaved(
            self._workspace, _FORM, {"id": panel.key(), "typed": panel.form.typed()} if panel.is_dirty() else {}
        )

    def take_up(self) -> None:
        """Show again what was kept, in the form of its unit or of a new one."""
        kept = unsaved(self._workspace, _FORM)
        if not kept or self.panel.is_dirty() or (kept["id"] is not None and kept["id"] not in self._lines):
            return
        if kept["id"] is None:
            self.begin()
        else:
            self.show_unit(kept["id"])
        self.panel.form.retype(kept["typed"])

    def close_panel(self) -> None:
        """Put the unit away."""
        if not self.panel.isHidden() and self.may_leave():
            self.panel.hide()
            self.listing.show_unit(None)
            self.listing.table.setFocus()
            if self.is_empty():
                self.emptied.emit()

    def _show_line(self, line: UnitLine | None) -> None:
        if line is None or (line.id == self.panel.key() and not self.panel.isHidden()):
            return
        if self.may_leave():
            self.panel.show_line(line)
            self.panel.show()
        else:
            self.listing.show_unit(self.panel.key())

    def _put_away(self, changes: Changes) -> None:
        self.panel.hide()
        self.removed.emit(changes)
        self.listing.table.setFocus()
