"""Opening a ZIP from strangers: its directory is held against limits before anything is unpacked."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.files import reason_of

ZIP_START = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR = b"PK\x06\x07"
_LOCATOR_SIZE = 20
_BYTES_PER_ENTRY = 512
_CHUNK = 256 * 1024
_TRUNCATED = "压缩包不完整，可能被截断或损坏"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Limits:
    """What a ZIP may hold: number of members, bytes of one and of all when unpacked.

    A member of more than `modest` bytes may be `ratio` times larger than when packed.
    """

    members: int
    member_size: int
    total_size: int
    modest: int
    ratio: int = 200


@contextmanager
def opened(source: Path | bytes, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The ZIP, its directory checked. Raises UnfitError with a Chinese reason, also for what fails inside the block."""
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
            _need_modest_directory(stream, limits)
            with zipfile.ZipFile(stream) as archive:
                _need_within(archive.infolist(), limits)
                yield archive
    except UnfitError:
        raise
    except _UNREADABLE as error:
        raise UnfitError(_TRUNCATED) from error
    except OSError as error:
        raise UnfitError(reason_of(error)) from error


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes, never more than its directory entry says. Raises UnfitError when it tells another size."""
    left = member.file_size
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            yield chunk
    if left != 0:
        raise UnfitError(f"压缩包中“{shown(member)}”的实际大小与目录不符")


def shown(member: zipfile.ZipInfo) -> str:
    """The member's name, fit for a message."""
    return "".join(one if one.isprintable() else "?" for one in member.orig_filename[:60])


def _need_modest_directory(stream: IO[bytes], limits: Limits) -> None:
    """Refuse a directory that would fill the memory, before Python reads it. Comments and ZIP64 are not taken."""
    size = stream.seek(0, os.SEEK_END)
    if size < _END.size:
        raise UnfitError(_TRUNCATED)
    tail_size = min(size, _END.size + _LOCATOR_SIZE)
    stream.seek(-tail_size, os.SEEK_END)
    tail = stream.read(tail_size)
    signature, _, _, _, count, directory_size, _, comment = _END.unpack(tail[-_END.size :])
    if signature != b"PK\x05\x06" or comment:
        raise UnfitError(_TRUNCATED)
    if tail.startswith(_ZIP64_LOCATOR):
        raise UnfitError("压缩包太大")
    if count > limits.members or directory_size > limits.members * _BYTES_PER_ENTRY:
        raise UnfitError(f"压缩包里的文件超过{limits.members}个")
    stream.seek(0)


def _need_within(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise UnfitError(f"压缩包里的文件超过{limits.members}个")
    for member in members:
        _need_plain(member)
        if member.file_size > limits.member_size:
            raise UnfitError(f"压缩包中“{shown(member)}”解开后太大")
        if member.file_size > limits.modest and member.file_size > limits.ratio * max(member.compress_size, 1):
            raise UnfitError(f"压缩包中“{shown(member)}”的压缩比异常，可能是压缩炸弹")
    if sum(member.file_size for member in members) > limits.total_size:
        raise UnfitError("压缩包解开后太大")
    _need_different_places(members)


def _need_plain(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise UnfitError(f"压缩包中“{shown(member)}”加了密码")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnfitError(f"压缩包中“{shown(member)}”用了不支持的压缩方法")


def _need_different_places(members: list[zipfile.ZipInfo]) -> None:
    """Two entries over the same packed bytes are how small bombs become large."""
    ends = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < ends:
            raise UnfitError(f"压缩包中“{shown(member)}”与别的文件重叠")
        ends = member.header_offset + member.compress_size
