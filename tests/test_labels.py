"""The labels are read in one place, for every layer."""

from __future__ import annotations

from pathlib import Path

import liangxin_desktop
from liangxin_desktop.labels import read_labels
from liangxin_desktop.services.wording import labels

PACKAGE = Path(liangxin_desktop.__file__).parent


def test_one_file_reads_them() -> None:
    readers = [path for path in PACKAGE.rglob("*.py") if '"labels.toml"' in path.read_text(encoding="utf-8")]
    assert [path.name for path in readers] == ["labels.py"]


def test_the_services_add_the_items_of_the_rooms_standards() -> None:
    assert read_labels()["stage"]["full"] == "正式党员"
    assert set(labels()) - set(read_labels()) == {"room_item"}
