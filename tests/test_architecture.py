"""The layers are a test: imports point only downwards, and each fence is proved to have something to stop."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "liangxin_desktop"
LIMIT_OF_LINES = 400
LIMIT_OF_FUNCTION = 40
BAD_FOLDERS = {"utils", "common", "helpers"}


def _contracts() -> list[dict[str, Any]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = config["tool"]["importlinter"]["contracts"]
    return contracts


def _sources() -> list[Path]:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 30
    return files


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_contracts_hold() -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("contract", _contracts(), ids=lambda contract: contract["name"])
def test_each_fence_has_something_to_stop(contract: dict[str, Any]) -> None:
    """import-linter accepts a misspelt module in silence; so every name in a contract must exist."""
    names = [name.strip() for layer in contract.get("layers", []) for name in layer.split("|")]
    names += contract.get("source_modules", []) + contract.get("forbidden_modules", [])
    assert names
    assert [name for name in names if importlib.util.find_spec(name) is None] == []


def test_only_one_file_starts_threads() -> None:
    starters = {"threading", "concurrent.futures", "multiprocessing", "_thread"}
    named = {"QThread", "QThreadPool", "QRunnable"}
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        if path.relative_to(PACKAGE).as_posix() != "ui/tasks.py":
            assert not {name for name in named if name in text}, path
            started = [name for name in starters if name in _imports(path) and f"{name.split('.')[-1]}.Thread(" in text]
            assert not started, path


def test_nothing_below_the_composition_root_reads_the_clock() -> None:
    allowed = {"app.py", "cli.py"}
    clocks = ("datetime.now(", "date.today(", "datetime.utcnow(", "time.time(")
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in _sources()
        if path.name not in allowed and any(clock in path.read_text(encoding="utf-8") for clock in clocks)
    ]
    assert readers == []


def test_files_and_functions_are_small() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in _sources()
    }
    assert {name: lines for name, lines in lengths.items() if lines > LIMIT_OF_LINES} == {}
    long_functions = [
        f"{path.name}:{node.name}"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > LIMIT_OF_FUNCTION
    ]
    assert long_functions == []


def test_no_folder_is_a_lumber_room() -> None:
    assert [path.name for path in PACKAGE.rglob("*") if path.is_dir() and path.name in BAD_FOLDERS] == []


def test_the_tests_mirror_the_package() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        folder = path.parent.relative_to(ROOT / "tests")
        assert (PACKAGE / folder).is_dir(), f"{path} mirrors no folder"


HEAVY = ("alembic", "reportlab", "pyhanko", "openpyxl", "pikepdf", "pypdfium2", "PIL")


def test_heavy_libraries_are_not_on_the_way_to_the_window() -> None:
    code = f"import sys, liangxin_desktop.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stdout + done.stderr
