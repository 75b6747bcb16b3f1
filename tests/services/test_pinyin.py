"""Names are found by their initials, whichever way an unusual surname is read."""

import subprocess
import sys

import pytest

from liangxin_desktop.services.pinyin import full, initials, matches


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("陈国华", {"cgh"}),
        ("单雄", {"sx", "dx", "cx"}),
        ("曾国", {"zg", "cg"}),
        ("解放", {"jf", "xf"}),
        ("欧阳 春", {"oyc"}),
        ("Ann 李", {"annl"}),
        ("", set()),
    ],
)
def test_every_reading_of_a_name_gives_initials(name, expected):
    assert initials(name) == expected


def test_a_character_without_a_reading_stays_itself():
    assert {text[0] for text in initials("𠮷野")} == {"𠮷"}


def test_full_pinyin_has_every_reading_too():
    assert "zengguo" in full("曾国")
    assert "lvliang" in full("吕梁")


def test_a_long_text_of_many_readings_stays_small():
    assert len(initials("行" * 200)) == 1
    assert len(initials("行行行行")) <= 64


@pytest.mark.parametrize("sought", ["cg", "CGH", "国华", "chengu", " c g ", ""])
def test_what_people_type_finds_the_name(sought):
    assert matches(sought, "陈国华")


@pytest.mark.parametrize("sought", ["gh", "国花", "hua", "x"])
def test_what_is_not_the_name_does_not(sought):
    assert not matches(sought, "陈国华")


def test_the_library_is_not_loaded_on_the_way():
    code = "import sys, liangxin_desktop.services.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
