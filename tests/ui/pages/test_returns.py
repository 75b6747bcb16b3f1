"""报表报送: looked at, signed, handed over, corrected; and the returns received, judged."""

from __future__ import annotations

import email
from email.policy import default

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services import identity, return_desk, returns
from liangxin_desktop.services.preview import pictures
from liangxin_desktop.ui.dialogs import printing
from liangxin_desktop.ui.pages.returns.page import ReturnsPage, request_of
from liangxin_desktop.ui.requests import NewSession, OpenPerson, OpenReturn, OpenRoom, OpenSession
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from tests.ui.pages.driving import answering, settled, shown, tabbed
from tests.ui.pages.specimen import PASSWORD


@pytest.fixture
def page(qtbot, workspace):
    page = ReturnsPage(workspace)
    shown(qtbot, page)
    settled(qtbot)
    return page


@pytest.fixture
def signed(qtbot, page):
    """The page after the third quarter was signed by the user."""
    sign(qtbot, page)
    return page


def give(text: str):
    def answer(dialog: QDialog) -> None:
        edit = dialog.findChild(QLineEdit) or dialog.findChild(QPlainTextEdit)
        edit.setFocus()
        edit.insert(text) if isinstance(edit, QLineEdit) else edit.setPlainText(text)
        next(b for b in dialog.findChildren(QPushButton) if b.isDefault()).click()

    return answer


def sign(qtbot, page: ReturnsPage) -> None:
    answering(give(PASSWORD))
    with qtbot.waitSignal(page.changed, timeout=15_000):
        page.sheet.panel.sign.click()
    settled(qtbot)


def words(page: ReturnsPage) -> str:
    return "\n".join(label.text() for label in page.sheet.panel.findChildren(Label) if label.isVisible())


def test_the_period_that_ended_last_stands_in_front_with_its_pages(page, qtbot):
    assert page.list.current().key == "life 2026Q3"
    qtbot.waitUntil(lambda: page.sheet.preview.pages() > 0)
    assert "每次会议“四有”齐全" in words(page)
    assert page.sheet.panel.sign.isEnabled()
    assert not page.sheet.panel.folder.isEnabled()


def test_the_badge_counts_what_is_owed(qtbot, workspace):
    page = ReturnsPage(workspace)
    with qtbot.waitSignal(page.counted) as told:
        shown(qtbot, page)
    assert told.args == [sum(line.pressing for line in return_desk.return_lines(workspace))]
    assert told.args[0] >= 1
    settled(qtbot)


def test_a_missed_duty_leads_to_the_page_that_mends_it(page, qtbot):
    page.open(OpenReturn("2026Q4"))
    settled(qtbot)
    links = [one for one in page.sheet.panel.points.findChildren(LinkButton) if one.text() == "去补记"]
    with qtbot.waitSignal(page.navigate) as told:
        links[0].click()
    where, wanted = told.args
    assert where == "sessions"
    assert (wanted.kind, wanted.group) == (SessionKind.GROUP_MEETING, "g3")


def test_findings_lead_to_their_subjects(page, workspace):
    payload = returns.compile_return(workspace, returns.order("life", "2026Q4", as_of=workspace.today))
    by_code = {one.code: one for one in payload.findings}
    lacking = by_code["life.four-haves"]
    assert request_of(lacking) == ("sessions", OpenSession("committee-meeting-2026-11-12"))
    person = lacking.subject.but(type="person", id="p1")
    assert request_of(lacking.but(subject=person)) == ("people", OpenPerson("p1"))
    assert isinstance(request_of(by_code["life.group-meeting"])[1], NewSession)
    item = lacking.subject.but(type="item", id="film")
    assert request_of(lacking.but(subject=item)) == ("room", OpenRoom("film"))
    branch = lacking.subject.but(type="branch", id="branch")
    assert request_of(lacking.but(subject=branch)) == ("branch", None)


def test_the_note_is_kept_and_laid_out_again(page, qtbot, workspace):
    before = page.sheet._pdf
    page.sheet.panel.note.setPlainText("三组因项目交付延期")
    qtbot.waitUntil(lambda: page.sheet._pdf != before, timeout=8000)
    settled(qtbot)
    line = page.list.current()
    assert return_desk.note_of(workspace, line.kind, line.period) == "三组因项目交付延期"


def test_leaving_keeps_a_note_not_told_yet(page, workspace):
    page.sheet.panel.note.setPlainText("刚写下")
    page.left()
    line = page.list.current()
    assert return_desk.note_of(workspace, line.kind, line.period) == "刚写下"


