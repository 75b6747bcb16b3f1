"""A lock loses nothing that was half typed: it stands in its form again, and nowhere on the disk unencrypted."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from liangxin_desktop.services.branch import get_branch, list_groups
from liangxin_desktop.services.people import list_people
from liangxin_desktop.ui.desk import Desk
from liangxin_desktop.ui.pages.branch.page import BranchPage
from liangxin_desktop.ui.pages.people.page import PeoplePage
from liangxin_desktop.ui.requests import OpenPerson
from liangxin_desktop.ui.widgets.fields import LineField
from tests.ui.pages.conftest import specimen_folder, workspace
from tests.ui.pages.driving import settled
from tests.ui.pages.specimen import PASSWORD

__all__ = ["specimen_folder", "workspace"]

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times
MARK = "半句话没写完"


@pytest.fixture
def desk(qtbot, workspace) -> Desk:
    folder = workspace.store.folder
    workspace.store.close(backup=False)
    desk = Desk(folder, lambda: NOW, 0)
    qtbot.addWidget(desk.shell, before_close_func=lambda _: desk.abandon())
    desk.start(PASSWORD)
    settled(qtbot)
    return desk


def people(desk: Desk, target: object = None) -> PeoplePage:
    desk.shell.show_page("people", target)
    page = desk.shell.pages.page("people")
    assert isinstance(page, PeoplePage)
    return page


def branch(desk: Desk) -> BranchPage:
    desk.shell.show_page("branch")
    page = desk.shell.pages.page("branch")
    assert isinstance(page, BranchPage)
    return page


def locked_and_unlocked(desk: Desk) -> None:
    """Lock, and open again by the password; what is locked away is not to be read on the disk."""
    assert desk._workspace is not None
    folder = desk._workspace.store.folder
    desk.lock()
    files = [one.read_bytes() for one in folder.rglob("*") if one.is_file()]
    assert len(files) > 2
    assert not any(MARK.encode() in data for data in files)
    desk.start(PASSWORD)


def line(page: PeoplePage, name: str) -> QLineEdit:
    control = page.panel.form.field(name).control
    assert isinstance(control, QLineEdit)
    return control


def person_named(desk: Desk, name: str) -> str:
    assert desk._workspace is not None
    return next(one.person.id for one in list_people(desk._workspace) if one.person.name == name)


def test_a_person_half_changed_stands_there_again(desk) -> None:
    page = people(desk, OpenPerson(person_named(desk, "韩明月")))
    line(page, "unit").setText(MARK)
    line(page, "full_on").setText("2011-7")
    number = page.panel.form.number
    assert number.line.isReadOnly()
    locked_and_unlocked(desk)
    page = people(desk)
    assert (page.panel.isHidden(), page.panel.title.text()) == (False, "韩明月")
    assert (line(page, "unit").text(), line(page, "full_on").text()) == (MARK, "2011-7")
    assert "2026-03-12" in page.panel.form.field("full_on").problem.text()
    assert page.panel.form.number.line.isReadOnly()
    assert "未保存" in page.panel._status.text()


def test_a_number_half_typed_is_open_for_typing(desk) -> None:
    page = people(desk)
    page._add()
    line(page, "name").setText(MARK)
    page.panel.form.number.line.setText("1101")
    page.panel.form.number.line.textEdited.emit("1101")
    locked_and_unlocked(desk)
    page = people(desk)
    assert (line(page, "name").text(), page.panel.form.number.line.text()) == (MARK, "1101")
    assert not page.panel.form.number.line.isReadOnly()
    assert page.panel.person_id() is None


def test_what_was_saved_or_given_up_does_not_come_back(desk, monkeypatch) -> None:
    page = people(desk, OpenPerson(person_named(desk, "陈国华")))
    line(page, "unit").setText(MARK)
    desk.shell.show_page("workbench")
    page = people(desk)
    page.panel.save()
    locked_and_unlocked(desk)
    assert people(desk).panel.isHidden()
    page = people(desk, OpenPerson(person_named(desk, "陈国华")))
    assert line(page, "unit").text() == MARK
    line(page, "unit").setText("又一个单位")
    desk.shell.show_page("workbench")
    monkeypatch.setattr("liangxin_desktop.ui.dialogs.message.ConfirmDialog.ask", lambda *_, **__: True)
    people(desk)._close_panel()
    locked_and_unlocked(desk)
    assert people(desk).panel.isHidden()


def test_the_branch_half_changed_stands_there_again(desk) -> None:
    page = branch(desk)
    before = get_branch(desk._workspace)
    page.particulars.form.field("unit_name").control.setText(MARK)
    page.particulars.form.field("yearly_quota").control._fields["2027"].set_value(7)
    locked_and_unlocked(desk)
    assert get_branch(desk._workspace) == before
    page = branch(desk)
    assert page.particulars.form.field("unit_name").control.text() == MARK
    assert page.particulars.form.field("yearly_quota").control.form_value()["2027"] == 7
    assert "还没有保存" in page.banner.accessibleName()
    page.save()
    locked_and_unlocked(desk)
    assert get_branch(desk._workspace).unit_name == MARK
    assert not branch(desk).particulars.is_dirty()


def test_a_group_half_renamed_is_renamed(desk) -> None:
    page = branch(desk)
    QApplication.processEvents()
    field = next(one for one in page.groups.stops() if isinstance(one, LineField))
    field.setText("园区党小组")
    locked_and_unlocked(desk)
    assert list_groups(desk._workspace)[0].name == "园区党小组"
