"""The citizen identity number of GB 11643-1999."""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")


def check_digit(first_seventeen: str) -> str:
    """The 18th character for 17 digits (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def normalize(number: str) -> str:
    """The number in upper case, checked. Raises ValueError with a Chinese reason. Unknown area codes are accepted."""
    number = number.strip().upper()
    if len(number) == 15 and number.isdigit():
        raise ValueError("是15位旧号码，请改填18位公民身份号码")
    if not _SHAPE.fullmatch(number):
        raise ValueError("应为18位：17位数字加1位校验码")
    birth_date(number)
    if check_digit(number[:17]) != number[17]:
        raise ValueError("校验码不符，请核对号码")
    return number


def birth_date(number: str) -> date:
    """The date of birth written in the number. Raises ValueError when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ValueError("号码中的出生日期不存在") from None


def is_male(number: str) -> bool:
    """Whether the 17th digit is odd."""
    return int(number[16]) % 2 == 1


def masked(text: str) -> str:
    """An identity or telephone number as lists show it: the first 3 and last 4, the rest starred."""
    if len(text) <= 7:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