def test_signing_asks_for_the_password_and_locks(page, qtbot, workspace):
    answering(lambda dialog: dialog.reject())
    page.sheet.panel.sign.click()
    assert returns.list_returns(workspace) == ()
    assert page.sheet.panel.sign.isEnabled()
    sign(qtbot, page)
    (entry,) = returns.list_returns(workspace)
    assert page.list.current().entry == entry
    assert not page.sheet.panel.sign.isVisible()
    assert page.sheet.panel.folder.isEnabled()
    assert page.focusWidget() is page.sheet.panel.folder
    assert entry.number in words(page)


def test_a_wrong_password_signs_nothing(page, qtbot, workspace):
    def answer(dialog: QDialog) -> None:
        give("不对")(dialog)
        assert "口令不对" in "".join(label.text() for label in dialog.findChildren(Label))
        dialog.reject()

    answering(answer)
    page.sheet.panel.sign.click()
    assert returns.list_returns(workspace) == ()


def test_a_second_signature_within_five_minutes_asks_no_more(signed, qtbot, workspace):
    signed.open(OpenReturn("2026Q4"))
    settled(qtbot)
    with qtbot.waitSignal(signed.changed, timeout=15_000):
        signed.sheet.panel.sign.click()
    settled(qtbot)
    assert len(returns.list_returns(workspace)) == 2


def test_the_signed_file_is_written_into_a_folder(signed, qtbot, workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(signed.changed, timeout=8000):
        signed.sheet.panel.folder.click()
    settled(qtbot)
    (entry,) = returns.list_returns(workspace)
    assert (entry.status, entry.delivered_by) == ("delivered", "文件夹")
    assert (tmp_path / f"{entry.number}.pdf").read_bytes() == returns.signed_pages(workspace, entry.number).pdf
    assert "已写入并核对，请安全弹出" in signed.banner.accessibleName()


def test_a_folder_that_takes_nothing_is_told(signed, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "gone"))
    signed.sheet.panel.folder.click()
    settled(qtbot)
    assert "无法写入" in signed.banner.accessibleName()


def test_a_mail_draft_counts_only_once_it_was_sent(signed, qtbot, workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    signed.sheet.panel.mail.click()
    (draft,) = tmp_path.glob("*.eml")
    assert email.message_from_bytes(draft.read_bytes(), policy=default)["X-Unsent"] == "1"
    assert returns.list_returns(workspace)[0].status == "signed"
    with qtbot.waitSignal(signed.changed):
        next(one for one in signed.banner.findChildren(LinkButton) if one.text() == "已发出").click()
    settled(qtbot)
    assert returns.list_returns(workspace)[0].delivered_by == "邮件"


def test_a_correction_names_what_it_corrects_and_why(signed, qtbot, workspace):
    answering(give("应到人数有误"))
    signed.sheet.panel.correct.click()
    settled(qtbot)
    assert signed.sheet.panel.sign.text() == "签名并锁定更正"
    with qtbot.waitSignal(signed.changed, timeout=15_000):
        signed.sheet.panel.sign.click()
    settled(qtbot)
    second, first = returns.list_returns(workspace)
    assert (second.revision, second.revises, second.reason) == (1, first.number, "应到人数有误")
    heads = [record.lines[0] for record in signed.list.records.model()._all]
    life = [(line.left, line.right) for line in heads if line.left.startswith("组织生活")]
    assert life[1:] == [
        ("组织生活季度报表 · 更正 1", "已签名"),
        ("组织生活季度报表", "已更正"),
    ]


def test_a_correction_can_be_dropped(signed, qtbot):
    answering(give("应到人数有误"))
    signed.sheet.panel.correct.click()
    settled(qtbot)
    signed.sheet.panel.drop.click()
    settled(qtbot)
    assert not signed.sheet.panel.sign.isVisible()


def test_a_change_elsewhere_lays_the_draft_out_again(page, qtbot, workspace):
    before = page.sheet._pdf
    with workspace.begin() as work:
        work.branch.put(work.branch.get().but(superior="新港街道党工委"))
        changes = work.commit()
    page.refresh(changes)
    settled(qtbot)
    assert page.sheet._pdf != before


def test_a_draft_is_printed_as_a_draft(page, qtbot, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "liangxin_desktop.ui.pages.returns.errands.print_pdf", lambda _parent, pdf, title: printed.append((pdf, title))
    )
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)
    ((pdf, title),) = printed
    assert title == "组织生活季度报表 2026年第三季度"
    assert pdf != page.sheet._pdf


