"""Dates as people write them in sheets."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_FIRST_YEAR, _LAST_YEAR = 1850, 2199
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000
_ZERO_1900, _ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_WRITTEN = re.compile(r"(?P<year>\d{4})[年./\-、,](?P<month>\d{1,2})(?:[月./\-、,](?P<day>\d{1,2})[日号]?|月份?)?")
_TIME_BEHIND = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_EIGHT, _SIX = re.compile(r"(\d{4})(\d{2})(\d{2})"), re.compile(r"(\d{4})(\d{2})")
_SERIAL = re.compile(r"[0-9]{5}")
_YEAR = re.compile(r"(\d{4})年?")
_CHINESE_YEAR = re.compile(r"([〇零○一二三四五六七八九]{4})年")
_DIGITS = {
    character: value for value, characters in enumerate(("〇零○", *"一二三四五六七八九")) for character in characters
}
_TENS = re.compile(r"([一二三]?)十([一二三四五六七八九]?)|廿([一二三四五六七八九]?)|卅([一]?)|([一二三四五六七八九])")


@dataclass(frozen=True)
class PartialDate:
    """A year, or a year and month."""

    year: int
    month: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return day.year == self.year and self.month in (None, day.month)


def read_date(value: object, *, uses_1904: bool = False) -> date | PartialDate:
    """The date that a cell means. Raises ValueError with a Chinese reason.

    Numbers are read as 19900501, 199005, 1990.05, 1990, or as the workbook's day count; the number 1990.1 may have
    been 1990.10 and is refused.
    """
    if isinstance(value, datetime):
        return _real(value.year, value.month, value.day)
    if isinstance(value, date):
        return _real(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("不是日期")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("不是日期")
    return _from_digits(value.strip(), uses_1904) if isinstance(value, str) else _from_number(value, uses_1904)


def _from_number(value: float, uses_1904: bool) -> date | PartialDate:
    if value == int(value):
        return _from_digits(str(int(value)), uses_1904)
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _from_serial(int(value), uses_1904)
    text = repr(value)
    if re.fullmatch(r"\d{4}\.1", text):
        raise ValueError(f"{text} 可能是1月也可能是10月，请写成 {text[:4]}-01 或 {text[:4]}-10 的形式")
    return _from_text(text)


def _from_digits(text: str, uses_1904: bool) -> date | PartialDate:
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return _from_serial(int(text), uses_1904)
    return _from_text(text)


def _from_serial(days: int, uses_1904: bool) -> date:
    return (_ZERO_1904 if uses_1904 else _ZERO_1900) + timedelta(days=days)


def _from_text(text: str) -> date | PartialDate:
    text = _TIME_BEHIND.sub("", unicodedata.normalize("NFKC", text))
    text = re.sub(r"\s", "", text)
    text = _with_plain_digits(text)
    if match := _EIGHT.fullmatch(text):
        return _real(*(int(part) for part in match.groups()))
    if match := _SIX.fullmatch(text):
        return _partial(int(match[1]), int(match[2]))
    if match := _YEAR.fullmatch(text):
        return _partial(int(match[1]), None)
    if match := _WRITTEN.fullmatch(text):
        year, month = int(match["year"]), int(match["month"])
        return _real(year, month, int(match["day"])) if match["day"] else _partial(year, month)
    raise ValueError("看不懂这个日期，请写成 1990-05-01 这样")


def _with_plain_digits(text: str) -> str:
    """一九九〇年十二月二十八日 as 1990年12月28日."""
    match = _CHINESE_YEAR.match(text)
    if match is None:
        return text
    year = "".join(str(_DIGITS[character]) for character in match[1])
    return f"{year}年{_TENS.sub(_ten, text[match.end() :])}"


def _ten(match: re.Match[str]) -> str:
    tens, units, twenty, thirty, single = match.groups()
    if single:
        return str(_DIGITS[single])
    if twenty is not None:
        return str(20 + _DIGITS.get(twenty, 0))
    if thirty is not None:
        return str(30 + _DIGITS.get(thirty, 0))
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(units, 0))


def _real(year: int, month: int, day: int) -> date:
    _need_year(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from None


def _partial(year: int, month: int | None) -> PartialDate:
    _need_year(year)
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"没有{month}月")
    return PartialDate(year, month)


def _need_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"年份{year}不合理")
