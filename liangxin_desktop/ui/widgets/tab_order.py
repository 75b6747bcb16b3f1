"""Tab goes as one reads, whatever order the widgets were made in.

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, self._stops(), forward=forward)

Qt's own chain can't be trusted with this: a label's proxy, a spin box or a field of several parts lead it in circles
once it was changed by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

_AROUND = 12
"""So many pixels above and below a stop are brought into sight with it."""


def step(page: QWidget, stops: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the focus to the next stop of the page that can take it, after the last one to what follows the page.

    What scrolls brings the stop into sight.
    """
    order = list(stops) if forward else list(reversed(stops))
    now = page.window().focusWidget()
    at = next((i for i, stop in enumerate(order) if now is not None and _is_or_holds(stop, now)), -1)
    rest = order[at + 1 :]
    target = next(filter(_takes_focus, rest), None) or _outside(page, forward=forward)
    target = target or next(filter(_takes_focus, order), None)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(target)
    return True


def _bring_into_sight(target: QWidget) -> None:
    """Scroll whatever the widget lies in; one that scrolls by itself looks after its own inside."""
    widget = target.parentWidget()
    while widget is not None and not widget.isWindow():
        if isinstance(widget, QScrollArea):
            widget.ensureWidgetVisible(target, 0, _AROUND)
        widget = widget.parentWidget()


def _outside(page: QWidget, *, forward: bool) -> QWidget | None:
    """The nearest widget of the window before or after the page."""
    widget = page.nextInFocusChain() if forward else page.previousInFocusChain()
    while widget is not None and widget is not page:
        if not page.isAncestorOf(widget) and not widget.isWindow() and _takes_focus(widget):
            return widget
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return None


def _is_or_holds(stop: QWidget, now: QWidget) -> bool:
    return stop is now or stop.isAncestorOf(now)


def _takes_focus(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabbed) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
