"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from liangxin_desktop.services.demo import DemoMade, make_demo

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def compare_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with its golden file; neither side may be empty. `--rewrite-golden` writes the file instead."""

    def compare(file: Path, text: str) -> None:
        assert text.strip(), "nothing to compare"
        if request.config.getoption("--rewrite-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text

    return compare


TOLD_FROM = date(2026, 11, 23)


def tool(name: str) -> str:
    """Where a witness of another make stands. Without it the test is left out; where CI is set it must be there."""
    found = shutil.which(name)
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed (the README names its package)")
    assert found, f"{name} is not installed"
    return found


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoMade]:
    """The sample branch as told from 2026-11-23, made once; nobody may write to it: take `demo_folder`."""
    folder = tmp_path_factory.mktemp("demo") / "sample"
    return folder, make_demo(folder, as_of=TOLD_FROM)


@pytest.fixture
def demo_folder(demo_made: tuple[Path, DemoMade], tmp_path: Path) -> Path:
    """A sample branch of the test's own; its password is `demo`."""
    folder = tmp_path / "sample"
    shutil.copytree(demo_made[0], folder)
    return folder
