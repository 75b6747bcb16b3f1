"""Texts that rows paint over several lines: measured as they are drawn, cut where the room ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from liangxin_desktop.ui.widgets.painting import draw_words, words_height

LONG = "半年来参加组织生活较为主动，能按时提交思想汇报，同事评价较好，不足是发言偏少。" * 40


def drawn(text: str, high: int) -> bytes:
    """The picture of the text in so much room."""
    picture = QImage(160, high, QImage.Format.Format_RGB32)
    picture.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(picture)
    draw_words(painter, QRectF(0, 0, 160, high), text)
    painter.end()
    return bytes(picture.constBits())


@pytest.mark.usefixtures("qapp")
def test_a_text_is_as_high_as_its_lines_and_no_higher_than_told() -> None:
    one = words_height("一行", 160, 3)
    assert words_height("", 160, 3) == 0
    assert one < words_height("说" * 20, 160, 3) < words_height(LONG, 160, 3)
    assert words_height(LONG, 160, 3) <= 3 * one


@pytest.mark.usefixtures("qapp")
def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    high = words_height(LONG, 160, 3)
    cut = next(count for count in range(len(LONG)) if drawn(LONG, high) == drawn(LONG[:count] + "…", high))
    assert words_height(LONG[:cut] + "…", 160, 9) <= high + 1 < words_height(LONG[: cut + 1] + "…", 160, 9)
    assert drawn("一行", high) != drawn("一行…", high)
