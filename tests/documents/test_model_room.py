"""示范阵地申报表: what it says, on how many pages, with which pictures, and what is left blank."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from liangxin_desktop.documents.model_room import model_room_pdf
from liangxin_desktop.domain.model_room import (
    ModelItem,
    ModelPicture,
    ModelQuarter,
    ModelRoomForm,
    ModelUse,
    ModelUses,
)
from liangxin_desktop.errors import RefusedError
from tests.conftest import tool
from tests.documents.papers import page_texts, room_rows

_GOLDEN = Path(__file__).parent / "golden"
_TODAY = date(2026, 11, 23)
_LATEST = (
    ModelUse(on=date(2026, 11, 18), title="园区安全生产培训", people=19),
    ModelUse(on=date(2026, 11, 10), title="党小组会（一组）"),
)


def _picture(number: int) -> ModelPicture:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), (128, 144, 20 * number)).save(out, "PNG")
    return ModelPicture(title="有一个相对固定党员活动室", taken_on=date(2026, 9, 11), data=out.getvalue())


def _form(pictures: int = 2, **changes: Any) -> ModelRoomForm:
    values = {
        "branch": "八号桥联合党支部",
        "superior": "五里桥街道党工委",
        "affiliation": "属块",
        "formation": "区域联建",
        "established_on": date(2024, 1, 4),
        "units": "5家",
        "members": 31,
        "probationary": 2,
        "secretary": "陈国华",
        "place": "2号楼301 · 62 m²",
        "items": tuple(
            ModelItem(
                title=row.title,
                status=row.status,
                description=row.description,
                register_line="展板 8 块",
                evidence_on=row.evidence_on,
            )
            for row in room_rows()
        ),
        "quarters": (
            *(ModelQuarter(quarter=f"2026年第{one}季度") for one in "一二三"),
            ModelQuarter(quarter="2026年第四季度", checked_on=date(2026, 10, 12), met=5, items=6),
        ),
        "uses": ModelUses(first=date(2026, 1, 1), last=_TODAY, times=36, people=679, latest=_LATEST),
        "special": "共用共管，白天是会议室，傍晚是书房。",
        "pictures": tuple(_picture(number) for number in range(pictures)),
        "made_on": _TODAY,
    }
    return ModelRoomForm(**{**values, **changes})


def test_the_sheet_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "model-room.txt", "\n\f\n".join(page_texts(model_room_pdf(_form()))) + "\n")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert model_room_pdf(_form()) == model_room_pdf(_form())


@pytest.mark.parametrize("pictures", [0, 1, 3, 6])
def test_two_pages_hold_it_with_up_to_six_pictures(pictures: int) -> None:
    texts = page_texts(model_room_pdf(_form(pictures)))
    assert len(texts) == 2
    assert ("五、照片" in texts[1]) == bool(pictures)
    assert f"图{pictures}　" in texts[1] or not pictures
    for opinion in ("支部意见", "所在单位意见", "街道党工委意见"):
        assert opinion in texts[1]
    assert texts[1].count("（签名、盖章）") == 3


def test_what_is_not_known_is_left_blank_or_said() -> None:
    blank: dict[str, Any] = dict.fromkeys(("superior", "affiliation", "formation", "units", "secretary", "special"), "")
    items = tuple(ModelItem(title=row.title) for row in room_rows())
    uses = ModelUses(first=date(2026, 1, 1), last=_TODAY, times=0, people=0)
    first, second = page_texts(model_room_pdf(_form(0, **blank, items=items, uses=uses, established_on=None)))
    assert first.count("未查看") == len(items)
    assert "没有使用登记" in first + second
    assert first.count("未自查") == 3


def test_a_long_text_goes_over_and_the_room_for_ink_stays_whole() -> None:
    for length in range(0, 2000, 250):
        last = page_texts(model_room_pdf(_form(3, special="有组织有场所。" * (length // 7))))[-1]
        assert last.index("支部意见") < last.index("（签名、盖章）")


def test_what_cannot_be_printed_is_named() -> None:
    for place, changed in (("特色和做法", {"special": "好😀"}), ("支部书记", {"secretary": "😀"})):
        with pytest.raises(RefusedError, match=place):
            model_room_pdf(_form(0, **changed))
    with pytest.raises(RefusedError, match="图1"):
        model_room_pdf(_form(pictures=0).but(pictures=[_picture(1).but(title="😀")]))


def test_every_font_is_embedded_and_the_file_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(model_room_pdf(_form()))
    assert subprocess.run([tool("qpdf"), "--check", file], check=False, capture_output=True).returncode == 0
    fonts = subprocess.run([tool("pdffonts"), file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)
