"""The bundled faces of the paper: 宋, 黑 and 楷, with a second choice for every character that one of them lacks."""

from __future__ import annotations

import threading
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.paths import resources


class Face(StrEnum):
    """A bundled face, named as its file and as the PDF names it."""

    SONG = "NotoSerifSC-Regular"
    SONG_BOLD = "NotoSerifSC-Bold"
    HEI = "NotoSansSC-Regular"
    HEI_BOLD = "NotoSansSC-Bold"
    KAI = "LXGWWenKai-Regular"


_FALLBACK = {
    Face.SONG: (Face.HEI, Face.KAI),
    Face.SONG_BOLD: (Face.HEI_BOLD, Face.KAI),
    Face.HEI: (Face.SONG, Face.KAI),
    Face.HEI_BOLD: (Face.SONG_BOLD, Face.KAI),
    Face.KAI: (Face.SONG, Face.HEI),
}
_ENTRIES_IN_A_BLOCK = 100
_loading = threading.Lock()


class _EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose text can be copied out: characters beyond the basic plane keep their code."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (the name is ReportLab's)
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            base = fonts[name].BaseFont
            doc.idToObject[f"toUnicodeCMap:{base}"].content = _to_unicode(base, subset)


def _to_unicode(name: str, subset: list[int]) -> str:
    """The CMap from a subset's codes to UTF-16, in blocks of at most 100 entries. Unused codes (0) map to nothing."""
    entries = [f"<{i:02X}> <{chr(v).encode('utf-16-be').hex().upper()}>" for i, v in enumerate(subset) if v]
    blocks = [entries[i : i + _ENTRIES_IN_A_BLOCK] for i in range(0, len(entries), _ENTRIES_IN_A_BLOCK)]
    mapping = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{mapping}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def font_file(face: Face) -> Path:
    """The TrueType file of the face."""
    return resources() / "fonts" / f"{face}.ttf"


def register() -> None:
    """Read every face now, once a process (about a second); else each is read when it is first drawn."""
    for face in Face:
        _font(face)


@cache
def _load(face: Face) -> TTFont:
    font = _EmbeddedFont(face.value, str(font_file(face)), shapable=False)
    pdfmetrics.registerFont(font)
    return font


def _font(face: Face) -> TTFont:
    with _loading:
        return _load(face)


def ready(face: Face) -> str:
    """The name by which a canvas draws the face, which is read now if it was not yet."""
    return str(_font(face).fontName)


@cache
def _widths(face: Face) -> dict[int, float]:
    """The advance of each character that the face draws, in thousandths of an em."""
    inner = _font(face).face
    return {code: inner.charWidths[code] for code, glyph in inner.charToGlyph.items() if glyph}


def has_no_ink(character: str) -> bool:
    """Whether the character only steers others (joiners, zero-width spaces, variation selectors): it is not drawn."""
    code = ord(character)
    return unicodedata.category(character) == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def advance(character: str, face: Face) -> float:
    """The character's width in ems, in the face that draws it."""
    return _widths(face_for(character, face)).get(ord(character), 0.0) / 1000


@cache
def face_for(character: str, face: Face) -> Face:
    """The face that draws the character: the wanted one, else the first of its seconds, else the wanted one."""
    return _face_for_all(character, face) or face


def _face_for_all(cluster: str, face: Face) -> Face | None:
    codes = {ord(character) for character in cluster}
    return next((each for each in (face, *_FALLBACK[face]) if codes <= _widths(each).keys()), None)


@cache
def drawn(cluster: str, face: Face) -> tuple[tuple[str, Face], ...]:
    """How a character with its combining marks is drawn: composed where a face can, else in parts.

    A character without marks is never changed, so that a name keeps its very code.
    """
    if len(cluster) == 1:
        return ((cluster, face_for(cluster, face)),)
    for form in (unicodedata.normalize("NFC", cluster), cluster):
        if whole := _face_for_all(form, face):
            return ((form, whole),)
    return tuple((character, face_for(character, face)) for character in cluster)


def font_runs(text: str, face: Face = Face.SONG) -> list[tuple[Face, str]]:
    """The text cut where the face that draws it changes. Joined again, the runs are the text."""
    runs: list[tuple[Face, str]] = []
    for character in text:
        drawn_by = face_for(character, face)
        if runs and runs[-1][0] is drawn_by:
            runs[-1] = (drawn_by, runs[-1][1] + character)
        else:
            runs.append((drawn_by, character))
    return runs


def undrawable(text: str) -> list[str]:
    """Every character of the text that no bundled face can draw, each once, in order."""
    found = dict.fromkeys(c for c in text if c not in "\n\t" and not has_no_ink(c))
    return [c for c in found if ord(c) not in _widths(face_for(c, Face.SONG))]


def refuse_undrawable(places: dict[str, str]) -> None:
    """Refuse text that the paper cannot show. `places` is text by the Chinese name of where it stands.

    Raises RefusedError naming every such character and the first place it stands in.
    """
    found: dict[str, str] = {}
    for place, text in places.items():
        for character in undrawable(text):
            found.setdefault(character, place)
    if found:
        named = "、".join(f"{_shown(c)}（U+{ord(c):04X}，{place}）" for c, place in found.items())
        raise RefusedError(f"内置字库印不出这些字：{named}。", "请改用可以印出的字，或在原处改正后再打印。")


def _shown(character: str) -> str:
    return f"“{character}”" if character.isprintable() else "不可见字符"
