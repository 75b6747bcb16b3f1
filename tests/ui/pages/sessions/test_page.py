"""组织生活 from the outside: begun, written, kept, finished, found again, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.sessions import SessionKind, SessionStatus
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import sessions
from liangxin_desktop.ui.pages.sessions.editor import PAUSE
from liangxin_desktop.ui.requests import NewSession, OpenSession

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MEETING = "member-meeting-2026-11-18"
DRAFT = "theme-day-2026-11-20"
LACKING = "committee-meeting-2026-11-12"


def kept(branch, session_id):
    return sessions.get_session(branch, session_id)


def rows(page):
    model = page.listing.records.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def banner(page):
    return page.banner.accessibleName() if page.banner.isVisible() else ""


def test_an_ordinary_session_takes_twelve_keys_beyond_its_text(branch, page, typist):
    typist.press(Qt.Key.Key_1, ALT)
    for initials in ("ht", "km", "ys"):
        typist.letters(initials)
    typist.press(Qt.Key.Key_Tab)
    typist.write("研究四季度工作")
    typist.press(Qt.Key.Key_Tab)
    typist.write("与会同志逐项讨论。")
    typist.press(Qt.Key.Key_Tab)
    typist.write("同意计划。")
    typist.press(Qt.Key.Key_Tab)
    typist.write("印发计划")
    typist.press(Qt.Key.Key_Return, CTRL)
    assert typist.keys <= 12
    done = kept(branch, page.desk.session().id)
    assert done.status is SessionStatus.FINAL
    assert len(done.present) == 28
    assert {one.person for one in done.leave} == {"p29", "p26", "p28"}
    assert (done.topic, done.actions[0].what) == ("研究四季度工作", "印发计划")
    assert (done.place, done.host, done.recorder) == ("园区党员活动室", "p1", "p6")
    assert banner(page) == ""


def test_the_menu_offers_nine_kinds_by_one_key_each(page, typist, qtbot):
    typist.press(Qt.Key.Key_N, CTRL)
    assert page.new.kinds.isVisible()
    assert len(page.new.kinds.actions()) == len(SessionKind)
    qtbot.keyClick(page.new.kinds, Qt.Key.Key_2)
    assert not page.new.kinds.isVisible()
    assert page.desk.session().kind is SessionKind.COMMITTEE_MEETING


def test_a_draft_keeps_itself_within_a_second(branch, page, typist, qtbot):
    typist.press(Qt.Key.Key_4, ALT)
    begun = page.desk.session().id
    with pytest.raises(RefusedError):
        kept(branch, begun)
    page.desk.editor.minutes.focus_on("topic")
    assert PAUSE < 1000
    with qtbot.waitSignal(page.changed, timeout=3000):
        typist.write("党课：讲党史")
    assert kept(branch, begun).topic == "党课：讲党史"
    assert page.desk.editor.head_line.status.text() == "草稿自动保存于 14:02"
    assert any("党课：讲党史" in row and "草稿" in row for row in rows(page))


def test_leaving_keeps_the_draft_at_once(branch, page, typist):
    typist.press(Qt.Key.Key_5, ALT)
    page.desk.editor.minutes.focus_on("discussion")
    typist.write("说到一半")
    page.left()
    assert kept(branch, page.desk.session().id).discussion == "说到一半"


def test_a_new_draft_in_which_nothing_was_written_leaves_nothing_behind(branch, page, typist):
    before = sessions.list_sessions(branch, 2026)
    typist.press(Qt.Key.Key_1, ALT)
    page.left()
    assert sessions.list_sessions(branch, 2026) == before


def test_looking_at_sessions_writes_nothing(page, typist, qtbot):
    page.listing.records.setFocus()
    with qtbot.assertNotEmitted(page.changed):
        for _ in range(6):
            typist.press(Qt.Key.Key_Down)
        page.left()
    assert page.desk.session().id != MEETING


def test_the_list_is_newest_first_and_says_how_each_stands(page):
    listed = rows(page)
    assert len(listed) > 15
    days = [row.split("，")[0].split()[-2] for row in listed]
    assert days == sorted(days, reverse=True)
    assert any("缺“行动”" in row for row in listed)
    assert any("草稿" in row for row in listed)
    assert any("党小组会" in row and "第一党小组" in row for row in listed)


@pytest.mark.parametrize(
    ("sought", "found"), [("支委", "支委会"), ("zwh", "支委会"), ("10-20", "党课"), ("xxtl", "主题党日")]
)
def test_the_list_is_filtered_by_words_and_pinyin(page, qtbot, sought, found):
    page.listing.filter.setFocus()
    with qtbot.waitSignal(page.listing.filter.sought):
        page.listing.filter.insert(sought)
    assert rows(page)
    assert any(found in row for row in rows(page))


def test_a_filter_that_nothing_answers_says_so(page, qtbot):
    with qtbot.waitSignal(page.listing.filter.sought):
        page.listing.filter.setText("没有的事")
    assert rows(page) == []
    assert "没有的事" in page.listing._empty.text()


def test_finishing_asks_about_a_motion_carried_without_votes(branch, page, answer):
    page.open(OpenSession(DRAFT))
    page.desk.editor.aside.motions.add.click()
    asked = answer(False)
    page.desk.finish()
    assert asked == ["表决“未写事项”的票数没有填全或不符，仍要定稿？"]
    assert kept(branch, DRAFT).status is SessionStatus.DRAFT


def test_finishing_asks_once_about_what_is_missing(branch, page, answer):
    page.open(OpenSession(DRAFT))
    page.desk.editor.minutes.texts["consensus"].setPlainText("")
    asked = answer(False)
    page.desk.finish()
    assert asked == ["缺共识，仍要定稿？"]
    assert kept(branch, DRAFT).status is SessionStatus.DRAFT
    asked = answer(True)
    page.desk.finish()
    assert len(asked) == 1
    assert kept(branch, DRAFT).status is SessionStatus.FINAL
    assert page.desk.editor.locked


def test_finishing_a_day_to_come_is_refused_by_name(branch, page):
    page.open(OpenSession(DRAFT))
    page.desk.editor.frame_fields.day.setFocus()
    page.desk.editor.frame_fields.day.setText("2026-12-25")
    page.desk.editor.frame_fields.times.setFocus()
    page.desk.finish()
    assert "会议日期还没有到" in banner(page)
    assert kept(branch, DRAFT).status is SessionStatus.DRAFT


def test_a_name_that_is_nobodys_stops_finishing(page, answer):
    page.open(OpenSession(DRAFT))
    answer(True)
    host = page.desk.editor.frame_fields.host
    host.setFocus()
    host.selectAll()
    host.insert("某某某")
    page.desk.editor.minutes.focus_on("topic")
    page.desk.finish()
    assert "主持人" in banner(page)


def test_a_finished_record_is_read_only_and_opens_with_a_reason(branch, page, answer):
    page.open(OpenSession(MEETING))
    editor = page.desk.editor
    assert editor.locked
    assert editor.minutes.texts["topic"].isReadOnly()
    assert editor.frame_fields.place.isReadOnly()
    assert not editor.attendance.chips.isEnabled()
    asked = answer("补写一名请假人员")
    editor.foot.reopen.click()
    assert "2026-11-18 支部党员大会" in asked[0]
    assert not page.desk.editor.locked
    assert kept(branch, MEETING).status is SessionStatus.DRAFT
    assert any("更正" in row for row in rows(page))
    assert "补写一名请假人员" in editor.head_line.amendments.text()


def test_deleting_a_draft_asks_and_names_it(branch, page, answer):
    page.open(OpenSession(DRAFT))
    asked = answer(False)
    page.desk.remove()
    assert asked == ["删除草稿“2026-11-20 主题党日”？"]
    assert kept(branch, DRAFT)
    answer(True)
    page.desk.remove()
    with pytest.raises(RefusedError):
        kept(branch, DRAFT)
    assert page.desk.session() is None
    assert "草稿“2026-11-20 主题党日”已移到回收站" in banner(page)
    page.banner._action.click()
    assert page.desk.session().id == DRAFT
    assert kept(branch, DRAFT)


def test_copying_takes_the_frame_and_never_the_minutes(page):
    page.open(OpenSession(MEETING))
    page.copy_last()
    copied = page.desk.session()
    assert copied.id != MEETING
    assert copied.kind is SessionKind.MEMBER_MEETING
    assert copied.place == "园区党员活动室"
    assert copied.topic is None
    assert page.desk.editor.minutes.texts["topic"].text() == ""


def test_another_page_begins_a_session(page):
    page.open(NewSession(SessionKind.GROUP_MEETING, group="g2", day=date(2026, 11, 14)))
    begun = page.desk.session()
    assert (begun.group, begun.held_on) == ("g2", date(2026, 11, 14))
    assert page.desk.editor.frame_fields.group.value() == "g2"


def test_a_record_is_printed_where_it_is_asked(page, qtbot, tmp_path, monkeypatch):
    from liangxin_desktop.ui.pages.sessions import printing

    target = tmp_path / "记录.pdf"
    monkeypatch.setattr(printing.QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.open(OpenSession(MEETING))
    with qtbot.waitSignal(page.printer.written, timeout=20_000):
        page.print_record()
    assert target.read_bytes().startswith(b"%PDF")


def test_the_year_is_chosen(page, branch):
    with branch.begin() as work:
        old = work.sessions.get(MEETING)
        work.sessions.put(old.but(id="old-one", starts_at="2025-05-06T09:00", ends_at="2025-05-06T10:00"))
        work.commit()
    page.refresh(None)
    page.listing.years.set_value(2025)
    page.listing.year_wanted.emit(2025)
    assert len(rows(page)) == 1
    page.open(OpenSession(MEETING))
    assert page.listing.year() == 2026


def test_tab_goes_as_one_reads(page, typist):
    page.open(OpenSession(DRAFT))
    page.desk.editor.aside.motions.begin()
    QApplication.processEvents()
    page.desk.editor.frame_fields.day.setFocus()
    names = []
    for _ in range(34):
        names.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
        typist.press(Qt.Key.Key_Tab)
    assert names[:5] == ["日期", "起止时间", "地点", "主持人", "记录人"]
    assert names[5] == "全部出席"
    assert names[6].startswith("陈国华")
    assert names[7:10] == ["主题", "讨论", "共识"]
    assert names[10:14] == ["行动：要办的事", "行动：责任人", "行动：限期", "行动：办结"]
    assert names[14:18] == ["＋ 表决", "表决事项", "有表决权", "到会"]
    assert names[26] == "附件"
    assert names[-4:-1] == ["删除草稿", "存草稿", "定稿"]


def test_finishing_warns_of_minutes_that_nearly_repeat_others(branch, page, answer):
    minutes = "与会同志围绕四季度工作逐项讨论，组织委员通报发展计划，宣传委员说明学习安排，" * 3
    with branch.begin() as work:
        for one in (MEETING, DRAFT):
            work.sessions.put(work.sessions.get(one).but(discussion=minutes))
        changes = work.commit()
    page.refresh(changes)
    page.open(OpenSession(DRAFT))
    asked = answer(False)
    page.desk.finish()
    assert asked == ["讨论与“2026-11-18 支部党员大会”的记录几乎相同，仍要定稿？"]
