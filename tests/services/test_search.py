"""The top bar finds people, sessions, actions and attachments, of any year."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.contacts import Contact, ContactKind
from liangxin_desktop.domain.development import DevelopmentStep
from liangxin_desktop.domain.room import CheckedItem, ItemStatus, PresetCheck, RoomCheck, RoomItem, RoomItems
from liangxin_desktop.domain.room_register import RoomEntry, RoomFacts
from liangxin_desktop.domain.sessions import Action, Attachment, Session, SessionKind, SessionStatus
from liangxin_desktop.services.contacts import put_contact
from liangxin_desktop.services.search import Found, FoundKind, find
from liangxin_desktop.ui.requests import OpenContact, OpenPerson, OpenRegister, OpenRoom, OpenSession
from liangxin_desktop.ui.searching import found_by, request_for

OLD = Session(
    id="old",
    kind=SessionKind.MEMBER_MEETING,
    status=SessionStatus.FINAL,
    starts_at="1999-03-01T14:00",
    place="旧厂礼堂",
    topic="筹建\n联合支部",
    actions=(Action(what="购置 书柜", done_on="1999-04-01"), Action(what="书柜编号")),
    attachments=(Attachment(sha256="a" * 64, name="筹建批复.pdf"),),
    tags=("建支",),
)
PROOFS = ("旧展板", "新展板", "旗杆")
STEP = DevelopmentStep(person="a1", step=1, attachments=(Attachment(sha256="b" * 64, name="入党申请书.pdf"),))


@pytest.fixture
def filled(workspace):
    with workspace.begin() as work:
        work.sessions.put(OLD)
        work.development.add(STEP)
        work.commit()
    return workspace


@pytest.mark.parametrize("text", ["筹建", "旧厂", "建支", "cjlhzb", "choujian", "1999-03", " 联合支部 "])
def test_a_session_of_any_year_is_found_by_text_place_tag_day_and_pinyin(filled, text):
    (session,) = [one for one in find(filled, text) if one.kind is FoundKind.SESSION]
    assert session == Found(FoundKind.SESSION, "old", "支部党员大会", "1999-03-01 筹建 联合支部")


def test_actions_are_told_one_by_one(filled):
    found = [one for one in find(filled, "书柜") if one.kind is FoundKind.ACTION]
    assert [(one.title, one.note) for one in found] == [
        ("购置 书柜", "1999-03-01 支部党员大会，1999-04-01 办结"),
        ("书柜编号", "1999-03-01 支部党员大会，未办结"),
    ]


def test_attachments_lead_to_what_holds_them(filled):
    (letter,) = find(filled, "批复.PDF")
    assert (letter.kind, request_for(letter)) == (FoundKind.ATTACHMENT, ("sessions", OpenSession("old")))
    (application,) = find(filled, "申请书")
    assert application.note == "陈立 发展党员"
    assert request_for(application) == ("people", OpenPerson("a1"))


def test_people_come_first_then_the_newest_sessions_of_a_kind(filled):
    found = find(filled, "陈")
    assert [one.title for one in found if one.kind is FoundKind.PERSON] == ["陈国华", "陈立"]
    assert found[0].kind is FoundKind.PERSON
    committee = find(filled, "zwh")
    assert {one.title for one in committee} == {"支委会"}
    notes = [one.note for one in committee]
    assert notes == sorted(notes, reverse=True)


def test_a_group_finds_its_meetings_and_no_kind_floods_the_rest(filled):
    assert {one.title for one in find(filled, "第二党小组")} == {"党小组会（第二党小组）"}
    kinds = [one.kind for one in find(filled, "学习")]
    assert kinds == sorted(kinds, key=list(FoundKind).index)
    assert max(kinds.count(kind) for kind in FoundKind) == 5


def test_nothing_is_found_for_nothing(filled):
    assert find(filled, "  ") == ()
    assert find(filled, "查无此事") == ()


def test_the_first_of_each_kind_names_it(filled):
    hits = found_by(lambda: filled)("学习")
    assert [hit.heading for hit in hits if hit.heading] == ["会议", "行动", "阵地"]
    assert hits[0].heading == "会议"
    assert found_by(lambda: None)("学习") == ()


ISSUE = RoomEntry(
    id="i5",
    kind="issue",
    title="2026年第5期",
    on="2026-09-20",
    attachments=(Attachment(sha256="c" * 64, name="第5期.pdf"),),
)
SYSTEM = RoomEntry(id="s1", kind="system", title="三会一课制度")
FILM = RoomEntry(id="f1", kind="film", title="桥上的人", year=2019)
USE = RoomEntry(id="u1", kind="use", title="制度学习", on="2026-09-20")


@pytest.fixture
def registered(workspace):
    with workspace.begin() as work:
        work.room_facts.put(RoomFacts(journal_title="《桥讯》"))
        work.room_entries.add_all([ISSUE, SYSTEM, FILM, USE])
        work.commit()
    return workspace


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("制度", [("三会一课制度", "制度")]),
        ("shykzd", [("三会一课制度", "制度")]),
        ("桥", [("《桥讯》2026年第5期", "专刊 2026-09-20"), ("桥上的人", "专题片 2019")]),
        ("第5期", [("《桥讯》2026年第5期", "专刊 2026-09-20")]),
    ],
)
def test_materials_of_the_register_are_found(registered, text, found):
    hits = [one for one in find(registered, text) if one.kind is FoundKind.MATERIAL]
    assert [(one.title, one.note) for one in hits] == found
    assert {request_for(one) for one in hits} <= {("room", OpenRegister(one)) for one in ("i5", "s1", "f1")}


def test_a_file_of_the_register_leads_to_its_entry(registered):
    (file,) = [one for one in find(registered, "第5期.pdf") if one.kind is FoundKind.ATTACHMENT]
    assert file.note == "专刊 2026-09-20 2026年第5期"
    assert request_for(file) == ("room", OpenRegister("i5"))


@pytest.mark.parametrize("text", ["方远", "fy", "fangyuan"])
def test_a_contact_leads_to_the_branch(workspace, text):
    put_contact(workspace, Contact(id="f1", kind=ContactKind.FRIEND, name="方远"))
    (found,) = find(workspace, text)
    assert (found.kind, found.note, request_for(found)) == (
        FoundKind.CONTACT,
        "党建之友",
        ("branch", OpenContact("f1")),
    )


@pytest.fixture
def proved(workspace):
    """A room that was checked against the six twice, and once against another standard, with files."""
    old, new, flag = (Attachment(sha256=one * 64, name=f"{name}.jpg") for one, name in zip("cde", PROOFS, strict=True))
    with workspace.begin() as work:
        for day, file in (("2026-06-01", old), ("2026-09-01", new)):
            item = RoomItem(status=ItemStatus.MET, attachments=(file,))
            work.room_checks.add(RoomCheck(checked_on=day, items=RoomItems(gallery=item)))
        seen = CheckedItem(key="flag", title="有党旗", status=ItemStatus.MET, attachments=(flag,))
        work.preset_checks.put(
            PresetCheck(id="p", preset="venue", title="六有", checked_on="2026-09-01", items=(seen,))
        )
        work.commit()
    return workspace


@pytest.mark.parametrize(
    ("text", "title", "asked"),
    [
        ("宣传教育画廊", "有一个党建工作宣传教育画廊", OpenRoom("gallery")),
        ("yygdjgz", "有一个党建工作宣传教育画廊", OpenRoom("gallery")),
        ("有党旗", "有党旗", OpenRoom("flag", "venue")),
        ("新展板", "新展板.jpg", OpenRoom("gallery")),
        ("旗杆", "旗杆.jpg", OpenRoom("flag", "venue")),
    ],
)
def test_an_item_of_the_room_and_what_proves_it_lead_to_its_standard(proved, text, title, asked):
    (found,) = find(proved, text)
    assert (found.title, request_for(found)) == (title, ("room", asked))


def test_what_an_earlier_check_was_proved_with_is_not_on_the_card_and_not_found(proved):
    assert find(proved, "旧展板") == ()
