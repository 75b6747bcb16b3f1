"""Where things live: resources in a source tree, a wheel and a frozen build; data in the user's own folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from liangxin_desktop import paths


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing is remembered from before, or after."""
    paths.resources.cache_clear()
    yield
    paths.resources.cache_clear()


def planted(root: Path) -> Path:
    (root / "rules").mkdir(parents=True)
    return root


@pytest.mark.usefixtures("fresh")
def test_resources_of_the_source_tree_are_found() -> None:
    found = paths.resources()
    assert (found / "rules").is_dir()
    assert found.name in ("resources", "_resources")
    assert paths.resources() is found


@pytest.mark.usefixtures("fresh")
def test_resources_of_a_wheel_come_before_those_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "liangxin_desktop"
    inside = planted(package / "_resources")
    planted(tmp_path / "site-packages" / "resources")
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resources() == inside.resolve()


@pytest.mark.usefixtures("fresh")
def test_resources_of_a_frozen_build_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = planted(tmp_path / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == bundled


@pytest.mark.usefixtures("fresh")
def test_a_broken_installation_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "a" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="resources"):
        paths.resources()


def test_data_and_logs_are_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert paths.default_data_folder().name == "liangxin-desktop"
    assert paths.default_data_folder() != paths.log_folder()
    if sys.platform == "linux":
        assert paths.default_data_folder() == tmp_path / "data" / "liangxin-desktop"
        assert paths.log_folder().is_relative_to(tmp_path / "state")
