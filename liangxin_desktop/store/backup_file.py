"""One backup, one file: a ZIP of the encrypted database, the key file, the encrypted attachments and a manifest.

Its last 64 bytes (the ZIP's comment) are the SHA-256 of everything before them, so a single changed bit or a missing
end is noticed without a password. The manifest names every member's SHA-256 and is sealed with the data key.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from liangxin_desktop.domain.returns import AuditHead
from liangxin_desktop.errors import DamagedError, RefusedError
from liangxin_desktop.store.attachments import FOLDER as ATTACHMENTS
from liangxin_desktop.store.database import NAME as DATABASE
from liangxin_desktop.store.envelope import DataKey
from liangxin_desktop.store.keyfile import NAME as KEY_FILE

FORMAT, VERSION, MANIFEST, SUFFIX = "liangxin-backup", 1, "manifest.json", ".lxb"
_DIGEST, _CHUNK = 64, 1 << 20
_MOST_MANIFEST = 64 << 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BackupManifest:
    """What a backup holds. `counts` are rows by table, `members` SHA-256 by name.

    `complete` says that the attachments are inside; a backup in the data folder itself leaves them where they are.
    `lacking` are attachments that the record names but that were missing or damaged when the backup was made.
    """

    store: str
    schema: int
    created_at: datetime
    counts: Mapping[str, int]
    head: AuditHead
    complete: bool
    members: Mapping[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    seal: str = ""

    def sealed_by(self, key: DataKey) -> BackupManifest:
        """The manifest with its seal."""
        return replace(self, seal=key.seal("backup", _text(self._plain())))

    def is_sealed_by(self, key: DataKey) -> bool:
        """Whether the holder of the key wrote this."""
        return key.sealed("backup", _text(self._plain()), self.seal)

    def to_bytes(self) -> bytes:
        """The manifest as it is written."""
        return _text({**self._plain(), "seal": self.seal})

    def _plain(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "store": self.store,
            "schema": self.schema,
            "created_at": self.created_at.isoformat(timespec="seconds"),
            "counts": dict(self.counts),
            "head": self.head.model_dump(),
            "complete": self.complete,
            "members": dict(self.members),
            "lacking": list(self.lacking),
        }


def parse_manifest(data: bytes) -> BackupManifest:
    """The manifest of these bytes. DamagedError, or RefusedError when a newer program wrote it."""
    try:
        fields = json.loads(data)
        if fields.pop("format") != FORMAT or fields.pop("version") != VERSION:
            raise RefusedError("这份备份来自更新版本的程序。", "请安装新版本后再恢复。")
        fields["created_at"] = datetime.fromisoformat(fields["created_at"])
        fields["head"] = AuditHead.model_validate(fields["head"])
        fields["lacking"] = tuple(fields["lacking"])
        return BackupManifest(**fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError("备份的清单已损坏。", "请换一份备份再试。") from error


def write(part: Path, manifest: BackupManifest, files: Mapping[str, Path | bytes], key: DataKey) -> BackupManifest:
    """Write the members and the sealed manifest into `part`, to the disk. Returns the manifest with its members."""
    members: dict[str, str] = {}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, source in files.items():
            with archive.open(_entry(name), "w", force_zip64=True) as target:
                members[name] = _copy(_chunks(source), target)
        manifest = replace(manifest, members=members).sealed_by(key)
        archive.writestr(_entry(MANIFEST), manifest.to_bytes())
        archive.comment = b"0" * _DIGEST
    with part.open("r+b") as stream:
        digest = _digest_of_all_but_the_end(stream)
        stream.seek(-_DIGEST, os.SEEK_END)
        stream.write(digest.encode())
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    return entry


def _chunks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _copy(chunks: Iterator[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _digest_of_all_but_the_end(stream: IO[bytes]) -> str:
    digest, left = hashlib.sha256(), stream.seek(0, os.SEEK_END) - _DIGEST
    stream.seek(0)
    while left > 0:
        chunk = stream.read(min(_CHUNK, left))
        if not chunk:
            break
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


class BackupFile:
    """A backup opened for reading, after every bit of it was compared. A context manager."""

    def __init__(self, path: Path) -> None:
        """DamagedError when a bit is not as written; RefusedError when it is missing or not a backup at all."""
        self._name = path.name
        if not path.is_file():
            raise RefusedError(f"找不到备份“{self._name}”。", "请检查文件的位置。")
        self._stream = path.open("rb")
        try:
            self._compare()
            self._archive = zipfile.ZipFile(self._stream)
            self.manifest = parse_manifest(self._small(MANIFEST))
            self._check_names()
        except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, EOFError) as error:
            self._stream.close()
            raise self._damaged() from error
        except BaseException:
            self._stream.close()
            raise

    def _compare(self) -> None:
        digest = _digest_of_all_but_the_end(self._stream)
        self._stream.seek(-min(_DIGEST, self._stream.seek(0, os.SEEK_END)), os.SEEK_END)
        if self._stream.read() != digest.encode():
            raise self._damaged()

    def _damaged(self) -> DamagedError:
        return DamagedError(f"备份“{self._name}”已损坏或不完整。", "请换一份备份再试；现有数据没有被改动。")

    def _check_names(self) -> None:
        named = [MANIFEST, *self.manifest.members]
        allowed = all(name in (DATABASE, KEY_FILE) or _is_attachment(name) for name in self.manifest.members)
        if sorted(self._archive.namelist()) != sorted(named) or not allowed:
            raise self._damaged()
        if not {DATABASE, KEY_FILE} <= set(self.manifest.members):
            raise self._damaged()

    def _small(self, name: str) -> bytes:
        if self._archive.getinfo(name).file_size > _MOST_MANIFEST:
            raise self._damaged()
        return self._archive.read(name)

    def key_file(self) -> bytes:
        """The key file's bytes, as the manifest names them."""
        data = self._small(KEY_FILE)
        if hashlib.sha256(data).hexdigest() != self.manifest.members[KEY_FILE]:
            raise self._damaged()
        return data

    def extract(self, name: str, target: Path) -> None:
        """Write one member to a new file, to the disk, and compare it with the manifest."""
        with self._archive.open(name) as source, target.open("xb") as out:
            digest = _copy(iter(lambda: source.read(_CHUNK), b""), out)
            out.flush()
            os.fsync(out.fileno())
        if digest != self.manifest.members[name]:
            raise self._damaged()

    def __enter__(self) -> BackupFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()
        self._stream.close()


def _is_attachment(name: str) -> bool:
    folder, _, digest = name.partition("/")
    return folder == ATTACHMENTS and len(digest) == _DIGEST and set(digest) <= set("0123456789abcdef")


def _text(fields: dict[str, Any]) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
