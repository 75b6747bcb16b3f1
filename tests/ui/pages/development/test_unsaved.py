"""What is half written in a form of the panel outlasts a lock: the window forgets every page, the record keeps it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from liangxin_desktop.domain.development import Conclusion, MaterialState
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.ui.pages.development.page import DevelopmentPage
from tests.exchange.strangers import pdf
from tests.ui.pages.development.test_page import form, show, way
from tests.ui.pages.driving import answering, settled, shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def relocked(page, qtbot):
    """Lock and open again: the page is left, and another one made."""

    def go(before: DevelopmentPage = page) -> DevelopmentPage:
        before.left()
        before.hide()
        again = DevelopmentPage(before._workspace)
        shown(qtbot, again)
        return again

    return go


def test_a_step_half_written_stands_there_again_with_its_scan(page, qtbot, relocked, tmp_path):
    scan = tmp_path / "函调材料.pdf"
    scan.write_bytes(pdf())
    show(page, "谢婷")
    page.panel.overview._open(10)
    fields = form(page).fields
    fields.day.setText("2026-11-3")
    fields.field("conclusion").control.set_value(Conclusion.QUALIFIED)
    fields.note.setPlainText("回函两份，")
    fields.papers.rows[0].states.buttons[MaterialState.ORIGINAL].click()
    fields.scans.add([Incoming.file(scan)])
    settled(qtbot)
    again = relocked()
    settled(qtbot)
    assert again.panel.way.person.name == "谢婷"
    assert form(again).title.text() == "第 10 步　政治审查"
    step = form(again).fields.step()
    assert (step.done_on.isoformat(), step.note) == ("2026-11-03", "回函两份，")
    assert step.details.conclusion is Conclusion.QUALIFIED
    assert list(step.details.materials.values()) == [MaterialState.ORIGINAL]
    assert [one.name for one in step.attachments] == ["函调材料.pdf"]
    form(again).save()
    assert way(again, "谢婷").steps[9].record.attachments == step.attachments
    assert len([one for one in way(again, "谢婷").steps if one.number == 10 and one.done_on]) == 1
    assert form(relocked(again)) is None, "what was saved is not taken up again"


def test_what_was_given_up_is_forgotten(page, qtbot, relocked):
    show(page, "周敏")
    page.panel.overview.assessment_wanted.emit(None)
    qtbot.keyClicks(form(page).fields.field("summary").control, "good")
    qtbot.waitUntil(form(page).is_dirty)
    again = relocked()
    assert form(again).fields.values()["summary"] == "good"
    answering(lambda dialog: dialog.accept())
    assert form(again).leave()
    assert form(relocked(again)) is None


@pytest.mark.parametrize("name", ["application_form", "transfer_form"])
def test_a_newcomer_half_written_stands_there_again(page, relocked, name):
    page._begin(getattr(page.panel, name))
    fields = form(page).fields
    fields.field("name").control.setText("贺一鸣")
    fields.field("birth_date").control.setText("1899-12")
    fields.field("sex").control.set_value("male")
    fields.field("unit").control.setText("青序数字")
    again = relocked()
    fields = form(again).fields
    assert form(again) is getattr(again.panel, name)
    assert form(again).is_dirty()
    standing = fields.values()
    assert (standing["name"], standing["sex"], standing["unit"]) == ("贺一鸣", "male", "青序数字")
    assert fields.field("birth_date").control.text() == "1899-12", "a date half typed as it is"


def test_somebody_of_the_roster_is_known_again(page, relocked):
    page._begin(page.panel.application_form)
    known = next(iter(page.panel.application_form._known.values()), None)
    assert known is None, "everybody of the sample has applied"
    show(page, "罗成")
    page.panel.begin_leaving()
    form(page).fields.field("towards").control.setText("外区某支部")
    again = relocked()
    assert form(again) is again.panel.leaving_form
    assert form(again).fields.values()["towards"] == "外区某支部"
    assert "罗成" in form(again).title.text()


def test_the_plan_and_a_reason_are_kept_as_well(page, qtbot, relocked):
    page.plan.click()
    line = form(page).fields.field("2027").control.findChild(QLineEdit)
    qtbot.keyClicks(line, "4")
    again = relocked()
    assert form(again).fields.values()["2027"] == 4
    form(again).save()
    show(again, "罗成")
    again.panel.overview._open(7)
    form(again).save()
    assert form(again).reason.isVisibleTo(form(again))
    form(again).reason.control.setPlainText("上级党委书面同意")
    last = relocked(again)
    form(last).save()
    assert form(last).reason_given() == "上级党委书面同意"
