"""The printed recovery code: 128 random bits and 12 check bits in 28 characters without look-alikes, groups of four."""

from __future__ import annotations

import hashlib
import re
import secrets

from liangxin_desktop.errors import WrongPasswordError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH, _GROUP = 28, 4
_SECRET_BYTES, _CHECK_BITS = 16, 12


def new_secret() -> bytes:
    """128 random bits."""
    return secrets.token_bytes(_SECRET_BYTES)


def to_code(secret: bytes) -> str:
    """The code as it is printed: `7KQ2-…`, seven groups of four."""
    number = int.from_bytes(secret) << _CHECK_BITS | _check(secret)
    letters = "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(_LENGTH)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def from_code(code: str) -> bytes:
    """The secret of a code as a person typed it: blanks, dashes, case and look-alikes do not matter.

    Raises WrongPasswordError when a character is missing or miscopied.
    """
    letters = re.sub(r"[\s\-—–－_]", "", code).upper().translate(_LOOKALIKES)
    if len(letters) != _LENGTH or not set(letters) <= set(_ALPHABET):
        raise WrongPasswordError("恢复码不完整或有误。", "恢复码共28位，请对照打印的恢复单逐组核对后再输入。")
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    secret = (number >> _CHECK_BITS).to_bytes(_SECRET_BYTES)
    if number & ((1 << _CHECK_BITS) - 1) != _check(secret):
        raise WrongPasswordError("恢复码抄写有误。", "请对照打印的恢复单逐组核对后再输入。")
    return secret


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"liangxin recovery code" + secret).digest()[:2]) >> (16 - _CHECK_BITS)
