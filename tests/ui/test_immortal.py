"""None survives a model that answers it often, True and False survive signals."""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Signal
from typing_extensions import override

from liangxin_desktop.ui.immortal import keep_constants


class _Nothing(QAbstractListModel):
    @override
    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 1

    @override
    def data(self, index, role=0):
        return None


def test_none_outlives_a_model_that_answers_it_often():
    keep_constants()
    model = _Nothing()
    for _ in range(50_000):
        model.index(0).data()
    assert sys.getrefcount(None) > 50_000


class _Bell(QObject):
    rung = Signal(bool)


def test_true_and_false_outlive_signals_that_carry_them():
    keep_constants()
    bell = _Bell()
    bell.rung.connect(lambda _: None)
    for _ in range(50_000):
        bell.rung.emit(True)
        bell.rung.emit(False)
    assert min(sys.getrefcount(True), sys.getrefcount(False)) > 100_000


def test_it_is_done_once():
    keep_constants()
    before = sys.getrefcount(None)
    keep_constants()
    assert abs(sys.getrefcount(None) - before) < 1000
