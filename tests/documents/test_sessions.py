"""组织生活记录 on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from liangxin_desktop.documents.sessions import session_record_pdf
from liangxin_desktop.domain.forms import ActionLine, VoteLine
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import NAMES, all_text, opened, page_texts, session_form

_GOLDEN = Path(__file__).parent / "golden"
_BARE = {
    "number": None,
    "ends_at": None,
    "place": "",
    "host": "",
    "recorder": "",
    "due": 0,
    "present": (),
    "absent": (),
    "guests": "",
    "topic": "",
    "discussion": " \n ",
    "consensus": "",
    "actions": (),
    "votes": (),
    "attachments": (),
    "entered_on": None,
    "late_entry": False,
}


def _text(**changes: object) -> str:
    return all_text(session_record_pdf(session_form(**changes)))


def test_the_record_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "session.txt", "\n\f\n".join(page_texts(session_record_pdf(session_form()))) + "\n")


def test_an_empty_record_says_so(compare_golden: Callable[[Path, str], None]) -> None:
    pages = page_texts(session_record_pdf(session_form(**_BARE)))
    compare_golden(_GOLDEN / "session-empty.txt", "\n\f\n".join(pages) + "\n")


def test_the_same_record_gives_the_same_bytes_and_no_data() -> None:
    pdf = session_record_pdf(session_form())
    assert session_record_pdf(session_form()) == pdf
    with opened(pdf) as document:
        assert not list(document.attachments)
        assert "/AF" not in document.Root


def test_every_page_shows_when_it_was_held_and_entered() -> None:
    for page in page_texts(session_record_pdf(session_form(discussion="讨论热烈。" * 400))):
        assert "召开2026年8月5日　录入2026年8月20日　补录" in page
        assert "2026年第43号" in page


def test_no_name_of_the_list_is_broken() -> None:
    """Each name stands on one line of the page, whatever the number of names."""
    for count in range(1, 60, 7):
        names = (NAMES * 8)[:count]
        lines = "\n".join(page_texts(session_record_pdf(session_form(present=names)))).splitlines()
        assert all(any(name in line.replace(" ", "") for line in lines) for name in names)


def test_two_hundred_people_and_long_minutes_flow() -> None:
    form = session_form(
        present=NAMES * 25,
        due=200,
        discussion="与会党员逐一发言。" * 800,
        actions=(ActionLine(what="走访" * 700, who="卫东"),) * 3,
    )
    text = all_text(session_record_pdf(form))
    assert text.count("买买提·吐尔逊") == 25
    assert text.count("王海涛") == 25
    assert "100%" in text


@pytest.mark.parametrize("sentences", range(14, 40, 2))
def test_signatures_never_stand_alone(sentences: int) -> None:
    pages = page_texts(session_record_pdf(session_form(discussion="与会党员逐一发言，一致同意。" * sentences)))
    above, found, _ = pages[-1].partition("主持人（签字）")
    assert found
    assert len(above.strip()) > 10


def test_times_and_votes() -> None:
    assert "2026年8月5日14:00—15:30" in _text()
    assert "2026年8月5日14:00—2026年8月6日09:05" in _text(ends_at="2026-08-06T09:05")
    voted = _text(votes=(VoteLine(matter="撤销", passed=False), VoteLine(matter="接收", due=9, present=5, in_favour=5)))
    assert "未通过" in voted
    assert "接收95500" in voted
    assert "含书面1" in _text()
    assert "（无记名投票）" in _text()


def test_markup_is_printed_as_written() -> None:
    assert "<b>A&amp;B</b>" in _text(consensus="<b>A&amp;B</b>")


def test_a_draft_is_marked() -> None:
    assert "草稿" in _text(draft=True)
    assert "草稿" not in _text()


@pytest.mark.parametrize("field", ["topic", "discussion", "consensus", "guests", "place", "host"])
def test_what_cannot_be_printed_is_named(field: str) -> None:
    with pytest.raises(RefusedError, match="U\\+1F600"):
        session_record_pdf(session_form(**{field: "好😀"}))