def test_every_page_reaches_the_printer(page, qtbot, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    count = printing.paint_pages(printer, pictures(page.sheet._pdf, dpi=72), dpi=72)
    out = (tmp_path / "out.pdf").read_bytes()
    assert len(list(pictures(out, dpi=20))) == count >= 1
    width, height, _ = next(pictures(out, dpi=72))
    assert (round(width, -1), round(height, -1)) == (600, 840)


def test_the_menu_offers_what_is_still_to_make(page):
    texts = [one.text() for one in page.list.menu_of_open().actions() if one.text().startswith("组织生活")]
    assert texts == ["组织生活季度报表  2026年第四季度", "组织生活季度报表  2026年第三季度"]
    assert "年度综合报表  2026年" in [one.text() for one in page.list.menu_of_open().actions()]


def test_the_year_is_looked_at_and_signed_like_a_quarter(page, qtbot, workspace):
    line = next(one for one in return_desk.return_lines(workspace) if one.kind == "annual")
    page.list.chosen.emit(line)
    settled(qtbot)
    assert page.list.current().key == "annual 2026"
    assert "2026年尚未结束" in words(page)
    assert words(page).count("还没有签名") == 1
    sign(qtbot, page)
    (entry,) = returns.list_returns(workspace)
    assert (entry.kind, entry.period, entry.revision) == ("annual", "2026", 0)
    assert page.list.current().key == entry.number


def test_a_branch_without_sessions_says_what_will_stand_here(qtbot, workspace):
    with workspace.begin() as work:
        work.replace_record(work.load_record().model_copy(update={"sessions": ()}))
        work.commit()
    page = ReturnsPage(workspace)
    shown(qtbot, page)
    settled(qtbot)
    assert page.list.current() is not None


@pytest.fixture
def received(signed, workspace, tmp_path):
    """A folder with an honest return, one that was changed, and the certificate."""
    folder = tmp_path / "received"
    folder.mkdir()
    (entry,) = returns.list_returns(workspace)
    path, _ = returns.deliver(workspace, entry.number, folder, by="U盘")
    (folder / "改过.pdf").write_bytes(path.read_bytes() + b"\n% more")
    identity.export_certificate(workspace, tmp_path / "cert.pem")
    return folder


def test_received_files_are_judged_with_every_check(signed, qtbot, received):
    verify = signed.verify
    signed._views.setCurrentWidget(verify)
    verify.look_at((received,))
    settled(qtbot)
    records = verify.files.model()._all
    assert [record.lines[0].right for record in records] == ["有效", "被追加"]
    model = verify.table.model()
    assert model.rowCount() == 9
    assert {model.index(row, 1).data() for row in range(9)} == {"通过"}
    qtbot.keyClick(verify.files, Qt.Key.Key_Down)
    assert "不能接受" in verify.verdict.accessibleName()
    assert "不通过" in {model.index(row, 1).data() for row in range(9)}
    next(one for one in verify.findChildren(QPushButton) if one.text() == "返回").click()
    assert signed.sheet.isVisible()


def test_escape_leads_back_from_the_received_files(page, qtbot):
    page._views.setCurrentWidget(page.verify)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.sheet.isVisible()


def test_a_certificate_is_enrolled_and_the_files_judged_again(
    signed, qtbot, received, workspace, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "cert.pem"), ""))
    signed._views.setCurrentWidget(signed.verify)
    with qtbot.waitSignal(signed.changed):
        signed.verify._enrol()
    settled(qtbot)
    with workspace.begin() as work:
        assert len(work.trusted.all()) == 1
    assert "陈国华" in signed.verify.enrolled.accessibleName()


def test_a_file_that_is_no_certificate_is_told(signed, qtbot, received, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(received / "改过.pdf"), ""))
    signed.verify._enrol()
    assert "不是能用的证书" in signed.banner.accessibleName()


def test_tab_goes_from_the_list_over_the_paper_to_the_desk(page, qtbot):
    page.open(OpenReturn("2026Q4"))
    settled(qtbot)
    panel = page.sheet.panel
    stops = tabbed(qtbot, page, page.list.records)
    wanted = [page.list.records, page.sheet.preview, *panel.points.stops(), panel.note, panel.sign, panel.paper]
    assert stops[: len(wanted)] == wanted
