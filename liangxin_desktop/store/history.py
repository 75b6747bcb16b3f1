"""Whether the record is what the audit log says it became: an old page put back is noticed where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from liangxin_desktop.store.audit import Journal
from liangxin_desktop.store.records import Shelf
from liangxin_desktop.store.shape import Shape
from liangxin_desktop.store.shapes import KEPT

_LATEST = "SELECT id, after, max(seq) FROM audit WHERE noun = ? GROUP BY id HAVING after IS NOT NULL"
_NAMES = {
    "branch": "支部信息",
    "groups": "党小组",
    "people": "人员",
    "sessions": "会议记录",
    "development": "发展党员记录",
    "assessments": "考察记录",
    "room_checks": "阵地自查",
    "units": "覆盖单位",
    "overrides": "豁免记录",
    "room_facts": "阵地情况",
    "room_entries": "阵地台账",
    "room_presets": "阵地标准",
    "preset_checks": "其他标准自查",
    "elections": "选举记录",
    "contacts": "联系人",
    "returns": "报表台账",
    "identities": "签名身份",
    "trusted": "登记的证书",
    "recycled": "回收站",
    "prompts": "内容提示",
    "settings": "设置",
}


def differences(connection: Connection) -> list[str]:
    """What differs between the record and its log, in Chinese, one sentence for each kind of noun. Names nobody."""
    found: list[str] = []
    for shape in KEPT:
        there = {shape.id_of(noun, key): shape.text(noun) for key, noun in Shelf(connection, Journal(), shape).read()}
        found += _sentence(shape.kind, _differing(there, _latest(connection, shape.kind), shape))
    rows = connection.exec_driver_sql("SELECT name, value FROM settings")
    settings = {row[0]: row[1] for row in rows}
    found += _sentence("settings", _differing(settings, _latest(connection, "settings"), None))
    return found


def _latest(connection: Connection, kind: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.exec_driver_sql(_LATEST, (kind,))}


def _differing(there: dict[str, str], logged: dict[str, str], shape: Shape[Any] | None) -> int:
    ids = there.keys() | logged.keys()
    return sum(not _same(there.get(one), logged.get(one), shape) for one in ids)


def _same(there: str | None, logged: str | None, shape: Shape[Any] | None) -> bool:
    if there == logged or there is None or logged is None or shape is None:
        return there == logged
    try:
        # The entry may be of an older program, whose noun had fewer fields.
        return shape.text(shape.noun.model_validate_json(logged)) == there
    except ValidationError:
        return False


def _sentence(kind: str, count: int) -> Iterator[str]:
    if count:
        yield f"{_NAMES[kind]}有{count}条与审计日志不一致"
