"""Reading one cell as one field of a person: None when it is empty, ValueError with a Chinese reason when it is bad."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeVar

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.nouns import clean_text
from liangxin_desktop.domain.people import Role, Sex, Stage
from liangxin_desktop.exchange.dates import PartialDate, read_date
from liangxin_desktop.exchange.wording import educations, ethnicities, roster_wording, sheet_words, squeezed

_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d{1,3}")
_LOST_DIGITS = "号码已变成科学计数法，末几位可能已丢失。请把这一列设为文本格式后重新填写"
_AS_NUMBER = "号码是以数字存放的，末几位可能已丢失。请把这一列设为文本格式后重新填写"
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_HAN_NAME = re.compile(rf"(?:{_HAN}|[·\s])+")
_DOTS = re.compile(r"\s*[•．・‧∙●]\s*")
_SEX_BEHIND = re.compile(r"(.+?)[(（](男|女)[)）]")
_PHONE = re.compile(r"\+?[\d\-()/,;、转x]+")
_LONGEST_NAME = 60
_LONG_NUMBER = re.compile(r"[\dXx]{11,}")

Reader = Callable[[Any], Any]
_Value = TypeVar("_Value")


def is_empty(value: Any) -> bool:
    """Whether the cell holds nothing to see."""
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Any) -> str:
    """The cell's content, fit for a message: at most 30 characters, long numbers masked."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    text = "".join(one if one.isprintable() else " " for one in text[:200]).strip()
    text = _LONG_NUMBER.sub(lambda match: identity_number.masked(match[0]), unicodedata.normalize("NFKC", text))
    return text if len(text) <= 30 else f"{text[:29]}…"


def read_name(value: Any) -> str | None:
    """A name: without inner blanks if it is Han, with single ones if not, and the dot of 买买提·吐尔逊 as U+00B7."""
    if is_empty(value):
        return None
    if not isinstance(value, str):
        raise ValueError("不是姓名")
    _need_no_error(value)
    name = " ".join(clean_text(value).split())
    if match := _SEX_BEHIND.fullmatch(name):
        name = match[1].strip()
    name = _DOTS.sub("·", name)
    if _HAN_NAME.fullmatch(name):
        name = name.replace(" ", "")
    need_name(name, "姓名")
    return name


def need_name(name: str, what: str) -> None:
    """Refuse what looks like a formula, has no letter, or is too long to be the name of anybody or anything."""
    if name[:1] in "=+-@":
        raise ValueError(f"{what}不能以“{name[0]}”开头")
    if not any(character.isalpha() for character in name):
        raise ValueError(f"不是{what}")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"{what}最多{_LONGEST_NAME}个字")


def sex_behind_name(value: Any) -> Sex | None:
    """The sex that a roster notes behind a name: 王芳（女）."""
    match = _SEX_BEHIND.fullmatch(value.strip()) if isinstance(value, str) else None
    return {"男": Sex.MALE, "女": Sex.FEMALE}[match[2]] if match else None


def read_line(value: Any) -> str | None:
    """A text on one line, at most 200 characters; a whole number is written without its decimals."""
    text = text_of(value)
    if text is None:
        return None
    if len(text) > 200:
        raise ValueError("最多200个字")
    return text


def read_id_number(value: Any) -> str | None:
    """An identity number of 18 characters, blanks and full-width digits forgiven. A number cell has lost digits."""
    if is_empty(value):
        return None
    if not isinstance(value, str):
        raise ValueError(_AS_NUMBER)
    number = squeezed(value).lstrip("'’`").upper()
    if _is_blank_word(number):
        return None
    if _SCIENTIFIC.fullmatch(number):
        raise ValueError(_LOST_DIGITS)
    return identity_number.normalize(number.replace("-", ""))


def read_phone(value: Any) -> str | None:
    """A telephone number, also from a number cell; several may stand in one cell."""
    text = text_of(value)
    if text is None:
        return None
    number = squeezed(text).lstrip("'")
    if _SCIENTIFIC.fullmatch(number) and "e" in number.lower():
        raise ValueError(_LOST_DIGITS)
    number = re.sub(r"\.0+$", "", number)
    if not _PHONE.fullmatch(number) or len(number) > 60:
        raise ValueError("不是电话号码")
    return number


def read_sex(value: Any) -> Sex | None:
    """男 or 女."""
    return _listed(value, roster_wording().sex, "应为男或女")


