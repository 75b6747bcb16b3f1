"""Reading `return.json` strictly: one document, no key twice, no odd number, as its schema and the noun both allow."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from pydantic import ValidationError

from liangxin_desktop.domain.returns import LAYOUT, ReturnPayload
from liangxin_desktop.paths import resources

VERSION = 1


class PayloadError(Exception):
    """The data are not those of a return; the message says why, in Chinese."""


class NewerError(PayloadError):
    """The return was made by a newer program than this one."""


def read_payload(data: bytes) -> ReturnPayload:
    """The return's data. Raises NewerError for a later version or layout, PayloadError for everything else amiss."""
    document = _parse(data)
    newer = _is_newer(document)
    try:
        _refuse_against_schema(document)
        payload = ReturnPayload.model_validate(document)
    except (PayloadError, ValidationError) as error:
        if newer:
            raise NewerError("报表由更新版本的程序编制，请升级本程序后再核验") from error
        raise PayloadError(_sentence(error)) from error
    if newer:
        raise NewerError("报表的版面由更新版本的程序编排，请升级本程序后再核验")
    return payload


def _parse(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError) as error:
        raise PayloadError("return.json不是正确的JSON文档") from error
    if not isinstance(document, dict):
        raise PayloadError("return.json不是报表数据")
    if canonical != data:
        raise PayloadError("return.json不是规范写法（键排序、无空白）")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _is_newer(document: dict[str, Any]) -> bool:
    def beyond(key: str, known: int) -> bool:
        value = document.get(key)
        return isinstance(value, int) and value > known

    return document.get("format") == "liangxin-return" and (beyond("version", VERSION) or beyond("layout", LAYOUT))


def _refuse_against_schema(document: dict[str, Any]) -> None:
    error = next(iter(_validator().iter_errors(document)), None)
    if error is not None:
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
        raise PayloadError(f"数据不符合格式：{place.lstrip('.') or '整个文档'}")


def _sentence(error: PayloadError | ValidationError) -> str:
    if isinstance(error, PayloadError):
        return str(error)
    place = ".".join(str(part) for part in error.errors()[0]["loc"])
    return f"数据不符合格式：{place or '整个文档'}"


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((resources() / "schemas" / "return.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)
