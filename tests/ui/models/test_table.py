"""Declared table models: they format, sort and filter, and pass Qt's own tester."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt

from liangxin_desktop.services import pinyin
from liangxin_desktop.ui.models.table import ROW_ROLE, SORT_ROLE, TONE_ROLE, Column, SortFilter, TableModel


@dataclass(frozen=True)
class Person:
    """A row."""

    name: str
    id: str = ""
    admitted: date | None = None
    tone: str = "ok"


PEOPLE = [
    Person("陈国华", "1", date(1998, 7, 1)),
    Person("李文静", "2", None, "warn"),
    Person("单雄", "3", date(2001, 1, 1)),
    Person("王海涛", "4", date(1998, 7, 1)),
]


@pytest.fixture
def model(qapp):
    model = TableModel(
        [
            Column("姓名", lambda p: p.name, tooltip=lambda p: f"{p.name}的记录"),
            Column(
                "入党时间",
                lambda p: p.admitted.isoformat() if p.admitted else "—",
                sort=lambda p: p.admitted or date.max,
                align="right",
                tone=lambda p: p.tone,
            ),
        ],
        initials=lambda p: pinyin.initials(p.name),
    )
    model.set_rows(PEOPLE)
    return model


@pytest.fixture
def proxy(model):
    return SortFilter(model)


def _names(proxy):
    return [proxy.row_at(proxy.index(r, 0)).name for r in range(proxy.rowCount())]


def test_qt_finds_no_fault(qtmodeltester, model, proxy):
    qtmodeltester.check(model)
    qtmodeltester.check(proxy)
    model.set_rows([])
    qtmodeltester.check(model)


def test_what_a_cell_says(model):
    name, day = model.index(1, 0), model.index(1, 1)
    assert name.data() == "李文静"
    assert name.data(Qt.ItemDataRole.ToolTipRole) == "李文静的记录"
    assert name.data(TONE_ROLE) is None
    assert day.data() == "—"
    assert day.data(TONE_ROLE) == "warn"
    assert day.data(Qt.ItemDataRole.ToolTipRole) is None
    assert day.data(Qt.ItemDataRole.AccessibleTextRole) == "入党时间：—"
    assert Qt.AlignmentFlag(day.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert day.data(ROW_ROLE) is PEOPLE[1]
    assert model.index(0, 0).data(SORT_ROLE) == "陈国华"
    assert day.data(Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None


def test_heads(model):
    assert model.headerData(1, Qt.Orientation.Horizontal) == "入党时间"
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is None


def test_sorting_is_by_key_and_stable(proxy):
    proxy.sort(1, Qt.SortOrder.AscendingOrder)
    assert _names(proxy) == ["陈国华", "王海涛", "单雄", "李文静"]
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    assert _names(proxy)[0] == "李文静"


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", ["陈国华", "李文静", "单雄", "王海涛"]),
        ("国", ["陈国华"]),
        ("CGH", ["陈国华"]),
        ("sx", ["单雄"]),
        ("dx", ["单雄"]),
        ("1998", ["陈国华", "王海涛"]),
        ("gh", []),
    ],
)
def test_seeking_by_text_and_initials(proxy, sought, found):
    proxy.seek(sought)
    assert _names(proxy) == found


def test_keeping_beside_seeking(proxy):
    proxy.keep(lambda p: p.admitted is not None)
    proxy.seek("l")
    assert _names(proxy) == []
    proxy.seek("")
    assert _names(proxy) == ["陈国华", "单雄", "王海涛"]
    proxy.keep(None)
    assert proxy.rowCount() == 4


def test_finding_a_row_again(proxy):
    proxy.sort(1)
    assert proxy.index_of(lambda p: p.name == "单雄").row() == 2
    proxy.seek("w")
    assert not proxy.index_of(lambda p: p.name == "单雄").isValid()
    assert proxy.row_at(QModelIndex()) is None


def test_the_same_people_with_new_values_change_in_place(model, proxy):
    reset, changed = [], []
    model.modelReset.connect(lambda: reset.append(1))
    model.dataChanged.connect(lambda *_: changed.append(1))
    model.set_rows([Person("周晓燕", "1"), *PEOPLE[1:]])
    assert (reset, changed) == ([], [1])
    assert "周晓燕" in _names(proxy)
    model.set_rows([Person("周晓燕", "9"), *PEOPLE[1:]])
    assert reset == [1]
    model.set_rows(PEOPLE[:1])
    assert reset == [1, 1]
    assert model.rows() == PEOPLE[:1]


def test_rows_that_do_not_say_what_they_are_begin_anew(qapp):
    model = TableModel([Column("姓名", lambda n: n)])
    reset = []
    model.modelReset.connect(lambda: reset.append(1))
    model.set_rows(["陈国华"])
    model.set_rows(["李文静"])
    assert reset == [1, 1]


def test_without_initials_only_text_is_sought(qapp):
    model = TableModel([Column("姓名", lambda n: n)])
    model.set_rows(["陈国华"])
    proxy = SortFilter(model)
    proxy.seek("cgh")
    assert proxy.rowCount() == 0
