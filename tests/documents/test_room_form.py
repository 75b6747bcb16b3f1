"""阵地自查表 for signatures in ink, with its annex of pictures."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from liangxin_desktop.documents.room_form import room_form_pdf
from liangxin_desktop.domain.forms import RoomForm, RoomPicture
from liangxin_desktop.domain.room_particulars import Particulars
from liangxin_desktop.errors import RefusedError
from tests.conftest import tool
from tests.documents.papers import all_text, opened, page_texts, room_figures, room_particulars, room_rows

_GOLDEN = Path(__file__).parent / "golden"


def _picture(item: str, name: str, size: tuple[int, int] = (320, 200), shade: int = 160) -> RoomPicture:
    out = io.BytesIO()
    Image.new("RGB", size, (128, 144, shade)).save(out, "PNG")
    return RoomPicture(item=item, name=name, taken_on=date(2026, 6, 12), data=out.getvalue())


def _form(count: int = 3, **changes: Any) -> RoomForm:
    named = [("room", "活动室全景.jpg"), ("room", "活动室一角.jpg"), ("gallery", "一楼展板.jpg")]
    values = {
        "branch": "八号桥联合党支部",
        "period": "2026年第三季度",
        "figures": room_figures(),
        "rows": room_rows(),
        "pictures": tuple(_picture(*named[place % 3], shade=20 * place) for place in range(count)),
    }
    return RoomForm(**{**values, **changes})


def test_the_form_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "room-form.txt", "\n\f\n".join(page_texts(room_form_pdf(_form()))) + "\n")


def test_a_form_without_a_register_reads_as_it_did(compare_golden: Callable[[Path, str], None]) -> None:
    made = room_form_pdf(_form(figures=room_figures().but(particulars=None)))
    compare_golden(_GOLDEN / "room-form-before-register.txt", "\n\f\n".join(page_texts(made)) + "\n")


def test_the_same_form_gives_the_same_bytes() -> None:
    assert room_form_pdf(_form()) == room_form_pdf(_form())


@pytest.mark.parametrize(("pictures", "pages"), [(0, 2), (1, 3), (4, 3), (5, 4), (9, 5)])
def test_four_pictures_stand_on_a_page_of_the_annex(pictures: int, pages: int) -> None:
    texts = page_texts(room_form_pdf(_form(pictures)))
    assert len(texts) == pages
    assert ("附图1　" in "".join(texts)) == bool(pictures)
    assert all(f"第{number}页 共{pages}页" in text for number, text in enumerate(texts, 1))


def test_pictures_are_named_numbered_and_dated() -> None:
    first, _, annex = page_texts(room_form_pdf(_form()))
    assert "附图1、2" in first
    assert "附图3" in first
    assert "附图2　有一个相对固定党员活动室：活动室一角.jpg（2026年6月12日）" in "".join(annex.split("\n"))


def test_files_that_are_no_pictures_are_counted() -> None:
    rows = (room_rows()[0].but(attachments=5), room_rows()[1].but(attachments=4), *room_rows()[2:])
    text = all_text(room_form_pdf(_form(2, rows=rows)))
    assert "附图1、2另有附件3件" in text
    assert "附件4件" in text


def test_pictures_keep_the_form_fit_for_decades(tmp_path: Path) -> None:
    made = room_form_pdf(_form())
    with opened(made) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        images = [one for page in pdf.pages for one in page.get_images().values()]
        assert len(images) == 3
        for image in images:
            assert image.ColorSpace == pikepdf.Name.DeviceRGB
            assert "/SMask" not in image
            assert "/Interpolate" not in image
    file = tmp_path / "form.pdf"
    file.write_bytes(made)
    assert subprocess.run([tool("qpdf"), "--check", file], check=False, capture_output=True).returncode == 0
    fonts = subprocess.run([tool("pdffonts"), file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


@pytest.mark.parametrize("size", [(1, 1), (1200, 10), (10, 1200)])
def test_pictures_of_any_shape_are_drawn(size: tuple[int, int]) -> None:
    made = room_form_pdf(_form(pictures=(_picture("film", "片头.png", size),)))
    assert len(page_texts(made)) == 3


@pytest.mark.parametrize("length", range(0, 300, 20))
@pytest.mark.parametrize("told", [None, room_particulars()], ids=["before", "now"])
def test_signatures_never_stand_alone(length: int, told: Particulars | None) -> None:
    rows = tuple(row.but(description="与园区共用。" * (length // 4)) for row in room_rows())
    form = _form(0, rows=rows, figures=room_figures().but(particulars=told))
    above, found, _ = page_texts(room_form_pdf(form))[-1].partition("填表人：")
    assert found
    assert ("制度和学习资料" if told else "有一套党建工作") in above


@pytest.mark.parametrize("books", range(0, 240, 40))
def test_signatures_stand_below_the_end_of_a_long_register(books: int) -> None:
    held = {"systems": [], "books": [{"title": f"学习资料之{number}"} for number in range(books)], "copies": books}
    form = _form(0, figures=room_figures().but(particulars=room_particulars(materials=held)))
    above, found, _ = page_texts(room_form_pdf(form))[-1].partition("填表人：")
    assert found
    assert ("学习资料" if books else "学习资料：无") in above


def test_what_cannot_be_printed_is_named() -> None:
    with pytest.raises(RefusedError, match="附图1"):
        room_form_pdf(_form(pictures=(_picture("room", "好😀.jpg"),)))
    with pytest.raises(RefusedError, match="自查表第1行"):
        room_form_pdf(_form(rows=(room_rows()[0].but(gap="好😀"),)))
