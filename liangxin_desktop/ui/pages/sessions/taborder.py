"""Tab goes as one reads, also through what is made anew while the page is open."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def chain(stops: Iterable[QWidget]) -> None:
    """Let Tab go from each to the next; what followed the first before follows the last now."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)
