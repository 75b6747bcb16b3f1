"""The form of a step: its scans, its paper list, and the recorded session in which it was decided."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from liangxin_desktop.domain.development import MaterialState, StepDetails
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services import sessions
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.development_entry import steps_of, take_step
from liangxin_desktop.ui.pages.development.page import DevelopmentPage
from liangxin_desktop.ui.pages.sessions.page import SessionsPage
from liangxin_desktop.ui.requests import NewSession, OpenSession
from tests.exchange.strangers import pdf, photo
from tests.ui.pages.development.test_life import hold
from tests.ui.pages.development.test_page import form, show, way
from tests.ui.pages.driving import answering, drop, held, settled, shown

COMMITTEE = SessionKind.COMMITTEE_MEETING
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def files(tmp_path) -> list[Path]:
    paths = [tmp_path / "表决票.jpg", tmp_path / "支部大会决议.pdf"]
    paths[0].write_bytes(photo())
    paths[1].write_bytes(pdf())
    return paths


@pytest.fixture
def fields(page, qtbot):
    """The form of step 15 of somebody who has come so far."""
    show(page, "陈立")
    page.panel.overview._open(15)
    yield form(page).fields
    settled(qtbot)
    QApplication.clipboard().clear()


def row(fields, key: str):
    return next(one for one in fields.papers.rows if one.material.key == key)


def kept(page: DevelopmentPage, name: str, number: int):
    return way(page, name).steps[number - 1].record


def test_files_are_dropped_pasted_and_chosen(page, fields, files, qtbot, monkeypatch):
    assert drop(form(page), files[0])
    form(page).save()
    assert "还在添加" in page.banner.accessibleName()
    settled(qtbot)
    QApplication.clipboard().setMimeData(held(files[1]))
    qtbot.keyClick(fields.note, Qt.Key.Key_V, CTRL)
    settled(qtbot)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(files[0])], ""))
    qtbot.keyClick(fields.scans.tiles, Qt.Key.Key_End)
    qtbot.keyClick(fields.scans.tiles, Qt.Key.Key_Return)
    answering(lambda dialog: dialog.accept())
    settled(qtbot)
    form(page).save()
    assert [one.name for one in kept(page, "陈立", 15).attachments] == ["表决票.jpg", "支部大会决议.pdf"]


def test_a_scan_is_removed_taken_back_and_asked_about(page, fields, files, qtbot):
    fields.scans.add(list(map(Incoming.file, files)))
    settled(qtbot)
    assert form(page).is_dirty()
    tiles = fields.scans.tiles
    tiles.setFocus()
    qtbot.keyClick(tiles, Qt.Key.Key_Home)
    qtbot.keyClick(tiles, Qt.Key.Key_Delete)
    assert [one.name for one in fields.scans.files()] == ["支部大会决议.pdf"]
    qtbot.keyClick(tiles, Qt.Key.Key_Z, CTRL)
    assert [one.name for one in fields.scans.files()] == ["表决票.jpg", "支部大会决议.pdf"]
    answering(lambda dialog: dialog.reject())
    assert not form(page).leave()


def test_a_file_suggests_a_scan_and_a_tick_wins(page, fields, files, qtbot):
    record = kept(page, "陈立", 15)
    fields.show_step(record.but(details=record.details.but(materials=None)))
    ballots, minutes = row(fields, "ballots"), row(fields, "admission-minutes")
    assert (ballots.states.value(), ballots.ticked) == (MaterialState.MISSING, None)
    fields.scans.add(list(map(Incoming.file, files)))
    settled(qtbot)
    assert ballots.states.value() is MaterialState.SCAN
    assert ballots.states.buttons[MaterialState.SCAN].accessibleDescription()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    ballots.states.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert ballots.ticked is MaterialState.ORIGINAL
    qtbot.mouseClick(minutes.states.buttons[MaterialState.SCAN], Qt.MouseButton.LeftButton)
    assert minutes.ticked is MaterialState.SCAN
    qtbot.keyClick(minutes.states.buttons[MaterialState.SCAN], Qt.Key.Key_Delete)
    assert (minutes.ticked, minutes.states.value()) == (None, MaterialState.SCAN)
    form(page).save()
    assert kept(page, "陈立", 15).details.materials == {"ballots": MaterialState.ORIGINAL}


def test_what_is_missing_leads_to_the_step(page, qtbot):
    show(page, "马骏")
    missing = page.panel.overview.missing
    assert missing.link.text() == "材料缺 2 份 ›"
    assert missing.here.text() == ""
    qtbot.mouseClick(missing.link, Qt.MouseButton.LeftButton)
    assert page.panel.overview._number == 7
    assert missing.here.text() == "本步缺：听取党员和群众意见的记录"
    qtbot.keyClick(missing.link, Qt.Key.Key_Space)
    assert page.panel.overview._number == 10
    page.panel.overview._open(10)
    fields = form(page).fields
    qtbot.mouseClick(row(fields, "inquiries").states.buttons[MaterialState.ORIGINAL], Qt.MouseButton.LeftButton)
    form(page).save()
    assert missing.link.text() == "材料缺 1 份 ›"


def test_the_timeline_links_to_the_session(page, qtbot):
    found = show(page, "马骏")
    timeline = page.panel.overview.timeline
    timeline.choose(7)
    session = found.steps[6].record.details.session
    area = timeline.visualRect(timeline.currentIndex())
    assert timeline.link_at(area.topLeft() + QPoint(60, 8)) == ""
    spot = QPoint(area.x() + 60, area.bottom() - 12)
    assert timeline.link_at(spot) == session
    with qtbot.waitSignal(page.navigate) as told:
        qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == ["sessions", OpenSession(session)]
    page.panel.overview._open(7)
    with qtbot.waitSignal(page.navigate) as told:
        qtbot.keyClick(form(page).fields.field("session").control.open, Qt.Key.Key_Space)
    assert told.args == ["sessions", OpenSession(session)]


def test_what_is_not_recorded_is_recorded_first_and_then_offered(page, qtbot):
    show(page, "谢婷")
    page.panel.overview._open(12)
    field = form(page).fields.field("session").control
    before = field.choice.count()
    with qtbot.waitSignal(page.navigate) as told:
        qtbot.keyClick(field.record, Qt.Key.Key_Space)
    asked = told.args[1]
    assert asked == NewSession(COMMITTEE, day=page._workspace.today, topic="审查发展对象谢婷的入党材料")
    recorder = SessionsPage(page._workspace)
    shown(qtbot, recorder)
    recorder.open(asked)
    begun = recorder.desk.session()
    assert (begun.kind, begun.topic) == (COMMITTEE, asked.topic)
    page.refresh(sessions.save_draft(page._workspace, begun))
    page.shown()
    assert field.choice.itemText(0) == "当天的会议还是草稿，定稿后可选"
    page.refresh(sessions.finalize(page._workspace, begun.but(ends_at=datetime(2026, 11, 23, 23, 59))))  # noqa: DTZ001
    page.shown()
    assert field.choice.count() == before + 1
    assert field.choice.itemText(1).endswith(asked.topic)


def test_a_session_to_vote_begins_with_the_motion(page, qtbot):
    found = show(page, "谢婷")
    page.panel.overview._open(15)
    with qtbot.waitSignal(page.navigate) as told:
        form(page).fields.field("session").control.record.click()
    recorder = SessionsPage(page._workspace)
    shown(qtbot, recorder)
    recorder.open(told.args[1])
    (motion,) = recorder.desk.session().votes
    assert (motion.person, motion.matter, motion.secret) == (found.person.id, "讨论接收谢婷为预备党员", True)


def correct(page: DevelopmentPage, session_id: str, **changes: object) -> None:
    """Another day, or another count, in the record of a session."""
    with page._workspace.begin() as work:
        work.sessions.put(work.sessions.get(session_id).but(**changes))
        changed = work.commit()
    page.refresh(changed)
    page.shown()


def test_a_day_corrected_in_the_session_is_told_and_taken(page, qtbot):
    found = show(page, "马骏")
    session = found.steps[6].record.details.session
    correct(page, session, starts_at=datetime(2026, 6, 15, 16, 0), ends_at=datetime(2026, 6, 15, 17, 0))  # noqa: DTZ001
    overview = page.panel.overview
    overview.timeline.choose(7)
    assert any("与会议记录的日期不一致" in line.small for line in overview.timeline.rows.rows())
    assert "第 7 步与会议记录的日期不一致" in overview.notices.texts()[0]
    overview.notices.links()[0].click()
    field = form(page).fields.field("session").control
    assert field.trouble.text() == "与会议记录的日期不一致（2026年6月15日支委会）"
    qtbot.keyClick(field.adopt, Qt.Key.Key_Space)
    assert form(page).fields.day.value() == date(2026, 6, 15)
    assert field.trouble.isHidden()
    form(page).save()
    assert kept(page, "马骏", 7).done_on == date(2026, 6, 15)
    assert not any("不一致" in line.small for line in overview.timeline.rows.rows())


def test_votes_that_differ_are_told_and_taken(page, fields, qtbot):
    field = fields.field("session").control
    assert field.trouble.isHidden()
    fields.field("in_favour").control.set_value(3)
    assert field.trouble.text().startswith("与会议记录的票数不一致")
    assert field.adopt.text() == "采用会议记录的票数"
    field.adopt.click()
    assert fields.field("in_favour").control.value_or_none() == field.linked().vote.in_favour
    assert field.trouble.isHidden()


def test_the_session_says_what_it_was_for_and_stays(page, qtbot):
    hold(page._workspace, "ground", COMMITTEE, date(2026, 11, 20))
    found = show(page, "谢婷")
    step = found.steps[6].record.but(details=StepDetails(session="ground"))
    ((key, _),) = [one for one in steps_of(page._workspace, found.person.id) if one[1].step == 7]
    take_step(page._workspace, step, key=key)
    sessions.reopen(page._workspace, "ground", "补充议题")
    recorder = SessionsPage(page._workspace)
    shown(qtbot, recorder)
    recorder.open(OpenSession("ground"))
    assert recorder.desk.editor.head_line.uses.text() == "用于：谢婷 第7步"
    answering(lambda dialog: dialog.accept())
    recorder.desk.remove()
    assert recorder.desk.session().id == "ground"
    page.refresh(None)
    page.panel.overview._open(7)
    assert "还没有再次定稿" in form(page).fields.field("session").control.about.text()
