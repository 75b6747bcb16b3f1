"""The look as data: colours by name from resources/theme, one style sheet, one font, one size that scales everything.

How to use: `Theme.load("light", size=13).apply(app)` once at the start and again whenever the setting changes. Widgets
carry roles (`restyle(button, role="primary")`), never colours; a widget that paints itself asks `current()` while it
paints, so that a change of theme needs nothing but a repaint.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from liangxin_desktop.paths import resources

Name = Literal["light", "dark"]
Tone = Literal["ok", "warn", "bad", "info", "quiet"]
TONES: tuple[Tone, ...] = get_args(Tone)

BASE_SIZE = 13
"""The text size, in pixels, that the style sheet and every `px()` are written for."""
SMALLEST, LARGEST = 12, 20
GAP_S, GAP, GAP_L = 8, 14, 20
"""The three gaps between things, in pixels; they don't grow with the text."""

_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "LXGWWenKai-Regular.ttf")
_FAMILIES = ["Noto Sans SC", "LXGW WenKai", "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "sans-serif"]
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_PROPERTY = "liangxin_theme"

_Shape = TypeVar("_Shape", "Colours", "ToneColours")


@dataclass(frozen=True)
class Colours:
    """The named colours of one set, `#RRGGBB`."""

    ink: str
    muted: str
    page: str
    surface: str
    field: str
    line: str
    hairline: str
    control: str
    hover: str
    desk: str
    column: str
    track: str
    accent: str
    accent_hover: str
    accent_off: str
    accent_tint: str
    selection: str
    on_accent: str
    focus: str
    disabled: str


@dataclass(frozen=True)
class ToneColours:
    """A tone: text, pill, quieter ground for larger areas, border."""

    ink: str
    fill: str
    soft: str
    line: str


@dataclass(frozen=True)
class Theme:
    """One set of colours at one text size. `size` is the text size in pixels, 12 to 20."""

    name: Name
    title: str
    dark: bool
    colours: Colours
    tones: dict[Tone, ToneColours] = field(hash=False)
    size: int = BASE_SIZE

    @classmethod
    def load(cls, name: Name = "light", size: int = BASE_SIZE) -> Theme:
        """Read and check one set. Raises ValueError naming what is wrong with the file; the size is kept in range."""
        data = _read(name)
        tones = data["tones"]
        if set(tones) != set(TONES):
            raise ValueError(f"{name}.toml: tones should be {', '.join(TONES)}")
        return cls(
            name=name,
            title=str(data["title"]),
            dark=bool(data["dark"]),
            colours=_checked(Colours, data["colours"], f"{name}.colours"),
            tones={tone: _checked(ToneColours, tones[tone], f"{name}.tones.{tone}") for tone in TONES},
            size=min(max(size, SMALLEST), LARGEST),
        )

    def px(self, pixels: float) -> int:
        """A length written for 13-pixel text, at the present size."""
        return max(1, round(pixels * self.size / BASE_SIZE)) if pixels else 0

    def colour(self, name: str) -> QColor:
        """A colour by name (`ink`), or a tone's by `tone.part` (`ok.fill`)."""
        tone, _, part = name.rpartition(".")
        return QColor(getattr(self.tones[tone] if tone else self.colours, part))  # type: ignore[index]

    def font(self, pixels: float = BASE_SIZE, *, bold: bool = False) -> QFont:
        """The window's font at a length written for 13-pixel text."""
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setPixelSize(self.px(pixels))
        font.setBold(bold)
        return font

    def palette(self) -> QPalette:
        """Qt's own colour roles, for what the style sheet doesn't reach."""
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return palette

    def sheet(self) -> str:
        """The style sheet: every `@name` a colour, every `px(n)` a scaled length, `half(n)` half of one, rounded down.

        Qt forgets a radius larger than half the height, hence `half` for what is round.
        """
        names = {"folder": _folder().as_posix(), "set": self.name}
        names |= {f.name: getattr(self.colours, f.name) for f in fields(Colours)}
        for tone, colours in self.tones.items():
            names |= {f"{tone}_{f.name}": getattr(colours, f.name) for f in fields(ToneColours)}
        text = re.sub(r"@(\w+)", lambda found: names[found[1]], _template())
        text = re.sub(r"half\((\d+)\)", lambda found: f"{self.px(int(found[1])) // 2}px", text)
        return re.sub(r"px\((\d+)\)", lambda found: f"{self.px(int(found[1]))}px", text)

    def apply(self, app: QApplication) -> None:
        """Dress the whole application; safe to call again with another theme or size."""
        load_fonts()
        if app.style().name().casefold() != "fusion":
            app.setStyle("Fusion")
        app.setProperty(_PROPERTY, self)
        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(self.sheet())


_ROLES = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "field",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "focus",
    QPalette.ColorRole.HighlightedText: "surface",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hairline",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
}


def current() -> Theme:
    """The theme the application wears now; the light one where none was applied."""
    app = QApplication.instance()
    worn = app.property(_PROPERTY) if app else None
    return worn if isinstance(worn, Theme) else _light()


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Give a widget its role, tone or state and let the style sheet see it: `restyle(pill, role="pill", tone="ok")`."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts once a process and return the families found; missing ones leave the system's."""
    found: list[str] = []
    for file in _FONTS:
        path = resources() / "fonts" / file
        if path.is_file():
            found += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return tuple(dict.fromkeys(found))


@cache
def _light() -> Theme:
    return Theme.load("light")


@cache
def _template() -> str:
    return re.sub(r"/\*.*?\*/", "", _folder().joinpath("style.qss").read_text(encoding="utf-8"), flags=re.DOTALL)


def _folder() -> Path:
    return resources() / "theme"


def _read(name: str) -> dict[str, Any]:
    data = tomllib.loads(_folder().joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    missing = {"title", "dark", "colours", "tones"} - set(data)
    if missing:
        raise ValueError(f"{name}.toml: missing {', '.join(sorted(missing))}")
    return data


def _checked(shape: type[_Shape], values: dict[str, str], where: str) -> _Shape:
    expected = {f.name for f in fields(shape)}
    if odd := expected ^ set(values):
        raise ValueError(f"{where}: missing or unknown {', '.join(sorted(odd))}")
    if wrong := [name for name, value in values.items() if not _HEX.fullmatch(value)]:
        raise ValueError(f"{where}: not #RRGGBB: {', '.join(sorted(wrong))}")
    return shape(**values)
