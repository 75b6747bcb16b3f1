"""换届 on the branch's page: step by step, judged while typing, kept as it goes, written at the end; 历届 beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services import elections
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.branch import get_branch
from liangxin_desktop.services.people import get_person
from liangxin_desktop.ui.pages.branch import elections as elections_view
from liangxin_desktop.ui.pages.branch.course_editor import PAUSE
from liangxin_desktop.ui.pages.branch.page import BranchPage
from liangxin_desktop.ui.pages.workbench.page import WorkbenchPage
from liangxin_desktop.ui.pages.workbench.wording import task_item
from liangxin_desktop.ui.requests import NewSession, OpenElection
from liangxin_desktop.ui.widgets.basic import Label
from tests.services.test_elections import election
from tests.ui.pages.driving import answering, reads_downwards, settled, shown, tabbed

_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, workspace):
    page = BranchPage(workspace)
    shown(qtbot, page, 1104, 680)
    return page


@pytest.fixture
def course(page, qtbot):
    qtbot.mouseClick(page.leadership.course, Qt.MouseButton.LeftButton)
    return page.elections.course.editor


def words(widget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def control(course, step: str, field: str):
    return course.panel.forms[step].field(field).control


def type_into(qtbot, line, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def add_candidate(qtbot, course, initials: str):
    qtbot.mouseClick(course.panel.ballot.add, Qt.MouseButton.LeftButton)
    row = course.panel.ballot.rows[-1]
    qtbot.keyClicks(row.name, initials)
    row.name.editingFinished.emit()
    return row


def test_the_card_leads_into_the_course(page, course):
    assert page.views.currentWidget() is page.elections
    assert course.heading.text() == "第二届换届选举"
    assert control(course, "apply", "seats").value() == 5
    assert "建议不晚于 2026年9月15日" in words(course.panel)
    assert "条例》第三条" in words(course.panel)
    assert QApplication.focusWidget() is control(course, "apply", "kind")
    page.show_cards()
    page.open(OpenElection())
    assert page.views.currentWidget() is page.elections


def test_the_whole_course_by_keyboard(page, course, qtbot, workspace):
    type_into(qtbot, control(course, "apply", "applied_on"), "20260901")
    type_into(qtbot, control(course, "apply", "replied_on"), "9-10")
    qtbot.keyClick(course, Qt.Key.Key_PageDown, _CONTROL)
    assert course.key() == "nominate"
    assert course.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("请示选举 ✓")
    for initials in ("cgh", "lwj", "zxm", "zxy", "wjp"):
        add_candidate(qtbot, course, initials)
    assert "还差1人" in words(course.panel.lines)
    add_candidate(qtbot, course, "zln")
    assert "差额不少于20%" in words(course.panel.lines)
    course.turn_to("hold")
    type_into(qtbot, control(course, "hold", "held_on"), "20261118")
    assert control(course, "hold", "due").value() == 18, "those with a vote that day"
    control(course, "hold", "present").setValue(14)
    assert "不足五分之四（15人），差1人" in words(course.panel.lines)
    control(course, "hold", "present").setValue(15)
    assert "可以选举" in words(course.panel.lines)
    qtbot.keyClick(course, Qt.Key.Key_PageDown, _CONTROL)
    for name in ("issued", "returned", "valid"):
        control(course, "count", name).setValue(15)
    for row, votes in zip(course.panel.ballot.rows, (15, 14, 13, 12, 8, 7), strict=True):
        row.votes["in_favour"].setValue(votes)
    assert [row.verdict.text() for row in course.panel.ballot.rows][3:] == ["过半数", "过半数", "差1票"]
    qtbot.mouseClick(course.panel.ballot.mark, Qt.MouseButton.LeftButton)
    assert [row.elected.isChecked() for row in course.panel.ballot.rows] == [True] * 5 + [False]
    qtbot.keyClick(course, Qt.Key.Key_PageDown, _CONTROL)
    for row, role in zip(course.panel.ballot.rows, list(Role)[:5], strict=False):
        row.role.set_value(role.value)
        row.role.chosen.emit(role.value)
    qtbot.keyClick(course, Qt.Key.Key_Return, _CONTROL)
    assert course.key() == "finish"
    assert "赵雪梅：宣传委员 → 组织委员" in course.panel.consequences.text()
    assert "王海涛：组织委员 → 无职务" in course.panel.consequences.text()
    assert get_branch(workspace).committee_elected_on.year == 2024, "nothing is written yet"
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(course.finish, Qt.Key.Key_Return, _CONTROL)
    assert told.args[0].touch("elections")
    assert get_branch(workspace).committee_elected_on.isoformat() == "2026-11-18"
    assert get_person(workspace, "p4").role is Role.ORGANIZATION
    assert page.views.currentWidget() is page.cards
    assert "第二届　2026年11月18日选举产生，任期至 2029年11月18日" in words(page.leadership)
    assert page.leadership.terms.text() == "历届（1）"
    assert control_of_form(page).isReadOnly()
    assert control_of_form(page).text() == "2026-11-18"


def control_of_form(page):
    return page.particulars.form.field("committee_elected_on").control


def test_what_is_written_is_kept_without_asking(page, course, qtbot, workspace):
    control(course, "apply", "seats").setValue(3)
    qtbot.waitUntil(lambda: elections.draft(workspace) is not None, timeout=PAUSE + 2000)
    assert elections.draft(workspace).election.seats == 3
    course.turn_to("finish")
    control(course, "finish", "note").set_text("酝酿中")
    page.left()
    assert elections.draft(workspace).election.note == "酝酿中"
    page.show_cards()
    page.refresh(None)
    assert page.leadership.course.text() == "继续换届…"
    again = BranchPage(workspace)
    qtbot.addWidget(again)
    again.open(OpenElection())
    assert again.elections.course.editor.election().note == "酝酿中"


def test_escape_takes_what_is_being_typed_and_goes_back(page, course, qtbot, workspace):
    line = control(course, "apply", "applied_on")
    line.setFocus()
    line.setText("2026.9.1")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.cards
    assert QApplication.focusWidget() is page.leadership.course
    assert elections.draft(workspace).election.applied_on.isoformat() == "2026-09-01"


def test_a_date_that_is_none_keeps_the_course_in_front(page, course):
    control(course, "apply", "applied_on").setText("二月三十")
    page.show_cards()
    assert page.views.currentWidget() is page.elections


def test_giving_up_asks_first(page, course, qtbot, workspace):
    control(course, "apply", "seats").setValue(3)
    page.elections.keep()
    answering(lambda dialog: dialog.reject())
    qtbot.mouseClick(course.drop, Qt.MouseButton.LeftButton)
    assert elections.draft(workspace) is not None
    answering(lambda dialog: dialog.accept())
    qtbot.mouseClick(course.drop, Qt.MouseButton.LeftButton)
    assert elections.draft(workspace) is None
    assert page.views.currentWidget() is page.cards


def test_an_election_that_is_void_is_refused_with_its_ground(page, workspace):
    elections.keep_course(workspace, election(returned=17))
    page.open(OpenElection())
    page.elections.course.finish()
    page.elections.course.finish()
    assert "选举无效" in page.banner.accessibleName()
    assert "选举工作条例" in page.banner.accessibleName()
    assert not elections.list_elections(workspace).lines


def test_the_meeting_is_offered_and_a_new_one_asked_for(page, workspace, qtbot):
    elections.keep_course(workspace, election(session=None))
    page.open(OpenElection())
    course = page.elections.course.editor
    course.turn_to("hold")
    choice = control(course, "hold", "session")
    assert [choice.itemText(at) for at in range(choice.count())][1].startswith("2026-11-18 支部党员大会")
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.mouseClick(course.panel.session, Qt.MouseButton.LeftButton)
    key, request = asked.args
    assert key == "sessions"
    assert isinstance(request, NewSession)
    assert (request.kind, request.day.isoformat()) == (SessionKind.MEMBER_MEETING, "2026-11-18")
    assert "选举" in request.topic


def test_without_a_committee_the_meeting_gives_the_seats(page, workspace):
    elections.keep_course(workspace, election(seats=1))
    page.open(OpenElection())
    course = page.elections.course.editor
    course.turn_to("count")
    assert course.panel.ballot.rows[0].role.isVisibleTo(page)
    assert "选举书记" not in "".join(
        course.list.model().index(row, 0).data() for row in range(course.list.model().rowCount())
    )


def test_the_end_of_a_term_on_the_workbench_leads_here(workspace, qtbot):
    bench = WorkbenchPage(workspace)
    shown(qtbot, bench)
    line = next(one for one in bench._bench.tasks if one[0].code == "org.term")
    assert task_item(line, workspace.today).action == "去换届"
    with qtbot.waitSignal(bench.navigate) as asked:
        bench._todo.activated.emit(line)
    assert asked.args == ["branch", OpenElection()]


def test_terms_are_listed_corrected_and_removed(page, workspace, qtbot):
    elections.finish_course(workspace, election(id="e1", held_on="2023-11-20", term_number=2, session=None))
    elections.finish_course(workspace, election())
    page.refresh(None)
    qtbot.mouseClick(page.leadership.terms, Qt.MouseButton.LeftButton)
    terms = page.elections.terms
    assert "第三届换届选举　2026-11-18 起" in words(terms)
    qtbot.keyClick(terms.list, Qt.Key.Key_Down)
    assert "第二届换届选举　2023-11-20 至 2026-11-17" in words(terms)
    qtbot.keyClick(terms.list, Qt.Key.Key_Return)
    assert page.elections.course.editor.finish.text() == "完成更正"
    page.show_cards()
    page.elections.show_terms()
    terms.list.choose("e2")
    answering(lambda dialog: dialog.accept())
    qtbot.mouseClick(terms.remove, Qt.MouseButton.LeftButton)
    assert [line.election.id for line in elections.list_elections(workspace).lines] == ["e1"]
    assert "已移到回收站" in page.banner.accessibleName()
    page.banner._act()
    assert [line.election.id for line in elections.list_elections(workspace).lines] == ["e2", "e1"]


def test_nothing_listed_says_what_will_stand_there(page, qtbot):
    page.elections.show_terms()
    assert "还没有选举记录" in words(page.elections.terms)
    qtbot.mouseClick(page.elections.terms.add_by_election, Qt.MouseButton.LeftButton)
    assert page.elections.course.editor.heading.text() == "补选"


def test_the_report_goes_to_the_printer(page, workspace, qtbot, monkeypatch):
    printed = []
    monkeypatch.setattr(
        elections_view, "print_pdf", lambda _parent, pdf, title: printed.append((pdf[:5], title)) or True
    )
    elections.finish_course(workspace, election())
    page.elections.show_terms()
    with qtbot.waitSignal(page.said):
        qtbot.mouseClick(page.elections.terms.print_button, Qt.MouseButton.LeftButton)
    settled(qtbot)
    assert printed == [(b"%PDF-", "选举结果报告单")]


def test_papers_are_kept_with_the_election(page, course, workspace, qtbot):
    course.panel.files.add([Incoming("批复扫描件".encode(), "批复.txt")])
    settled(qtbot)
    assert [file.name for file in elections.draft(workspace).election.attachments] == ["批复.txt"]
    elections.finish_course(workspace, election(attachments=elections.draft(workspace).election.attachments))
    page.elections.show_terms()
    assert [file.name for file in page.elections.terms.files.files()] == ["批复.txt"]
    course.turn_to("hold")
    assert not course.panel.incoming.is_open
    settled(qtbot)


def test_a_by_election_asks_whether_the_former_holder_gives_the_seat_up(page, workspace, qtbot):
    elections.finish_course(workspace, election(id="e1", held_on="2025-03-10", session=None))
    chosen = ({"person": "p9", "for": 12, "elected": True, "role": "discipline"},)
    late = election(id="b1", kind="by-election", term_number=None, seats=1, session=None, candidates=chosen)
    elections.keep_course(workspace, late.but(held_on="2025-11-20"))
    page.open(OpenElection())
    course = page.elections.course.editor
    course.turn_to("finish")
    box = course.panel.former
    assert box.isVisibleTo(page)
    assert "（纪检委员）不再任职" in box.text()
    assert "纪检委员 → 无职务" in words(course.panel)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert "→ 无职务" not in words(course.panel)
    course.turn_to("report")
    assert not box.isVisibleTo(page)
    course.turn_to("finish")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.mouseClick(course.finish, Qt.MouseButton.LeftButton)
    assert get_person(workspace, "p7").role is None


def test_a_day_that_the_elections_contradict_is_told_at_its_field(page, workspace):
    elections.finish_course(workspace, election())
    with workspace.begin() as work:
        work.branch.put(work.branch.get().but(committee_elected_on=None))
        work.commit()
    page.refresh(None)
    field = page.particulars.form.field("committee_elected_on")
    assert "历届里最近一次换届是2026年11月18日" in field.problem.text()
    page.particulars._on_edited()
    page.particulars.save()
    assert not field.problem.text()


def test_a_course_taken_up_again_names_its_candidates(page, workspace):
    elections.keep_course(workspace, election())
    page.open(OpenElection())
    rows = page.elections.course.editor.panel.ballot.rows
    assert [row.name.text() for row in rows][:2] == ["陈国华", "李文静"]
    assert page.elections.course.editor.panel.ballot.is_good()
    told = page.elections.course.editor.election()
    assert {name: value for name, value in told if value != getattr(election(), name)} == {}


def test_another_step_is_read_from_its_top(page, course, qtbot):
    page.resize(1104, 420)
    course.turn_to("finish")
    bar = course._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    course.turn_to("apply")
    assert bar.value() == 0


def test_tab_goes_through_the_course_as_one_reads(page, workspace, qtbot):
    elections.keep_course(workspace, election())
    page.resize(1150, 1000)
    page.open(OpenElection())
    course = page.elections.course.editor
    course.turn_to("count")
    stops = tabbed(qtbot, page, course.list)
    fields = [stop for stop in stops if course.panel.isAncestorOf(stop)]
    assert len(fields) == 3 + 2 + 6 * 6 + 1
    assert reads_downwards(fields, course.panel)
    assert all(stop.accessibleName() or stop.text() for stop in fields)
    assert stops[-5:][-1] is not None
    assert {course.drop, course.previous, course.next, course.finish} <= set(stops)
