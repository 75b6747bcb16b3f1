"""The key file: the wrapped data key and the audit log's head, one kilobyte of JSON, kept twice and in every backup.

Anyone can see that the file is whole (`sha256`); only the holder of the key can see that it is ours (`seal`). So a
damaged key file and a wrong password are never taken for each other.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.returns import AuditHead
from liangxin_desktop.errors import DamagedError, RefusedError, WrongPasswordError
from liangxin_desktop.files import write_whole
from liangxin_desktop.store import recovery
from liangxin_desktop.store.audit import EMPTY
from liangxin_desktop.store.envelope import (
    Cost,
    DataKey,
    Wrapped,
    unwrap_by_password,
    unwrap_by_recovery,
    wrap_by_password,
    wrap_by_recovery,
)

NAME = "key.json"
VERSION = 1
_FROM_BACKUP = "请用“从备份恢复”恢复最近一份已验证的备份。"


@dataclass(frozen=True)
class KeyFile:
    """What the key file says. `generation` counts the changes of password and recovery code."""

    store: str
    created_at: str
    generation: int
    cost: Cost
    password: Wrapped
    recovery: Wrapped
    head: AuditHead
    seal: str = ""

    @classmethod
    def create(cls, password: str, cost: Cost, now: datetime) -> tuple[KeyFile, DataKey, str]:
        """A new key under this password: the file, the key, and the recovery code."""
        key, secret, store = DataKey.new(), recovery.new_secret(), secrets.token_hex(8)
        file = cls(
            store=store,
            created_at=now.isoformat(timespec="minutes"),
            generation=1,
            cost=cost,
            password=wrap_by_password(key, required(password), cost, _context(store, "password")),
            recovery=wrap_by_recovery(key, secret, _context(store, "recovery")),
            head=EMPTY,
        )
        return file.sealed_by(key), key, recovery.to_code(secret)

    def unlock(self, password: str) -> DataKey:
        """The key. WrongPasswordError, or DamagedError when the file is not what the key's holder wrote."""
        key = unwrap_by_password(self.password, password, self.cost, _context(self.store, "password"))
        if key is None:
            raise WrongPasswordError("口令不对。", "请检查大小写和输入法后再试；忘记口令时可用打印的恢复码。")
        return self._proved(key)

    def unlock_by_code(self, code: str) -> DataKey:
        """The key by the recovery code; raises as `unlock` does."""
        key = unwrap_by_recovery(self.recovery, recovery.from_code(code), _context(self.store, "recovery"))
        if key is None:
            raise WrongPasswordError("恢复码与这份数据不符。", "请确认恢复单是这个支部、最近一次打印的那一张。")
        return self._proved(key)

    def with_password(self, key: DataKey, password: str) -> KeyFile:
        """The file with another password."""
        wrapped = wrap_by_password(key, required(password), self.cost, _context(self.store, "password"))
        return replace(self, password=wrapped, generation=self.generation + 1).sealed_by(key)

    def with_new_recovery(self, key: DataKey) -> tuple[KeyFile, str]:
        """The file with another recovery code, and the code."""
        secret = recovery.new_secret()
        wrapped = wrap_by_recovery(key, secret, _context(self.store, "recovery"))
        file = replace(self, recovery=wrapped, generation=self.generation + 1).sealed_by(key)
        return file, recovery.to_code(secret)

    def with_head(self, key: DataKey, head: AuditHead) -> KeyFile:
        """The file with another head of the audit log."""
        return replace(self, head=head).sealed_by(key)

    def sealed_by(self, key: DataKey) -> KeyFile:
        """The file with its seal."""
        return replace(self, seal=key.seal("key file", self._covered()))

    def to_bytes(self) -> bytes:
        """The file as it is written."""
        data = {**self._plain(), "seal": self.seal}
        return _text({**data, "sha256": hashlib.sha256(_text(data)).hexdigest()})

    def _proved(self, key: DataKey) -> DataKey:
        if not key.sealed("key file", self._covered(), self.seal):
            raise DamagedError("钥匙文件被改动，与加密数据不符。", _FROM_BACKUP)
        return key

    def _covered(self) -> bytes:
        return _text(self._plain())

    def _plain(self) -> dict[str, Any]:
        return {
            "format": "liangxin-key",
            "version": VERSION,
            "store": self.store,
            "created_at": self.created_at,
            "generation": self.generation,
            "argon2": dict(vars(self.cost)),
            "password": _wrapped_plain(self.password),
            "recovery": _wrapped_plain(self.recovery),
            "head": self.head.model_dump(),
        }


