"""The small services of the desk: what to look at before signing, the password's grace, the mail draft, entries."""

from __future__ import annotations

import email
from datetime import date, timedelta
from email.policy import default
from pathlib import Path

import pytest

from liangxin_desktop.domain.people import Sex
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import ReturnKind
from liangxin_desktop.domain.room import RoomCheck
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import access, closed_lists, disclosure, entry, mail, preview, return_desk, returns
from liangxin_desktop.services.return_desk import Level
from liangxin_desktop.services.workspace import Workspace
from tests.ui.pages.specimen import ID_NUMBER, NOW, PASSWORD

Q3, Q4 = Period.parse("2026Q3"), Period.parse("2026Q4")


def _order(period: Period, **details: object) -> returns.ReturnOrder:
    return returns.ReturnOrder(ReturnKind.LIFE, period, NOW.date(), **details)  # type: ignore[arg-type]


@pytest.fixture
def signed(workspace: Workspace) -> returns.SignedReturn:
    return returns.sign_and_record(workspace, _order(Q3))


def test_lines_run_from_the_first_period_with_a_session_newest_first(workspace):
    lines = return_desk.return_lines(workspace)
    life = [line for line in lines if line.kind is ReturnKind.LIFE]
    assert [str(line.period) for line in life] == ["2026Q4", "2026Q3"]
    assert [line.ended for line in life] == [False, True]
    assert [line.pressing for line in life] == [False, True]
    assert not any(line.entry for line in lines)


def test_a_signed_return_and_its_correction_take_the_place_of_the_open_line(workspace, signed):
    wanted = _order(Q3, revises=signed.entry.number, reason="人数有误")
    corrected = returns.sign_and_record(workspace, wanted).entry
    lines = [line for line in return_desk.return_lines(workspace) if line.period == Q3 and line.kind == "life"]
    assert [line.key for line in lines] == [corrected.number, signed.entry.number]


def test_a_room_return_is_listed_only_where_the_room_was_checked(workspace):
    assert not [line for line in return_desk.return_lines(workspace) if line.kind is ReturnKind.ROOM]
    with workspace.begin() as work:
        work.room_checks.add(
            RoomCheck.model_validate({"checked_on": "2026-07-13", "items": {"room": {"status": "met"}}})
        )
        work.commit()
    room = [line for line in return_desk.return_lines(workspace) if line.kind is ReturnKind.ROOM]
    assert [str(line.period) for line in room if ReturnKind.ROOM in returns.return_kinds()] == ["2026Q3"]


def test_a_note_is_kept_until_it_is_emptied(workspace):
    return_desk.keep_note(workspace, ReturnKind.LIFE, Q4, "三组延期")
    assert return_desk.note_of(workspace, ReturnKind.LIFE, Q4) == "三组延期"
    assert [line.begun for line in return_desk.return_lines(workspace) if line.kind == "life"] == [True, False]
    return_desk.keep_note(workspace, ReturnKind.LIFE, Q4, " ")
    assert return_desk.note_of(workspace, ReturnKind.LIFE, Q4) == ""


def test_points_name_each_missed_duty_and_what_a_record_lacks(workspace):
    payload = returns.compile_return(workspace, _order(Q4))
    points = return_desk.points(workspace, payload)
    bad = {point.text for point in points if point.level is Level.BAD}
    assert "第三党小组2026年10月党小组会未记录" in bad
    assert "11月12日支委会缺行动" in bad
    assert all(point.finding for point in points if point.level is Level.BAD)
    assert "1条会议记录还是草稿，未计入" in {point.text for point in points}


def test_points_of_a_full_quarter_are_good(workspace):
    points = return_desk.points(workspace, returns.compile_return(workspace, _order(Q3)))
    texts = [point.text for point in points if point.level is Level.GOOD]
    assert any("类会议次数齐全" in text for text in texts)
    assert "每次会议“四有”齐全" in texts


def test_many_findings_of_one_rule_are_one_point(workspace):
    payload = returns.compile_return(workspace, _order(Q4))
    one = next(f for f in payload.findings if f.code == "life.group-meeting")
    talks = [one.but(code="life.heart-talk", message=f"未与{n}谈心谈话") for n in "甲乙丙丁"]
    found = return_desk.points(workspace, payload.model_copy(update={"findings": tuple(talks)}))
    assert [point.together for point in found if point.finding] == [4]


def test_a_password_given_counts_for_five_minutes(workspace):
    moments = [NOW]
    gate = access.Access(Workspace(workspace.store, lambda: moments[-1]))
    assert not gate.is_fresh()
    assert not gate.give("不对")
    assert gate.give(PASSWORD)
    assert gate.is_fresh()
    moments.append(NOW + timedelta(minutes=5))
    assert not gate.is_fresh()
    moments.append(NOW - timedelta(minutes=1))
    assert not gate.is_fresh()
    assert not access.check_password(workspace, "")


