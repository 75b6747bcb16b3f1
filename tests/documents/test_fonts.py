"""The bundled faces: where they came from, what they draw, and that nobody's name loses a character."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from liangxin_desktop.documents.fonts import (
    Face,
    advance,
    drawn,
    face_for,
    font_file,
    font_runs,
    ready,
    refuse_undrawable,
    register,
    undrawable,
)
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.paths import resources


@pytest.mark.parametrize("folder", ["fonts", "icc"])
def test_every_bundled_file_is_what_its_provenance_says(folder: str) -> None:
    home = resources() / folder
    entries = tomllib.loads((home / "PROVENANCE.toml").read_text(encoding="utf-8"))["file"]
    licences = {entry["licence_file"] for entry in entries if "licence_file" in entry}
    assert {entry["path"] for entry in entries} | licences | {"PROVENANCE.toml"} == {
        file.name for file in home.iterdir()
    }
    for entry in entries:
        assert hashlib.sha256((home / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["package"]
        assert entry["version"]
        assert entry["licence"]


def test_every_face_has_its_file() -> None:
    assert all(font_file(face).is_file() for face in Face)


@pytest.mark.parametrize("face", Face)
def test_every_face_falls_back_to_one_that_has_the_character(face: Face) -> None:
    assert face_for("𠮷", face) is Face.KAI
    assert face_for("党", face) is face
    assert advance("党", face) == 1.0


def test_runs_cut_where_the_face_changes() -> None:
    text = "陈𠮷华·a"
    runs = font_runs(text)
    assert runs == [(Face.SONG, "陈"), (Face.KAI, "𠮷"), (Face.SONG, "华·a")]
    assert "".join(run for _, run in runs) == text


def test_marks_are_composed_where_a_face_can_and_names_keep_their_code() -> None:
    assert drawn("e\u0301", Face.SONG) == (("é", Face.SONG),)
    assert drawn("\uf9dc", Face.SONG)[0][0] == "\uf9dc"
    assert "".join(text for text, _ in drawn("党\u0308", Face.SONG)) == "党\u0308"


def test_all_faces_can_be_read_at_once() -> None:
    register()
    assert {ready(face) for face in Face} == {face.value for face in Face}


def test_undrawable_names_each_character_once() -> None:
    assert undrawable("党😀员😀\x00\n\t") == ["😀", "\x00"]
    assert undrawable("𠮷葛\U000e0100\u200b买买提·吐尔逊e\u0301①㎡√") == []


def test_refusal_names_character_and_place() -> None:
    refuse_undrawable({"主题": "党课"})
    with pytest.raises(RefusedError) as caught:
        refuse_undrawable({"主题": "党课😀", "备注": "\ud800"})
    assert "“😀”（U+1F600，主题）" in caught.value.title
    assert "不可见字符（U+D800，备注）" in caught.value.title
    caught.value.title.encode()
