"""A file that someone will carry away is whole or absent, and any desk takes its name."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop import files
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.files import retrying, safe_name, write_whole

KILLS = 100
SIZE = 300_000

WRITER = """
import os, sys
from pathlib import Path
from liangxin_desktop.files import write_whole

target, naive = Path(sys.argv[1]), sys.argv[2] == "naive"


def write(letter):
    data = letter * int(sys.argv[3])
    if not naive:
        write_whole(target, data)
        return
    with target.open("wb", buffering=0) as stream:
        for start in range(0, len(data), 4096):
            stream.write(data[start:start + 4096])


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.write(1, f"{os.getpid()}\\n".encode())
        while True:
            for number in range(26):
                write(bytes([65 + number]))
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


def torn(target: Path, kills: int, how: str) -> int:
    """Kill the writer over and over. Returns how often the file was neither absent nor one whole version."""
    chance, found = random.Random(2), 0
    command = [sys.executable, "-c", WRITER, str(target), how, str(SIZE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        for _ in range(kills):
            parent.stdin.write(b"go\n")
            child = int(parent.stdout.readline())
            time.sleep(chance.random() / 50)
            os.kill(child, signal.SIGKILL)
            assert parent.stdout.readline() == b"dead\n"
            if target.exists():
                data = target.read_bytes()
                found += data != data[:1] * SIZE
        parent.stdin.close()
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes, which Windows cannot split off")
def test_a_hundred_kills_tear_nothing(tmp_path: Path) -> None:
    assert torn(tmp_path / "报表.pdf", KILLS, "whole") == 0
    assert (tmp_path / "报表.pdf").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="as above")
def test_control_a_naive_write_tears(tmp_path: Path) -> None:
    assert torn(tmp_path / "报表.pdf", 30, "naive") > 0


def test_what_is_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.bin", b"one")
    write_whole(tmp_path / "a.bin", b"two")
    write_whole(tmp_path / "empty.bin", b"")
    assert (tmp_path / "a.bin").read_bytes() == b"two"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.bin", "empty.bin"]


def test_a_medium_that_returns_other_bytes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.bin").write_bytes(b"old")
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"rotten")
    with pytest.raises(LiangxinError, match="核对不一致"):
        write_whole(tmp_path / "a.bin", b"new")
    monkeypatch.undo()
    assert (tmp_path / "a.bin").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "位置是只读的"),
        (errno.EIO, "读写出错"),
        (errno.EACCES, "没有权限"),
        (errno.EBADF, "系统拒绝"),
    ],
)
def test_an_error_of_the_system_is_told_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "refused")

    (tmp_path / "a.bin").write_bytes(b"old")
    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(LiangxinError, match=reason) as told:
        write_whole(tmp_path / "a.bin", b"new")
    assert "a.bin" in told.value.title
    assert told.value.advice
    assert (tmp_path / "a.bin").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_no_space_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = files.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: usage._replace(free=100_000))
    write_whole(tmp_path / "small.bin", b"x")
    with pytest.raises(LiangxinError, match="剩余空间不足"):
        write_whole(tmp_path / "large.bin", b"x" * 60_000)
    assert [one.name for one in tmp_path.iterdir()] == ["small.bin"]


def test_missing_folders_and_folders_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(LiangxinError, match="位置不存在"):
        write_whole(tmp_path / "none" / "a.bin", b"x")
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(LiangxinError, match="无法写入"):
        write_whole(tmp_path / "a.bin", b"x")


def test_a_file_that_is_held_for_a_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(files.time, "sleep", slept.append)
    tries = iter([PermissionError, PermissionError, None])

    def work() -> None:
        if error := next(tries):
            raise error

    retrying(work)
    assert slept == [0.2, 0.2]

    def never() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        retrying(never)
    assert len(slept) == 6


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("两新支部 2026Q3", "两新支部 2026Q3.pdf"),
        ('a\\b/c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j.pdf"),
        ("con", "_con.pdf"),
        ("LPT1.x", "_LPT1.x.pdf"),
        ("  .. ", "_.pdf"),
        ("name. ", "name.pdf"),
        ("evil\u202egnp", "evil_gnp.pdf"),
        ("e\u0301t\u0000", "ét_.pdf"),
        ("\U00020bb7祥", "\U00020bb7祥.pdf"),
    ],
)
def test_names_that_every_desk_takes(stem: str, name: str) -> None:
    assert safe_name(stem, ".pdf") == name


@given(st.text(max_size=200))
def test_any_name_becomes_a_safe_one(stem: str) -> None:
    name = safe_name(stem, ".pdf")
    assert 4 < len(name) <= 60
    assert name.endswith(".pdf")
    assert not set(name) & set('\\/:*?"<>|\x00\r\n\u202e')
    assert not name.removesuffix(".pdf").endswith((" ", "."))
    assert safe_name(name.removesuffix(".pdf"), ".pdf") == name