def test_the_mail_draft_is_unsent_plain_and_carries_the_return(signed):
    message = email.message_from_bytes(mail.return_mail(signed, to="jiangwan@example.com"), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "组织生活季度报表 2026年第三季度"
    assert message["To"] == "jiangwan@example.com"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == signed.pdf
    assert attached.get_filename() in (signed.file_name, "life-2026Q3-00.pdf")


def test_the_mail_draft_has_both_names_of_the_attachment(signed):
    raw = mail.return_mail(signed)
    assert b'filename="life-2026Q3-00.pdf"' in raw
    assert b"filename*=utf-8''HP-0217-%E7%BB%84%E7%BB%87" in raw
    assert all(len(line) <= 998 and line.isascii() for line in raw.split(b"\r\n"))


def test_the_mail_draft_holds_no_personal_data(signed):
    message = email.message_from_bytes(mail.return_mail(signed), policy=default)
    words = f"{message['Subject']} {message.get_body().get_content()}"
    assert "陈国华" not in words
    assert "138" not in words


@pytest.mark.parametrize(
    "address",
    ["a@example.com\r\nBcc: b@example.com", "a@example.com\nX: y", "a@example.com,b@example.com", "甲<a@example.com>"],
)
def test_an_address_cannot_smuggle_a_header(signed, address):
    with pytest.raises(RefusedError):
        mail.return_mail(signed, to=address)


def test_a_number_cannot_smuggle_a_header(signed):
    forged = signed.entry.model_copy(update={"number": "HP\r\nBcc: b@example.com\r\n\r\nx"})
    raw = mail.return_mail(returns.SignedReturn(forged, signed.pdf, signed.changes))
    message = email.message_from_bytes(raw, policy=default)
    assert message["Bcc"] is None
    assert b"\nBcc" not in raw
    assert message.get_content_type() == "multipart/mixed"


def test_a_mail_is_written_and_marked_as_sent(workspace, signed, tmp_path: Path):
    path = mail.write_mail(workspace, signed.entry.number, tmp_path)
    assert path.suffix == ".eml"
    assert returns.list_returns(workspace)[0].status == "signed"
    assert mail.mark_sent(workspace, signed.entry.number).touch("returns")
    kept = returns.list_returns(workspace)[0]
    assert (kept.status, kept.delivered_by) == ("delivered", "邮件")


def test_an_entry_says_what_is_wrong_at_each_field():
    found = entry.enter_person({"id": "x", "name": "", "id_number": "123"})
    assert found.noun is None
    assert found.problems == {"name": "请填写这一项。", "id_number": "应为18位：17位数字加1位校验码。"}
    mixed = entry.enter_person({"id": "x", "name": "韩明月", "id_number": ID_NUMBER, "sex": Sex.MALE})
    assert mixed.problems == {"id_number": "公民身份号码与性别不一致。"}
    dates = {"id": "x", "name": "韩明月", "admitted_on": date(2020, 1, 1), "full_on": date(2019, 1, 1)}
    assert entry.enter_person(dates).problems == {"full_on": "转正日期早于入党日期。"}
    good = entry.enter_person({"id": "x", "name": "韩明月"})
    assert good.noun is not None
    assert not good.problems


def test_an_identity_number_says_birth_date_and_sex():
    facts = entry.read_number(ID_NUMBER.lower())
    assert (facts.number, facts.birth_date, facts.sex) == (ID_NUMBER, date(1949, 12, 31), Sex.FEMALE)
    with pytest.raises(ValueError, match="校验码不符"):
        entry.read_number("110105194912310021")


def test_closed_lists_are_the_standards():
    assert len(closed_lists.ethnicities()) >= 56
    assert closed_lists.ethnicities()[0] == "汉族"
    assert "大学本科" in closed_lists.educations()


def test_showing_a_number_is_in_the_log_without_the_number(workspace):
    assert disclosure.show_identity_number(workspace, "old") == ID_NUMBER
    with workspace.begin() as work:
        (last,) = work.audit.entries(1)
    assert last.id == disclosure.LAST_SHOWN
    assert "old" in (last.after or "")
    assert ID_NUMBER not in (last.after or "")
    with pytest.raises(RefusedError):
        disclosure.show_identity_number(workspace, "nobody")


def test_pictures_are_pages_of_the_size_asked_for(signed):
    width, height, rgba = next(preview.pictures(signed.pdf, dpi=72))
    assert (round(width, -1), round(height, -1)) == (600, 840)
    assert len(rgba) == 4 * width * height
