"""The look is data: checked on load, the same names in both sets, readable, scaled as a whole."""

import re
import tomllib

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QLabel, QPushButton

from liangxin_desktop.paths import resources
from liangxin_desktop.ui import theme
from liangxin_desktop.ui.theme import TONES, Theme, current, restyle


def _luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_sets_have_the_same_names():
    light, dark = (tomllib.loads((resources() / "theme" / f"{n}.toml").read_text("utf-8")) for n in ("light", "dark"))
    assert list(light["colours"]) == list(dark["colours"])
    assert {t: set(c) for t, c in light["tones"].items()} == {t: set(c) for t, c in dark["tones"].items()}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_is_readable_on_every_ground_it_stands_on(name):
    worn = Theme.load(name)
    pairs = [("ink", "surface"), ("ink", "page"), ("muted", "surface"), ("muted", "page"), ("accent", "surface")]
    pairs += [("on_accent", "accent"), ("accent", "accent_tint"), ("ink", "selection"), ("muted", "selection")]
    pairs += [(f"{tone}.ink", f"{tone}.{ground}") for tone in TONES for ground in ("fill", "soft")]
    assert {
        pair: round(_contrast(*map(worn.colour, pair)), 2) for pair in pairs if _contrast(*map(worn.colour, pair)) < 4.5
    } == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_focus_ring_stands_out(name):
    worn = Theme.load(name)
    assert _contrast(worn.colour("focus"), worn.colour("surface")) >= 3
    assert _contrast(worn.colour("focus"), worn.colour("page")) >= 3


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data.pop("tones"), "missing tones"),
        (lambda data: data["colours"].pop("ink"), "ink"),
        (lambda data: data["colours"].update(ink="black"), "not #RRGGBB: ink"),
        (lambda data: data["colours"].update(pink="#FF00FF"), "pink"),
        (lambda data: data["tones"].pop("ok"), "tones should be"),
        (lambda data: data["tones"]["ok"].pop("line"), "line"),
    ],
)
def test_a_damaged_set_is_refused_by_name(monkeypatch, damage, words):
    data = tomllib.loads((resources() / "theme" / "light.toml").read_text("utf-8"))
    damage(data)
    monkeypatch.setattr(theme.tomllib, "loads", lambda _text: data)
    with pytest.raises(ValueError, match=words):
        Theme.load("light")


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("size", range(12, 21))
def test_the_sheet_has_no_name_left_and_no_radius_beyond_half_the_height(name, size):
    sheet = Theme.load(name, size).sheet()
    assert not re.search(r"@|px\(|half\(", sheet)
    for block in re.findall(r"{([^}]*)}", sheet):
        radius = re.search(r"border-radius: (\d+)px", block)
        height = re.search(r"max-height: (\d+)px", block)
        if radius and height:
            border = 2 * int((re.search(r"border: (\d)px", block) or [0, 0])[1])
            assert int(radius[1]) * 2 <= int(height[1]) + border + 1, block


def test_no_colour_is_written_in_code_or_sheet():
    source = resources().parent / "liangxin_desktop" / "ui"
    files = [*source.rglob("*.py"), resources() / "theme" / "style.qss"]
    assert len(files) > 10
    found = {f.name: hits for f in files if (hits := re.findall(r"#[0-9A-Fa-f]{6}\b", f.read_text("utf-8")))}
    assert found == {}


def test_size_is_kept_in_range_and_scales():
    assert Theme.load("light", 9).size == 12
    assert Theme.load("light", 99).size == 20
    assert Theme.load("light", 20).px(32) == 49
    assert Theme.load("light", 13).px(0) == 0


def test_applying_dresses_everything(qapp, qtbot, wear):
    button = QPushButton("定稿")
    qtbot.addWidget(button)
    restyle(button, role="primary")
    button.show()
    small = button.sizeHint()
    wear("dark", 20)
    assert current().dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == current().colour("page")
    assert button.sizeHint().height() > small.height()
    assert button.grab().toImage().pixelColor(8, 12) == current().colour("accent")


def test_restyle_shows_at_once(qtbot):
    label = QLabel("已定稿")
    qtbot.addWidget(label)
    restyle(label, role="pill", tone="ok")
    label.show()
    green = label.grab().toImage().pixelColor(label.width() // 2, 2)
    restyle(label, tone="bad")
    assert label.grab().toImage().pixelColor(label.width() // 2, 2) != green
    assert green == current().colour("ok.fill")


def test_bundled_fonts_draw_chinese_with_figures_of_one_width(qapp):
    assert theme.load_fonts()[0] == "Noto Sans SC"
    assert QFontDatabase.isSmoothlyScalable("Noto Sans SC")
    assert QRawFont.fromFont(current().font(24, bold=True)).supportsCharacter(ord("组"))
    metrics = QFontMetricsF(current().font(24, bold=True))
    assert len({metrics.horizontalAdvance(d) for d in "0123456789"}) == 1


def test_without_bundled_fonts_the_system_serves(monkeypatch, tmp_path):
    monkeypatch.setattr(theme, "resources", lambda: tmp_path)
    assert theme.load_fonts.__wrapped__() == ()
