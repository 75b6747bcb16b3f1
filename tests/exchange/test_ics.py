"""The calendar for the phone, read back by hand as RFC 5545 says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.exchange.ics import Event, calendar_bytes, write_calendar

STAMP = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)
MEETING = Event(
    "0123@liangxin-desktop", date(2026, 12, 31), "支部党员大会（2026年第四季度）", "最晚12月31日；\n依据, \\第十一条"
)


def read(data: bytes) -> list[tuple[str, str]]:
    """The content lines, unfolded: name with parameters, and value."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()
    unfolded = data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    return [(name, value) for name, _, value in (line.partition(":") for line in unfolded)]


def text(value: str) -> str:
    """A text value without its escapes."""
    out, escaped = "", False
    for character in value:
        if escaped:
            out, escaped = out + ("\n" if character in "nN" else character), False
        elif character == "\\":
            escaped = True
        else:
            assert character not in ";,"
            out += character
    return out


def test_a_calendar_reads_as_it_should() -> None:
    lines = read(calendar_bytes("支部工作", [MEETING], stamp=STAMP))
    assert lines[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
    assert lines[-1] == ("END", "VCALENDAR")
    begin = lines.index(("BEGIN", "VEVENT"))
    alarm = lines.index(("BEGIN", "VALARM"))
    event = dict(lines[begin:alarm])
    assert event["UID"] == "0123@liangxin-desktop"
    assert event["DTSTAMP"] == "20261123T060200Z"
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert text(event["SUMMARY"]) == MEETING.summary
    assert text(event["DESCRIPTION"]) == MEETING.description
    reminder = dict(lines[alarm : lines.index(("END", "VALARM"))])
    assert reminder["TRIGGER"] == "-PT15H"
    assert reminder["ACTION"] == "DISPLAY"


def test_what_is_opened_is_closed_in_order() -> None:
    open_ones: list[str] = []
    for name, value in read(calendar_bytes("支部", [MEETING, MEETING], stamp=STAMP)):
        if name == "BEGIN":
            open_ones.append(value)
        elif name == "END":
            assert open_ones.pop() == value
        assert not name.startswith(("TZID", "DTSTART;TZID"))
    assert open_ones == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n,;\\ "), max_size=200))
def test_any_text_comes_back(said: str) -> None:
    event = Event("u", date(2026, 1, 1), said, "x")
    lines = read(calendar_bytes("支部", [event], stamp=STAMP))
    assert text(dict(lines)["SUMMARY"]) == said


def test_control_characters_are_left_out_and_line_ends_are_one() -> None:
    event = Event("u", date(2026, 1, 1), "a\x00b\x1b\r\nBEGIN:VEVENT\rc\ud800")
    lines = read(calendar_bytes("支部", [event], stamp=STAMP))
    assert text(dict(lines)["SUMMARY"]) == "ab\nBEGIN:VEVENT\nc"
    assert lines.count(("BEGIN", "VEVENT")) == 1


def test_it_is_written_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "支部.ics"
    write_calendar(path, "支部", [MEETING], stamp=STAMP)
    assert path.read_bytes() == calendar_bytes("支部", [MEETING], stamp=STAMP)
    with pytest.raises(LiangxinError, match="无法写入"):
        write_calendar(tmp_path / "nowhere" / "a.ics", "支部", [MEETING], stamp=STAMP)