def read_stage(value: Any) -> Stage | None:
    """人员类别, also from 政治面貌 where that tells it."""
    return _listed(value, roster_wording().stage, "应为正式党员、预备党员、发展对象、入党积极分子或入党申请人")


def read_votes(value: Any) -> bool | None:
    """是 or 否."""
    if isinstance(value, bool):
        return value
    word = None if is_empty(value) else squeezed(str(value))
    if word is None:
        return None
    if word not in roster_wording().votes:
        raise ValueError("应为是或否")
    return roster_wording().votes[word]


def read_ethnicity(value: Any) -> str | None:
    """民族 by its standard name."""
    return _listed(value, ethnicities(), "不在民族名录（GB/T 3304）中")


def read_education(value: Any) -> str | None:
    """学历 by its usual name; what the list does not know stays as it is written."""
    text = read_line(value)
    if text is None:
        return None
    word = re.sub(r"[(（].*?[)）]$", "", squeezed(text))
    return educations().get(word) or educations().get(word.removesuffix("毕业")) or text


def read_role(value: Any) -> Role | None:
    """党内职务: the highest of those named; None for a member without one."""
    text = text_of(value)
    if text is None:
        return None
    found = [_seat(word) for word in re.split(r"[、,，;；/兼和及]", squeezed(text)) if word]
    seats = [seat for seat in found if seat is not None]
    return min(seats, key=list(Role).index, default=None)


def _seat(word: str) -> Role | None:
    wording = roster_wording().role
    if word in wording.none or word.endswith("小组组长"):
        return None
    bare = word
    while prefix := next((one for one in wording.prefixes if bare.startswith(one) and bare != one), None):
        if bare in wording.words:
            break
        bare = bare.removeprefix(prefix)
    if bare not in wording.words:
        raise ValueError("不认识这个党内职务，请写书记、副书记、组织委员、宣传委员、纪检委员或委员")
    return wording.words[bare]


def read_whole_date(value: Any, *, uses_1904: bool = False) -> date | None:
    """A full date: a year and month alone do not say the day that terms are counted from."""
    found = read_birth(value, uses_1904=uses_1904)
    if isinstance(found, PartialDate):
        raise ValueError("只有年月，缺少日。期限要从这一天起算，请写成 2021-07-01 这样")
    return found


def read_birth(value: Any, *, uses_1904: bool = False) -> date | PartialDate | None:
    """A date of birth, which may lack its day."""
    if is_empty(value) or (isinstance(value, str) and _is_blank_word(squeezed(value))):
        return None
    if isinstance(value, str):
        _need_no_error(value)
    return read_date(value, uses_1904=uses_1904)


@cache
def readers(uses_1904: bool) -> Mapping[str, Reader]:
    """The reader for each field of the roster."""
    whole_date = partial(read_whole_date, uses_1904=uses_1904)
    return MappingProxyType(
        {
            "name": read_name,
            "sex": read_sex,
            "birth_date": partial(read_birth, uses_1904=uses_1904),
            "id_number": read_id_number,
            "ethnicity": read_ethnicity,
            "education": read_education,
            "phone": read_phone,
            "unit": read_line,
            "position": read_line,
            "group_name": read_line,
            "role": read_role,
            "stage": read_stage,
            "votes": read_votes,
            **dict.fromkeys(("joined_from", "left_reason", "left_decision"), read_line),
            **dict.fromkeys(("admitted_on", "joined_on", "full_on", "left_on"), whole_date),
        }
    )


def text_of(value: Any) -> str | None:
    """A text on one line, a whole number without its decimals; None where nothing, or a word for nothing, stands."""
    if is_empty(value):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("不是文字")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("不是文字")
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    text = " ".join(clean_text(value).split())
    if _is_blank_word(text):
        return None
    _need_no_error(text)
    return text


def _listed(value: Any, known: Mapping[str, _Value], reason: str) -> _Value | None:
    text = text_of(value)
    if text is None:
        return None
    word = re.sub(r"[(（].*?[)）]$", "", squeezed(text))
    if word not in known:
        raise ValueError(reason)
    return known[word]


def _is_blank_word(text: str) -> bool:
    return text in sheet_words().blank.words


def _need_no_error(text: str) -> None:
    if text in _ERRORS:
        raise ValueError("单元格里是公式的错误值")
