"""The data key that opens the database, and how a password or a recovery code wraps it."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from liangxin_desktop.errors import RefusedError

_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_LEAST_KIB, _MOST_KIB = 19 * 1024, 1024 * 1024
_MOST_ITERATIONS, _MOST_LANES = 64, 16


@dataclass(frozen=True)
class Cost:
    """What it costs to try one password (Argon2id). Outside 19 MiB … 1 GiB it is refused."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not _LEAST_KIB <= self.memory_kib <= _MOST_KIB:
            raise RefusedError(
                "钥匙文件的参数不可接受：内存应在19 MiB到1 GiB之间。", "请从备份恢复，或与技术人员联系。"
            )
        if not (1 <= self.iterations <= _MOST_ITERATIONS and 1 <= self.lanes <= _MOST_LANES):
            raise RefusedError("钥匙文件的参数不可接受：次数或并行数超出范围。", "请从备份恢复，或与技术人员联系。")


@dataclass(frozen=True)
class DataKey:
    """The 32 random bytes that everything is encrypted under. They are never shown or logged."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> DataKey:
        """A new random key."""
        return cls(secrets.token_bytes(_KEY_BYTES))

    def derive(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose."""
        return HKDF(SHA256(), _KEY_BYTES, None, f"liangxin {purpose}".encode()).derive(self.secret)

    def seal(self, purpose: str, text: bytes) -> str:
        """A code (hex) that only the holder of the key can make for this text."""
        return hmac.digest(self.derive(purpose), text, "sha256").hex()

    def sealed(self, purpose: str, text: bytes, seal: str) -> bool:
        """Whether the code is the text's."""
        return hmac.compare_digest(self.seal(purpose, text), seal)


@dataclass(frozen=True)
class Wrapped:
    """The data key, encrypted under a password or a recovery code."""

    salt: bytes
    nonce: bytes
    text: bytes


def wrap_by_password(key: DataKey, password: str, cost: Cost, context: str) -> Wrapped:
    """The key under Argon2id(password)."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _wrap(key, _from_password(password, salt, cost), salt, context)


def unwrap_by_password(wrapped: Wrapped, password: str, cost: Cost, context: str) -> DataKey | None:
    """The key, or None when the password is not the one."""
    return _unwrap(wrapped, _from_password(password, wrapped.salt, cost), context)


def wrap_by_recovery(key: DataKey, secret: bytes, context: str) -> Wrapped:
    """The key under the 128 random bits of a recovery code, which need no slow derivation."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _wrap(key, _from_recovery(secret, salt), salt, context)


def unwrap_by_recovery(wrapped: Wrapped, secret: bytes, context: str) -> DataKey | None:
    """The key, or None when the code is not the one."""
    return _unwrap(wrapped, _from_recovery(secret, wrapped.salt), context)


def _from_password(password: str, salt: bytes, cost: Cost) -> bytes:
    # An input method may type the same password in full width or decomposed.
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt, length=_KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(text)


def _from_recovery(secret: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt, b"liangxin recovery").derive(secret)


def _wrap(key: DataKey, under: bytes, salt: bytes, context: str) -> Wrapped:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Wrapped(salt, nonce, AESGCM(under).encrypt(nonce, key.secret, context.encode()))


def _unwrap(wrapped: Wrapped, under: bytes, context: str) -> DataKey | None:
    try:
        return DataKey(AESGCM(under).decrypt(wrapped.nonce, wrapped.text, context.encode()))
    except InvalidTag:
        return None
