"""Saved stays saved: the process is killed in the middle of real saves, and a disk that takes no more is told."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, clock

KILLS = 60

SAVER = """
import os, sys
from datetime import datetime
from pathlib import Path
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.store import Store

folder, password, lie = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "lie"


def save():
    store = Store.open(folder, password, clock=datetime.now)
    with store.begin() as work:
        number = len(work.sessions.all())
    while True:
        session = Session(id=f"s{number}", kind="other", starts_at="2026-01-01T09:00", topic="记" * 3000, tags=("x",))
        if lie:
            os.write(1, f"{number}\\n".encode())
        with store.begin() as work:
            work.sessions.put(session)
            work.commit()
        if not lie:
            os.write(1, f"{number}\\n".encode())
        number += 1


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        save()
    os.write(1, f"pid {child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


def killed(folder: Path, kills: int, *, lie: bool, look_every: int) -> int:
    """Let a process save and acknowledge, kill it after a few, over and over. Returns the acknowledged rows lost."""
    command = [sys.executable, "-c", SAVER, str(folder), PASSWORD, "lie" if lie else "honest"]
    lost, chance = 0, random.Random(1)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as parent:
        for number in range(kills):
            acknowledged = _killed_once(parent, after=1 + number % 3, pause=chance.random() / 50)
            assert acknowledged >= 0, "the store did not open after the kill before"
            if number % look_every == look_every - 1:
                lost += _lost(folder, acknowledged)
        assert parent.stdin is not None
        parent.stdin.close()
    return lost


def _killed_once(parent: subprocess.Popen[bytes], *, after: int, pause: float) -> int:
    """Start one saver and kill it a moment after so many acknowledgements. Returns the last number acknowledged."""
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(b"go\n")
    child, seen, acknowledged, dying = 0, 0, -1, False
    while (line := parent.stdout.readline().split()) != [b"dead"]:
        if line[0] == b"pid":
            child = int(line[1])
        else:
            acknowledged, seen = int(line[0]), seen + 1
        if child and seen >= after and not dying:
            dying = True
            time.sleep(pause)
            os.kill(child, signal.SIGKILL)
    return acknowledged


def _lost(folder: Path, acknowledged: int) -> int:
    store = Store.open(folder, PASSWORD, clock=clock)
    try:
        with store.begin() as work:
            assert work.audit.verify() == []
            there = {one.id for one in work.sessions.all()}
        return sum(f"s{number}" not in there for number in range(acknowledged + 1))
    finally:
        store.close(backup=False)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes, which Windows cannot split off")
def test_what_was_acknowledged_survives_sixty_kills(store: Store, folder: Path) -> None:
    store.close(backup=False)
    assert killed(folder, KILLS, lie=False, look_every=10) == 0
    again = Store.open(folder, PASSWORD, clock=clock)
    assert again.check() == []
    again.close(backup=False)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="as above")
def test_control_a_program_that_says_saved_too_early_is_caught(store: Store, folder: Path) -> None:
    store.close(backup=False)
    assert killed(folder, 12, lie=True, look_every=1) > 0


FILLER = """
import resource, signal, sys
from datetime import datetime
from pathlib import Path
from liangxin_desktop.domain.people import Person
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.store import Store

store = Store.open(Path(sys.argv[1]), sys.argv[2], clock=datetime.now)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
saved = 0
try:
    while saved < 500:
        with store.begin() as work:
            work.people.put(Person(id=f"p{saved}", name="满" * 60, left_reason="满" * 200))
            work.commit()
        saved += 1
except LiangxinError as error:
    print(saved, str(error))
"""


@pytest.mark.parametrize("room", [0, 3_000, 40_000])
def test_a_disk_that_takes_no_more_is_told_and_loses_nothing(store: Store, folder: Path, room: int) -> None:
    store.close(backup=False)
    limit = (folder / "branch.db").stat().st_size + room
    command = [sys.executable, "-c", FILLER, str(folder), PASSWORD, str(limit)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "没有保存" in said[1]
    again = Store.open(folder, PASSWORD, clock=clock)
    assert again.check() == []
    with again.begin() as work:
        assert len(work.people.all()) == int(said[0])
    again.close(backup=False)


def test_a_full_disk_under_a_backup_is_told(store: Store, tmp_path: Path) -> None:
    with store.begin() as work:
        work.settings.put("much", "满" * 50_000)
        work.commit()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(LiangxinError):
            store.backup(tmp_path / "b.lxb")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert not list(tmp_path.glob("b.lxb*"))
    assert store.check() == []
