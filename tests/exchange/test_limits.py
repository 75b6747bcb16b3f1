"""The heaviest files that pass the first look stay within 512 MB, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.sample import sample_tree
from tests.exchange.sheets import TWO_PEOPLE, raw_parts, write_raw

if sys.platform != "linux":
    pytest.skip("the peak of memory is told in kilobytes on Linux alone", allow_module_level=True)

_CHILD = """
import sys
from pathlib import Path
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.archive import read_archive
from liangxin_desktop.exchange.roster import read_roster
path = Path(sys.argv[1])
try:
    (read_roster if path.suffix == ".xlsx" else read_archive)(path)
    verdict = "taken"
except RefusedError:
    verdict = "refused"
status = Path("/proc/self/status").read_text().splitlines()  # ru_maxrss would count the parent's peak as well
print(verdict, next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
"""


def _verdict(path: Path) -> str:
    """What became of the file, once its peak of memory was found to be within bounds."""
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=120,
    )
    verdict, megabytes = run.stdout.split()
    assert 20 < int(megabytes) < 512
    return verdict


def test_a_workbook_of_nearly_too_many_cells(tmp_path: Path) -> None:
    rows = TWO_PEOPLE + f'<row r="4">{"<c/>" * 290_000}</row>'
    assert _verdict(write_raw(tmp_path / "a.xlsx", raw_parts(rows), packed=False)) == "taken"


def test_an_archive_of_one_endless_wide_text(tmp_path: Path) -> None:
    text = '{"format": "liangxin-branch-archive", "version": 1, "branch": {"name": "' + "a" * 30_000_000 + '𠮷"}}'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert _verdict(tmp_path / "a.json") == "refused"


def test_an_archive_of_nearly_too_many_values(tmp_path: Path) -> None:
    tree = sample_tree()
    session = {**tree["sessions"][0], "tags": ["x"] * 70, "leave": [], "present": []}
    tree["sessions"] = [{**session, "id": f"s{number}"} for number in range(5000)]
    (tmp_path / "a.json").write_text(json.dumps(tree), encoding="utf-8")
    assert _verdict(tmp_path / "a.json") == "taken"
