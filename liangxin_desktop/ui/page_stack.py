"""The pages behind one another: made when first shown, kept with what was typed in them, destroyed at the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from liangxin_desktop.ui.widgets.page import Page

PageFactory = Callable[[], Page]


@dataclass
class _Place:
    factory: PageFactory
    page: Page | None = None


class PageStack(QStackedWidget):
    """Registered pages by key. `front` is the key of the page shown last, "" before the first."""

    fronted = Signal(str)
    navigate = Signal(str, object)
    counted = Signal(str, int)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, _Place] = {}
        self.front = ""
        self._shown: Page | None = None

    def add(self, key: str, factory: PageFactory) -> None:
        """Register a page; the factory is called at its first showing."""
        self._places[key] = _Place(factory)

    def keys(self) -> list[str]:
        """The keys in order of registration."""
        return list(self._places)

    def page(self, key: str) -> Page | None:
        """The page of that key, if it was made already."""
        place = self._places.get(key)
        return place.page if place else None

    def show_page(self, key: str, target: object = None) -> None:
        """Bring a page to the front, and let it open the target. An unknown key changes nothing."""
        if key not in self._places:
            return
        page = self._made(key)
        if self._shown is not page:
            self.leave()
            self.front, self._shown = key, page
            self.setCurrentWidget(page)
            self.fronted.emit(key)
            page.setFocus()
            page.shown()
        if target is not None:
            page.open(target)

    def leave(self) -> None:
        """Tell the page in front that it is left; showing it again tells it `shown`."""
        page, self._shown = self._shown, None
        if page is not None:
            page.left()

    def refresh(self, changes: object) -> None:
        """Tell every page made so far that something was written."""
        for place in self._places.values():
            if place.page is not None:
                place.page.refresh(changes)

    def forget(self) -> None:
        """Destroy every page at once, so that no text of the record stays in the window."""
        self.leave()
        for place in self._places.values():
            if place.page is not None:
                self.removeWidget(place.page)
                place.page.setParent(None)
                place.page.deleteLater()
                place.page = None

    def _made(self, key: str) -> Page:
        place = self._places[key]
        if place.page is None:
            page = place.page = place.factory()
            page.navigate.connect(self.navigate)
            page.said.connect(self.said)
            page.counted.connect(lambda count: self.counted.emit(key, count))
            self.addWidget(page)
        return place.page
