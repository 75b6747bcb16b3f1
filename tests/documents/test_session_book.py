"""年度装订册 on paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from liangxin_desktop.documents.session_book import session_book_pdf
from liangxin_desktop.domain.forms import BookMember, BookSitting, SessionBookForm
from liangxin_desktop.errors import CancelledError, RefusedError
from tests.conftest import tool
from tests.documents.papers import all_text, book_form, page_texts, session_form

_GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def year() -> SessionBookForm:
    """Forty sessions and members, unlike each other."""
    days = [date(2026, 1, 5) + timedelta(days=9 * place) for place in range(40)]
    marks = ("✓", "△", "×", "")
    return book_form(
        sessions=tuple(
            session_form(number=n, starts_at=f"{day}T14:00", ends_at=None, topic=f"第{n}个议题", actions=(), votes=())
            for n, day in enumerate(days, 1)
        ),
        sittings=tuple(BookSitting(held_on=day, short="支委会", due=100 + n, present=n) for n, day in enumerate(days)),
        members=tuple(
            BookMember(
                name=f"党员{chr(0x4E00 + n)}",
                due=40,
                present=n,
                leave=40 - n,
                absent=0,
                rate="50%",
                hours=n,
                hours_due=32,
                marks=tuple(marks[(n + place) % 4] for place in range(40)),
            )
            for n in range(40)
        ),
    )


@pytest.fixture(scope="module")
def bound(year: SessionBookForm) -> bytes:
    return session_book_pdf(year)


def test_the_book_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "session-book.txt", "\n\f\n".join(page_texts(session_book_pdf(book_form()))) + "\n")


def test_the_contents_name_the_page_of_each_record(bound: bytes, tmp_path: Path) -> None:
    """Read by another maker's tool: where the contents say, that record begins, and the foot says the same page."""
    path = tmp_path / "book.pdf"
    path.write_bytes(bound)
    read = subprocess.run([tool("pdftotext"), "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    pages = read.stdout.split("\f")[:-1]
    contents = "\n".join(page for page in pages[1:5] if "议题" in page and "页码" in page)
    entries = re.findall(r"第(\d+)号\s+\S+\s+\S+\s+第(\d+)个议题\s+(\d+)\n", contents)
    assert [int(number) for number, _, _ in entries] == list(range(1, 41))
    for number, topic, page in entries:
        assert number == topic
        begun = pages[int(page) - 1]
        assert f"2026年第{number}号" in begun.partition("会议名称")[0]
        assert f"第{page}页 共{len(pages)}页" in begun
        assert f"—{page}—" in begun.replace(" ", "")
    assert all(int(one[2]) < int(next_one[2]) for one, next_one in pairwise(entries))
    last = {name: int(page) for name, page in re.findall(r"(出席情况|签字页)\s+(\d+)\n", contents)}
    assert "应统计的组织生活40次" in pages[last["出席情况"] - 1]
    assert "党支部书记（签名）" in pages[last["签字页"] - 1]
    assert last["签字页"] == len(pages)


def test_the_cover_has_no_number_and_every_other_page_has(bound: bytes) -> None:
    pages = page_texts(bound)
    assert "装订日期：2027年1月15日" in pages[0]
    assert "—" not in pages[0]
    assert all(f"— {number} —" in page for number, page in enumerate(pages[1:], 2))


def test_the_grid_shows_every_mark_once(year: SessionBookForm, bound: bytes) -> None:
    pages = ["".join(page.split()) for page in page_texts(bound)]
    first = next(place for place, page in enumerate(pages) if "空白：不应到" in page)
    grid = pages[first:-1]
    assert [page.count("✓出席△请假×缺席空白：不应到") for page in grid] == [1, 0, 1, 0]
    assert all("类型支" in page and "日" in page for page in grid)
    signs = "".join(page.replace("✓出席△请假×缺席", "") for page in grid)
    for sign in "✓△×":
        assert signs.count(sign) == sum(one.marks.count(sign) for one in year.members)
    for one in year.members:
        assert sum(page.count(one.name) for page in grid) == 2


def test_marks_stand_in_the_column_of_their_day() -> None:
    pages = page_texts(session_book_pdf(book_form()))
    (grid,) = [page for page in pages if "出席情况　1月—12月" in page]
    lines = " ".join(grid.split())
    assert "陈国华 ✓ ✓ △" in lines
    assert "应到 2 2 1" in lines
    assert "实到 2 1 0" in lines


def test_every_font_is_embedded(bound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(bound)
    told = subprocess.run([tool("pdffonts"), str(path)], capture_output=True, text=True, check=True).stdout
    fonts = told.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_the_same_form_gives_the_same_bytes() -> None:
    assert session_book_pdf(book_form()) == session_book_pdf(book_form())


def test_a_year_without_records_prints() -> None:
    text = all_text(session_book_pdf(book_form(sessions=(), sittings=(), members=(), drafts=0, superior="")))
    assert "本年没有已定稿的组织生活记录。" in text
    assert "尚未定稿" not in text


def test_a_month_with_more_sessions_than_a_page_has_room_for() -> None:
    sittings = tuple(BookSitting(held_on=date(2026, 3, 1), short="党课", due=1, present=1) for _ in range(50))
    member = book_form().members[0].but(marks=("✓",) * 50)
    text = all_text(session_book_pdf(book_form(sittings=sittings, members=(member,))))
    assert text.count("✓") == 50 + text.count("✓出席")


def test_the_work_can_be_stopped(year: SessionBookForm) -> None:
    told: list[tuple[int, int, str]] = []

    def stop_at_third(done: int, total: int, text: str) -> None:
        told.append((done, total, text))
        if done == 2:
            raise CancelledError("已取消。", "")

    with pytest.raises(CancelledError):
        session_book_pdf(year, stop_at_third)
    assert told == [(place, 40, f"正在排版第{place + 1}号…") for place in range(3)]


def test_what_cannot_be_printed_is_named_with_its_record() -> None:
    broken = book_form(sessions=(session_form(number=7, consensus="好😀"),))
    with pytest.raises(RefusedError, match="第7号共识"):
        session_book_pdf(broken)
