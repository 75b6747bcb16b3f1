"""The standards that the room may be checked against: the six items, those that ship besides, those a street issued.

The six alone carry duties, findings and the return; the others are for the branch's own comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.room import ALWAYS, PresetCheck, PresetItem, RoomPreset
from liangxin_desktop.domain.rules.room import standard_on
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.room_presets import presets
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

THE_SIX = ""
"""The choice of the standard that the rules name, whichever that is."""
_SHOWN_REFUSALS = 5


class Origin(StrEnum):
    """Where a standard comes from; one that is withdrawn is known by the checks against it alone."""

    DUTY = "duty"
    SHIPPED = "shipped"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Standard:
    """A standard as one chooses it. `key` is its id, THE_SIX for the one that the rules name."""

    key: str
    preset: RoomPreset
    origin: Origin

    @property
    def is_duty(self) -> bool:
        """Whether quarters, findings and the return go by it."""
        return self.origin is Origin.DUTY

    @property
    def is_open(self) -> bool:
        """Whether new checks may be made against it."""
        return self.origin is not Origin.WITHDRAWN


@dataclass(frozen=True)
class PresetPlan:
    """What importing a street's standard would do. `changes` tell what becomes of the one that it `replaces`."""

    file: str
    preset: RoomPreset
    replaces: RoomPreset | None
    changes: tuple[str, ...] = ()


def list_standards(workspace: Workspace) -> tuple[Standard, ...]:
    """Every standard, the six first, withdrawn ones last."""
    with workspace.begin() as work:
        return tuple(standards_in(workspace, work))


def standard_of(workspace: Workspace, work: UnitOfWork, key: str) -> Standard:
    """The standard of that key. Raises RefusedError where there is none."""
    found = next((one for one in standards_in(workspace, work) if one.key == key), None)
    if found is None:
        raise RefusedError("没有这个标准。", "可能已被移除，请重新选择标准。")
    return found


def standards_in(workspace: Workspace, work: UnitOfWork) -> Iterator[Standard]:
    """The same, inside a unit of work."""
    six = standard_on(workspace.book(work), workspace.today)
    yield Standard(THE_SIX, six, Origin.DUTY)
    issued = {one.id: one for one in work.room_presets.all()}
    shipped = {key: one for key, one in presets().items() if key != six.id and key not in issued}
    yield from (Standard(key, one, Origin.SHIPPED) for key, one in shipped.items())
    yield from (Standard(key, one, Origin.ISSUED) for key, one in issued.items())
    gone = {one.preset: one for one in work.preset_checks.all() if one.preset not in (*shipped, *issued) and one.items}
    yield from (Standard(key, _remembered(check), Origin.WITHDRAWN) for key, check in gone.items())


def plan_preset(workspace: Workspace, path: Path) -> PresetPlan:
    """Read a street's standard. Raises RefusedError for a file that is none, each bad cell named, or that ships."""
    from liangxin_desktop.exchange.presets import read_preset

    sheet = read_preset(path)
    if sheet.preset is None:
        told = [str(one) for one in sheet.refusals[:_SHOWN_REFUSALS]]
        more = "；……" if len(sheet.refusals) > _SHOWN_REFUSALS else ""
        raise RefusedError(
            f"“{sheet.file}”有{len(sheet.refusals)}处有错，没有导入任何内容。",
            f"请改好再导入：{'；'.join(told)}{more}。",
        )
    preset = sheet.preset
    if any(preset.id == one.id or preset.title == one.title for one in presets().values()):
        raise RefusedError(f"“{preset.title}”是随程序提供的标准，不用导入。", "请在阵地六有页的标准里直接选择。")
    with workspace.begin() as work:
        issued = work.room_presets.all()
    known = next((one for one in issued if preset.id == one.id), None)
    known = known or next((one for one in issued if preset.title == one.title), None)
    preset = preset.but(id=known.id) if known else preset
    return PresetPlan(sheet.file, preset, known, tuple(_differences(known, preset)) if known else ())


def import_preset(workspace: Workspace, plan: PresetPlan) -> Changes:
    """Take the standard in, in the place of the one it replaces. Checks made before keep their words."""
    with workspace.begin() as work:
        work.room_presets.put(plan.preset)
        return work.commit()


def remove_preset(workspace: Workspace, key: str) -> Changes:
    """Put an issued standard into the recycle bin; the checks against it stay. Raises RefusedError for any other."""
    with workspace.begin() as work:
        found = standard_of(workspace, work, key)
        if found.origin is not Origin.ISSUED:
            raise RefusedError(f"“{found.preset.title}”不能移除。", "只能移除街道发来、已导入的标准。")
        recycle(work, "room_presets", found.preset, found.preset.title, workspace.now)
        work.room_presets.remove(key)
        return work.commit()


def _remembered(check: PresetCheck) -> RoomPreset:
    """A standard as its latest check remembers it: words without shelf lives."""
    items = tuple(PresetItem(key=one.key, title=one.title, shelf_months=ALWAYS) for one in check.items)
    return RoomPreset(id=check.preset, title=check.title, items=items)


def _differences(before: RoomPreset, after: RoomPreset) -> Iterator[str]:
    old, new = ({one.key: one for one in preset.items} for preset in (before, after))
    if before.title != after.title:
        yield f"名称：{before.title} → {after.title}"
    yield from (f"新增：{new[key].title}" for key in new if key not in old)
    yield from (f"不再要求：{old[key].title}" for key in old if key not in new)
    for key in (one for one in new if one in old):
        if old[key].title != new[key].title:
            yield f"改写：{old[key].title} → {new[key].title}"
        if old[key].shelf_months != new[key].shelf_months:
            yield f"{new[key].title}：有效月数 {old[key].shelf_months} → {new[key].shelf_months}"
