"""Hostile files do no harm: a verdict for each, in words, within 10 seconds and 512 MB."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liangxin_desktop.domain.verdicts import CheckName, Verdict, VerifyResult
from tests.documents.hostile import HOSTILE
from tests.documents.specimens import secretary, specimen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an alarm and /proc are Linux's")

_MEMORY = 512 * 1024  # KiB
_WATCHED = """
import signal, sys
from datetime import date
from pathlib import Path
from liangxin_desktop.documents.verifying import verify
folder = Path(sys.argv[1])
for file in sorted(folder.glob("*.pdf")):
    signal.alarm(10)
    trusted = [(folder / "trusted.cer").read_bytes()]
    result = verify(file.read_bytes(), trusted=trusted, file=file.name, today=date(2026, 10, 9))
    signal.alarm(0)
    print(result.model_dump_json(), flush=True)
print(*(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, VerifyResult], int]:
    """What one process says of every file, and its largest memory in KiB. An alarm ends it when a file takes 10 s."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (_, make) in HOSTILE.items():
        (folder / f"{name}.pdf").write_bytes(make())
    (folder / "honest.pdf").write_bytes(specimen())
    (folder / "trusted.cer").write_bytes(secretary().certificate)
    command = [sys.executable, "-W", "error", "-c", _WATCHED, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (child.returncode, child.stderr) == (0, ""), child.stdout[-300:]
    *lines, memory = child.stdout.splitlines()
    results = [VerifyResult.model_validate_json(line) for line in lines]
    return {result.file.removesuffix(".pdf"): result for result in results}, int(memory)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_its_verdict(name: str, told: tuple[dict[str, VerifyResult], int]) -> None:
    result = told[0][name]
    assert result.verdict is HOSTILE[name][0], result.checks
    assert {check.name for check in result.checks} == set(CheckName)
    assert all(check.detail for check in result.checks)


def test_none_of_them_takes_much_memory(told: tuple[dict[str, VerifyResult], int]) -> None:
    assert told[1] < _MEMORY


def test_the_honest_file_among_them_is_accepted(told: tuple[dict[str, VerifyResult], int]) -> None:
    """Control: the process that refused the others had not simply stopped working."""
    assert told[0]["honest"].verdict is Verdict.VALID
    assert [name for name, result in told[0].items() if result.verdict is Verdict.VALID] == ["honest"]
