"""The closed lists and the words of the roster hang together."""

from __future__ import annotations

import tomllib
from typing import Any

from liangxin_desktop.domain.people import PersonFields, Role, Sex, Stage
from liangxin_desktop.exchange.cells import readers
from liangxin_desktop.exchange.wording import educations, ethnicities, plain, roster_wording
from liangxin_desktop.labels import read_labels
from liangxin_desktop.paths import resources


def _list(name: str) -> dict[str, Any]:
    return tomllib.loads((resources() / "wording" / f"{name}.toml").read_text(encoding="utf-8"))


def test_ethnicities_are_the_56_of_the_standard() -> None:
    entries = _list("ethnicities")["ethnicity"]
    assert [entry["code"] for entry in entries] == [f"{number:02}" for number in range(1, 57)]
    assert len({entry["letters"] for entry in entries}) == len({entry["name"] for entry in entries}) == 56
    assert ethnicities()["汉"] == ethnicities()["汉族"] == "汉族"
    assert set(ethnicities().values()) == {entry["name"] for entry in entries}


def test_educations_have_codes_and_no_word_means_two_things() -> None:
    data = _list("education")
    codes = [entry["code"] for entry in data["completion"]]
    assert len(set(codes)) == len(codes) == 32
    words = [word for level in data["level"] for word in (level["name"], *level["synonyms"])]
    assert len(set(words)) == len(words)
    assert educations()["本科"] == "大学本科"
    assert educations()["大学本科毕业"] == "大学本科毕业"


def test_every_title_means_one_field_and_every_field_is_read() -> None:
    titles = [plain(title) for many in roster_wording().columns.values() for title in many]
    assert sorted(title for title in titles if titles.count(title) > 1) == ["no", "no"] or len(set(titles)) == len(
        titles
    )
    assert set(roster_wording().columns) - {"index"} == set(readers(uses_1904=False))
    assert set(readers(uses_1904=False)) - {"group_name"} <= set(PersonFields.model_fields)


def test_every_written_title_is_read_back_as_its_field() -> None:
    wording = roster_wording()
    assert {field: wording.field_of_title[plain(title)][0] for field, title in wording.written.items()} == {
        field: field for field in wording.written
    }
    assert set(wording.written) == set(wording.columns)


def test_every_written_label_is_read_back_as_its_value() -> None:
    wording = roster_wording()
    assert {stage: wording.stage[read_labels()["stage"][stage]] for stage in Stage} == {stage: stage for stage in Stage}
    assert {sex: wording.sex[read_labels()["sex"][sex]] for sex in Sex} == {sex: sex for sex in Sex}
    assert {role: wording.role.words[read_labels()["role"][role]] for role in Role} == {role: role for role in Role}
