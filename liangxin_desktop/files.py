"""Writing a file that someone will carry away: whole or absent, compared, with a name that any desk takes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from liangxin_desktop.errors import LiangxinError

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_LONGEST_NAME = 60
_TRIES, _PAUSE = 5, 0.2


def safe_name(stem: str, suffix: str) -> str:
    """A file name of at most 60 characters that Windows, UOS and an old stick all accept."""
    stem = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", stem)).strip(" .")
    if _RESERVED.match(stem) or not stem:
        stem = f"_{stem}"
    return stem[: _LONGEST_NAME - len(suffix)].rstrip(" .") + suffix


def write_whole(path: Path, data: bytes) -> None:
    """Write the bytes so that `path` is either the whole new file or untouched; compared by SHA-256 before it appears.

    Raises LiangxinError with the reason in Chinese when the disk is full, absent, or read-only.
    """
    part = path.with_name(path.name + ".part")
    try:
        _need_space(path.parent, len(data))
        _write_synced(part, data)
        if hashlib.sha256(part.read_bytes()).digest() != hashlib.sha256(data).digest():
            raise LiangxinError(f"写入“{path.name}”后核对不一致。", "存储介质可能有故障，请换一个U盘或文件夹再试。")
        retrying(lambda: part.replace(path))
        sync_folder(path.parent)
    except OSError as error:
        raise LiangxinError(f"无法写入“{path.name}”：{reason_of(error)}。", "请检查位置和剩余空间后再试。") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _write_synced(part: Path, data: bytes) -> None:
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _need_space(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + 65_536:
        raise LiangxinError(f"“{folder}”剩余空间不足。", "请清理空间或换一个位置再试。")


def retrying(work: Callable[[], object]) -> None:
    """Do the work; on Windows another program may hold the file for a moment, so try five times."""
    for attempt in range(_TRIES):
        try:
            work()
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def reason_of(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "位置不存在"
    if isinstance(error, PermissionError):
        return "没有权限，或文件正被其他程序打开"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    known = {28: "磁盘已满", 30: "位置是只读的", 5: "读写出错，存储介质可能有故障", 36: "文件名太长"}
    return known.get(error.errno or 0, "系统拒绝了这次读写")


def read_bounded(path: Path, largest: int) -> bytes:
    """The file's bytes. Raises LiangxinError when it cannot be read or is larger than `largest` bytes."""
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise LiangxinError(f"无法读取“{path.name}”：{reason_of(error)}。", "请核对文件后再试。") from error
    if len(data) > largest:
        limit = f"{largest // 1_000_000}MB" if largest >= 1_000_000 else f"{largest // 1000}KB"
        raise LiangxinError(f"“{path.name}”太大（超过{limit}）。", "请核对是不是选错了文件。")
    return data
