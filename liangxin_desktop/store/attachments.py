"""Files beside the record: named by the SHA-256 of their content, encrypted, never changed, removed when unneeded."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.errors import DamagedError, RefusedError
from liangxin_desktop.files import write_whole
from liangxin_desktop.store.envelope import DataKey

FOLDER = "attachments"
_MAGIC = b"LXA1"
_NONCE_BYTES = 12
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Attachments:
    """The attachments of one data folder."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        self._folder = folder / FOLDER
        self._cipher = AESGCM(key.derive("attachments"))

    def put(self, data: bytes, name: str) -> Attachment:
        """Keep the content; the same content is kept once. Returns how the record names it."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self.whole(sha256):
            os.utime(self.path(sha256))
        else:
            nonce = secrets.token_bytes(_NONCE_BYTES)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(self.path(sha256), _MAGIC + nonce + self._cipher.encrypt(nonce, data, sha256.encode()))
        return Attachment(sha256=sha256, name=name)

    def read(self, sha256: str) -> bytes:
        """The content. RefusedError when there is none of this name, DamagedError when it is not what was put."""
        try:
            return self.opened(sha256, self.path(sha256).read_bytes())
        except FileNotFoundError as error:
            raise RefusedError("附件不在数据文件夹里。", "它可能没有随档案一起导入，请从原处重新添加。") from error

    def opened(self, sha256: str, sealed: bytes) -> bytes:
        """The content of an encrypted attachment; DamagedError as for `read`."""
        damaged = DamagedError(f"附件 {sha256[:8]} 已损坏。", "请从备份恢复，或从原处重新添加这个附件。")
        start = len(_MAGIC) + _NONCE_BYTES
        if sealed[: len(_MAGIC)] != _MAGIC:
            raise damaged
        try:
            data = self._cipher.decrypt(sealed[len(_MAGIC) : start], sealed[start:], sha256.encode())
        except (InvalidTag, ValueError) as error:
            raise damaged from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise damaged
        return data

    def known(self, sha256: str) -> bool:
        """Whether the content is kept here."""
        return self.path(sha256).is_file()

    def whole(self, sha256: str) -> bool:
        """Whether the content is kept here and is what was put."""
        try:
            self.read(sha256)
        except (DamagedError, RefusedError):
            return False
        return True

    def written(self, sha256: str) -> int:
        """When the content was put last, as the system counts; only good to see that it was put again."""
        return self.path(sha256).stat().st_mtime_ns

    def remove(self, sha256: str) -> None:
        """Remove what nothing needs any more. What cannot be removed now is left for another time."""
        with contextlib.suppress(OSError):
            self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the encrypted content lies."""
        if not _DIGEST.fullmatch(sha256):
            raise RefusedError("附件的编号不合规。", "附件以内容的SHA-256命名，共64位。")
        return self._folder / sha256

    def all(self) -> Iterator[str]:
        """The names of all attachments kept here, in order."""
        if self._folder.is_dir():
            yield from sorted(one.name for one in self._folder.iterdir() if _DIGEST.fullmatch(one.name))