def parse(data: bytes) -> KeyFile:
    """The key file of these bytes. DamagedError when a single bit is not as written, RefusedError when it is newer."""
    damaged = DamagedError("钥匙文件已损坏。", _FROM_BACKUP)
    try:
        fields = json.loads(data)
        digest = fields.pop("sha256")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise damaged from error
    if hashlib.sha256(_text(fields)).hexdigest() != digest or _text({**fields, "sha256": digest}) != data:
        raise damaged
    if fields.get("format") != "liangxin-key" or fields.get("version") != VERSION:
        raise RefusedError("钥匙文件来自更新版本的程序。", "请安装新版本后再打开。")
    try:
        return _from_plain(fields)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged from error


def _from_plain(fields: dict[str, Any]) -> KeyFile:
    return KeyFile(
        store=str(fields["store"]),
        created_at=str(fields["created_at"]),
        generation=int(fields["generation"]),
        cost=Cost(**fields["argon2"]),
        password=_wrapped(fields["password"]),
        recovery=_wrapped(fields["recovery"]),
        head=AuditHead.model_validate(fields["head"]),
        seal=str(fields["seal"]),
    )


class KeyPair:
    """The two places of a data folder where the key file is kept."""

    def __init__(self, folder: Path) -> None:
        self.places = (folder / NAME, folder / "backups" / NAME)

    def exist(self) -> bool:
        """Whether there is a key file in either place."""
        return any(place.is_file() for place in self.places)

    def read(self) -> tuple[KeyFile, tuple[str, ...]]:
        """The newest whole key file, and a Chinese sentence for each copy that is missing or damaged.

        DamagedError when neither is whole. RefusedError when its parameters are not acceptable.
        """
        whole: list[KeyFile] = []
        warnings: list[str] = []
        for place, name in zip(self.places, ("钥匙文件", "钥匙文件的副本"), strict=True):
            try:
                whole.append(parse(place.read_bytes()))
            except FileNotFoundError:
                warnings.append(f"{name}缺失，已用另一份补上。")
            except (DamagedError, OSError):
                warnings.append(f"{name}已损坏，已用另一份补上。")
        if not whole:
            raise DamagedError("两份钥匙文件都缺失或已损坏，数据无法打开。", _FROM_BACKUP)
        return max(whole, key=lambda file: (file.generation, file.head.seq)), tuple(warnings)

    def write(self, file: KeyFile, *, both: bool) -> None:
        """Write the file: to the first place, or to both."""
        for place in self.places if both else self.places[:1]:
            place.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(place, file.to_bytes())


def required(password: str) -> str:
    """The password, which must not be empty."""
    if not password.strip():
        raise RefusedError("口令不能为空。", "请输入一个只有本支部知道的口令。")
    return password


def _context(store: str, way: str) -> str:
    return f"liangxin-key:{VERSION}:{store}:{way}"


def _wrapped_plain(wrapped: Wrapped) -> dict[str, str]:
    return {name: value.hex() for name, value in vars(wrapped).items()}


def _wrapped(fields: dict[str, str]) -> Wrapped:
    return Wrapped(**{name: bytes.fromhex(value) for name, value in fields.items()})


def _text(fields: dict[str, Any]) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
