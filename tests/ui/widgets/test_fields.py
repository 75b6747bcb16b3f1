"""The fields of a form."""

from enum import StrEnum

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from liangxin_desktop.ui.widgets.fields import Choice, LabelledField, LineField, NumberField, SearchField


class Sex(StrEnum):
    """A closed list."""

    MALE = "male"
    FEMALE = "female"


OPTIONS = [(Sex.MALE, "男"), (Sex.FEMALE, "女")]


def _wheel(widget):
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_label_names_the_control_and_the_error_is_read(show):
    field = show(LabelledField("地点", QLineEdit()))
    assert field.control.accessibleName() == "地点"
    assert field.label.buddy() is field.control
    field.set_problem("请填写地点。")
    assert field.problem.isVisible()
    assert field.control.accessibleDescription() == "请填写地点。"
    field.set_problem("")
    assert not field.problem.isVisible()
    field.setFocus()
    assert field.control.hasFocus()


def test_a_name_of_its_own_is_kept(qtbot):
    control = QLineEdit()
    control.setAccessibleName("开会地点")
    field = LabelledField("地点", control)
    qtbot.addWidget(field)
    assert control.accessibleName() == "开会地点"


def test_a_line_commits_once(qtbot):
    line = LineField("地点")
    qtbot.addWidget(line)
    heard = []
    line.committed.connect(heard.append)
    line.set_text("301")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.insert("室")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard == ["301室"]


def test_search_waits_and_esc_empties(qtbot):
    field = SearchField("筛选主题、地点…")
    qtbot.addWidget(field)
    heard = []
    field.sought.connect(heard.append)
    qtbot.keyClicks(field, " cg ")
    qtbot.waitUntil(lambda: heard == ["cg"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: heard == ["cg", ""])
    assert field.accessibleName() == "筛选主题、地点"


def test_a_choice_gives_back_what_was_given(qtbot):
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    choice.show()
    heard = []
    choice.chosen.connect(heard.append)
    assert choice.value() is Sex.MALE
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.value() is Sex.FEMALE
    assert heard == [Sex.FEMALE]
    choice.set_value(Sex.MALE)
    choice.set_options([(None, "不限"), *OPTIONS])
    assert choice.value() is Sex.MALE
    assert heard == [Sex.FEMALE]
    choice.set_value("nothing")
    assert choice.value() is None
    assert choice.grab().width() > 0


def test_an_empty_choice(qtbot):
    choice = Choice()
    qtbot.addWidget(choice)
    assert choice.value() is None


@pytest.mark.parametrize("make", [lambda: Choice(OPTIONS), lambda: NumberField(0, 10)])
def test_the_wheel_changes_nothing_without_focus(qtbot, make):
    widget = make()
    qtbot.addWidget(widget)
    widget.show()
    widget.clearFocus()
    value = widget.value()
    _wheel(widget)
    assert widget.value() == value


def test_a_number_may_be_missing(qtbot):
    number = NumberField(0, 200, unit="人")
    qtbot.addWidget(number)
    number.show()
    assert number.value_or_none() is None
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "31")
    assert number.value_or_none() == 31
    number.set_value(0)
    assert number.value_or_none() == 0
    number.set_value(None)
    assert number.value_or_none() is None
