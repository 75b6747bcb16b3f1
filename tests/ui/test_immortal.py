"""None survives a model that answers it often."""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractListModel, QModelIndex
from typing_extensions import override

from liangxin_desktop.ui.immortal import keep_none


class _Nothing(QAbstractListModel):
    @override
    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 1

    @override
    def data(self, index, role=0):
        return None


def test_none_outlives_a_model_that_answers_it_often():
    keep_none()
    model = _Nothing()
    for _ in range(50_000):
        model.index(0).data()
    assert sys.getrefcount(None) > 50_000


def test_it_is_done_once():
    keep_none()
    before = sys.getrefcount(None)
    keep_none()
    assert abs(sys.getrefcount(None) - before) < 1000
