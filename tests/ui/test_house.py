"""The rules of the window's house: small classes and files, nothing heavy on the way to it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from liangxin_desktop import ui

FOLDER = Path(ui.__file__).parent
FILES = [p for name in ("widgets", "models", "dialogs") for p in sorted((FOLDER / name).rglob("*.py"))]
FILES += [FOLDER / name for name in ("theme.py", "icons.py", "tasks.py", "guard.py", "page_stack.py", "shell.py")]


def _classes():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield f"{path.relative_to(FOLDER)}:{node.name}", node


def test_no_class_has_more_than_fifteen_methods():
    counts = {name: sum(isinstance(part, ast.FunctionDef) for part in node.body) for name, node in _classes()}
    assert len(counts) > 30
    assert {name: count for name, count in counts.items() if count > 15} == {}


def test_no_file_has_more_than_four_hundred_lines():
    assert {p.name: n for p in FILES if (n := len(p.read_text("utf-8").splitlines())) > 400} == {}


@pytest.mark.parametrize("word", ["openpyxl", "reportlab", "pyhanko", "pikepdf", "alembic", "pypinyin", "pypdfium2"])
def test_heavy_libraries_are_not_loaded_on_the_way_to_the_window(word):
    code = f"import sys, liangxin_desktop.ui.shell; sys.exit('{word}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _yielded(part):
    """The name that a statement yields, if it is one that yields a name."""
    value = part.value if isinstance(part, ast.Expr) else None
    return value.value.id if isinstance(value, ast.Yield) and isinstance(value.value, ast.Name) else None


def _touches_after_yielding(node):
    """Whether a fixture calls upon what it has yielded."""
    for at, part in enumerate(node.body):
        if name := _yielded(part):
            return any(
                isinstance(one, ast.Name) and one.id == name for rest in node.body[at:][1:] for one in ast.walk(rest)
            )
    return False


def _functions(text):
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]


def test_no_fixture_calls_upon_a_widget_that_is_destroyed_by_then():
    """The widgets of a test are closed and destroyed before its fixtures end: leave a page by `before_close`."""
    assert _touches_after_yielding(*_functions("def page(show):\n    made = show()\n    yield made\n    made.left()"))
    files = sorted(Path(__file__).parent.rglob("*.py"))
    late = [
        f"{path.name}:{one.name}"
        for path in files
        for one in _functions(path.read_text("utf-8"))
        if _touches_after_yielding(one)
    ]
    assert len(files) > 40
    assert late == []
