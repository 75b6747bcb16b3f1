"""Icons are drawn in the theme's colours, sharp at any scaling, and each file has a licence."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtSvg import QSvgRenderer

from liangxin_desktop.paths import resources
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.theme import current

FOLDER = resources() / "icons"
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg"))


def _ink(image: QImage) -> set[str]:
    """The colours of the fully opaque pixels."""
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = [image.pixelColor(x, y) for x, y in spots]
    return {c.name() for c in colours if c.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_draws(qapp, name):
    assert QSvgRenderer(str(FOLDER / f"{name}.svg")).isValid()
    assert _ink(icon(name).pixmap(QSize(36, 36)).toImage()) == {current().colour("ink").name()}


def test_state_and_mode_choose_the_colour(qapp):
    one = icon("house", "muted", active="accent")
    size = QSize(36, 36)
    assert _ink(one.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()) == {current().colour("accent").name()}
    assert _ink(one.pixmap(size, QIcon.Mode.Disabled).toImage()) == {current().colour("disabled").name()}


def test_a_change_of_theme_needs_no_new_icon(wear):
    one = icon("house")
    before = _ink(one.pixmap(QSize(36, 36)).toImage())
    wear("dark")
    assert _ink(one.pixmap(QSize(36, 36)).toImage()) == {current().colour("ink").name()} != before


def test_twice_the_scaling_is_twice_the_pixels(qapp):
    picture = icon("house").pixmap(QSize(18, 18), 2.0)
    assert picture.size() == QSize(36, 36)
    assert picture.devicePixelRatio() == 2.0


def test_an_unknown_name_is_told(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_licence_and_origin_are_kept():
    assert "ISC License" in (FOLDER / "LICENSE").read_text("utf-8")
    assert "1.62.0" in (FOLDER / "PROVENANCE").read_text("utf-8")
    assert all("@license lucide-static" in (FOLDER / f"{name}.svg").read_text("utf-8") for name in NAMES)
