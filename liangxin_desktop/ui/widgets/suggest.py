"""Lines that suggest while one types: places, and people found by name or pinyin initials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from liangxin_desktop.services import pinyin
from liangxin_desktop.ui.widgets.text import printable

_LONGEST = 200


class SuggestLine(QLineEdit):
    """One line; what was typed, or its pinyin initials, brings up what is usual. Down offers everything."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        self._popup = QCompleter(self._offered, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(_LONGEST)
        self.setCompleter(self._popup)
        self.textEdited.connect(self._offer)

    def set_options(self, options: Sequence[str]) -> None:
        """Suggest these, in this order."""
        self._options = tuple(options)
        self._offered.setStringList(list(options))

    def words(self) -> str:
        """What stands in the line, without what no form can print and without blanks around it."""
        return printable(self.text()).replace("\n", " ").replace("\t", " ").strip()

    def _offer(self, text: str) -> None:
        self._offered.setStringList([one for one in self._options if pinyin.matches(text, one)])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly() and self._options:
            self._offer("" if self.words() in self._options else self.words())
            self._popup.complete()
            return
        super().keyPressEvent(event)


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be named: an id, the name, and a word that tells two of the same name apart."""

    id: str
    name: str
    note: str = ""


class PersonLine(SuggestLine):
    """Names one person of the roster; with `free`, any other name stays as it was typed.

    `problem(str)` tells of a name that is not in the roster. `named()` comes when the person has changed.
    """

    problem = Signal(str)
    named = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None, *, free: bool = False) -> None:
        super().__init__(placeholder, parent)
        self._free = free
        self._people: dict[str, Candidate] = {}
        self._others: dict[str, str] = {}
        self._person: str | None = None
        self.textEdited.connect(self._forget)
        self.editingFinished.connect(self._settle)
        self._popup.activated.connect(self._settle)

    def set_people(self, people: Sequence[Candidate], others: Mapping[str, str] | None = None) -> None:
        """Those who may be named. `others` are names by id of those who stand there but are not to be chosen."""
        self._others = dict(others or {})
        counts = Counter(one.name for one in people)
        self._people = {one.name if counts[one.name] == 1 else f"{one.name} {one.note}": one for one in people}
        self.set_options(tuple(self._people))

    def set_value(self, value: str | None) -> None:
        """Show somebody by id; a value that is nobody's id is a name already."""
        known = next((shown for shown, one in self._people.items() if one.id == value), None)
        self._person = value
        self.setText(known or self._others.get(value or "", value or ""))
        self.problem.emit("")

    def value(self) -> str | None:
        """The person's id; with `free` also a plain name; None when empty or unknown."""
        if self._person is not None:
            return self._person
        found = self._found()
        if found is not None:
            return found.id
        return (self.words() or None) if self._free else None

    def is_good(self) -> bool:
        """Whether the name is known, or needn't be."""
        return not self.words() or self.value() is not None

    def _found(self) -> Candidate | None:
        """The one who is meant: by the whole name, else the only one whose name or initials begin so."""
        words = self.words()
        if not words or words in self._people:
            return self._people.get(words)
        answering = [one for one in self._people.values() if words.isascii() and pinyin.matches(words, one.name)]
        return answering[0] if len(answering) == 1 else None

    def _forget(self, _text: str) -> None:
        self._person = None

    def _settle(self) -> None:
        before = self._person
        found = self._found()
        if self._person is None and found is not None:
            self.set_value(found.id)
        self.problem.emit("" if self.is_good() else f"名册里没有“{self.words()}”。")
        if self._person != before:
            self.named.emit()
