"""The `.lxz` package: `branch.json` and `attachments/<sha256>` in a ZIP, and nothing else."""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from liangxin_desktop.errors import DamagedError, RefusedError
from liangxin_desktop.exchange import json_text, zipped
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.zipped import Limits, chunks, opened, shown

ZIP_START = zipped.ZIP_START
LARGEST_FILE = 2 * 1024 * json_text.MEGABYTE
DOCUMENT = "branch.json"
_FOLDER = "attachments/"
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})")
_DRIVE = re.compile(r"[A-Za-z]:")
# A long record repeats itself so often that it packs very small; its size is bounded by itself.
_LIMITS = Limits(20_000, 256 * json_text.MEGABYTE, LARGEST_FILE, modest=json_text.LARGEST_FILE)
_LARGEST_WRITTEN = LARGEST_FILE - 16 * json_text.MEGABYTE
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Attachments(Mapping[str, bytes]):
    """The attachments of a package by SHA-256, each read and compared when asked for.

    Making one checks the ZIP's directory and every name in it; raises UnfitError with a Chinese reason.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with opened(path, _LIMITS) as archive:
            self._members = _members(archive)
        if DOCUMENT not in self._members:
            raise UnfitError(f"压缩包里没有 {DOCUMENT}")

    def document(self) -> bytes:
        """The bytes of `branch.json`. Raises UnfitError when they cannot be had."""
        member = self._members[DOCUMENT]
        if member.file_size > json_text.LARGEST_FILE:
            raise UnfitError(f"压缩包中“{DOCUMENT}”解开后太大")
        with opened(self._path, _LIMITS) as archive:
            return b"".join(chunks(archive, member))

    def check(self) -> None:
        """Compare every attachment with its name. Raises UnfitError that names the first one that differs."""
        with opened(self._path, _LIMITS) as archive:
            for name, member in self._members.items():
                if name != DOCUMENT:
                    _need_hash(name, chunks(archive, member))

    def __getitem__(self, sha256: str) -> bytes:
        """The file's bytes. Raises DamagedError when the package changed since it was checked."""
        member = self._members[sha256]
        try:
            with opened(self._path, _LIMITS) as archive:
                data = b"".join(chunks(archive, member))
            _need_hash(sha256, [data])
        except UnfitError as error:
            raise DamagedError(f"“{self._path.name}”读不完整：{error}。", "请重新拷贝这个文件，再导入一次。") from error
        return data

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._members and sha256 != DOCUMENT

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._members if name != DOCUMENT)

    def __len__(self) -> int:
        return len(self._members) - 1


def pack(document: bytes, names: Iterable[str], read: Callable[[str], bytes]) -> bytes:
    """The package of the document and its attachments. The same input gives the same bytes.

    Raises RefusedError when it would be larger than what is read back.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, DOCUMENT, document, zipfile.ZIP_DEFLATED)
        for name in names:
            _add(archive, _FOLDER + name, read(name), zipfile.ZIP_STORED)
            if target.tell() > _LARGEST_WRITTEN:
                raise RefusedError(
                    "附件太多，一个档案包放不下（最多约2 GB）。", "请改用备份来搬运整个支部，或导出不带附件的 .json。"
                )
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, data)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for member in archive.infolist():
        _need_safe_name(member)
        if member.orig_filename.casefold() in seen:
            raise UnfitError(f"压缩包中“{shown(member)}”出现了两次（或只有大小写不同）")
        seen.add(member.orig_filename.casefold())
        match = _ATTACHMENT.fullmatch(member.orig_filename)
        if match is None and member.orig_filename not in (DOCUMENT, _FOLDER):
            raise UnfitError(f"压缩包里有多余的文件“{shown(member)}”")
        members[match[1] if match else member.orig_filename] = member
    members.pop(_FOLDER, None)
    return members


def _need_safe_name(member: zipfile.ZipInfo) -> None:
    name, mode = member.orig_filename, member.external_attr >> 16
    if not name.isascii():
        raise UnfitError("压缩包里有文件名不是英文字母和数字的文件，不是本程序导出的")
    if "\\" in name or name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        raise UnfitError(f"压缩包中“{shown(member)}”的路径指向压缩包之外")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UnfitError(f"压缩包中“{shown(member)}”是链接或特殊文件")


def _need_hash(name: str, data: Iterable[bytes]) -> None:
    digest = hashlib.sha256()
    for chunk in data:
        digest.update(chunk)
    if digest.hexdigest() != name:
        raise UnfitError(f"附件“{name[:12]}…”的内容与它的 SHA-256 不符，文件已被改动或损坏")
