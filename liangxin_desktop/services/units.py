"""覆盖单位: the register of the units that the branch looks after, and how far they are covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.rules.cover import CODE, CoverRate, cover_rates
from liangxin_desktop.domain.units import Unit, unit_key
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class UnitLine:
    """One unit as the register lists it, under its key in the record.

    `rates` are those among whose units it counts, `lacks` those of them for which it lacks what is asked.
    """

    id: int
    unit: Unit
    rates: tuple[CoverRate, ...]
    lacks: tuple[CoverRate, ...]
    initials: frozenset[str]

    @property
    def pulls(self) -> tuple[CoverRate, ...]:
        """The rates that the unit keeps below their target."""
        return tuple(rate for rate in self.lacks if rate.is_missed)


@dataclass(frozen=True)
class UnitsRegister:
    """The whole register, as of today. `basis` names the ground of the targets; without one there are no `rates`.

    `explained` gives the written reason for a rate that was set aside; `is_asked` says whether a branch of this kind
    has to keep the register.
    """

    lines: tuple[UnitLine, ...]
    rates: tuple[CoverRate, ...]
    basis: str
    explained: Mapping[str, str]
    is_asked: bool

    @property
    def missed(self) -> tuple[CoverRate, ...]:
        """The rates below their target that nobody explained."""
        return tuple(rate for rate in self.rates if rate.is_missed and rate.name not in self.explained)


def list_units(workspace: Workspace) -> UnitsRegister:
    """Every unit in the order of the record, and the rates of coverage as the rule works them out."""
    with workspace.begin() as work:
        branch, kept, cover = work.branch.get(), work.units.all(), workspace.book(work)[CODE]
        overrides = [one for _, one in work.overrides.all() if one.code == CODE]
    rates, version = cover_rates([unit for _, unit in kept], cover, workspace.today), cover.on(workspace.today)
    return UnitsRegister(
        lines=tuple(_lines(kept, rates)),
        rates=rates,
        basis=version.basis if version else "",
        explained={rate.name: one.reason for rate in rates for one in overrides if one.period in (None, rate.name)},
        is_asked=branch is not None and branch.is_joint,
    )


def put_unit(workspace: Workspace, unit: Unit, key: int | None = None) -> tuple[int, Changes]:
    """Keep a unit, new or in the place of the one of that key; returns its key. Two units can't have one name."""
    with workspace.begin() as work:
        for other, known in work.units.all():
            if other != key and unit_key(known.name) == unit_key(unit.name):
                raise RefusedError(f"覆盖单位里已有“{known.name}”。", "请核对名称，或在原来那一家上修改。")
        if key is None:
            key = work.units.add(unit)
        else:
            _need(work, key)
            work.units.put(key, unit)
        return key, work.commit()


def remove_unit(workspace: Workspace, key: int) -> Changes:
    """Put a unit into the recycle bin."""
    with workspace.begin() as work:
        unit = _need(work, key)
        recycle(work, "units", unit, unit.name, workspace.now)
        work.units.remove(key)
        return work.commit()


def _need(work: UnitOfWork, key: int) -> Unit:
    unit = work.units.get(key)
    if unit is None:
        raise RefusedError("这家单位已不在覆盖单位里。", "可能刚被删除，可在“设置与备份”的回收站里取回。")
    return unit


def _lines(kept: Sequence[tuple[int, Unit]], rates: Sequence[CoverRate]) -> Iterator[UnitLine]:
    among = [(rate, {id(unit) for unit in rate.units}, {id(unit) for unit in rate.lacking}) for rate in rates]
    for key, unit in kept:
        counted = tuple(rate for rate, units, _ in among if id(unit) in units)
        lacks = tuple(rate for rate, _, lacking in among if id(unit) in lacking)
        yield UnitLine(key, unit, counted, lacks, pinyin.initials(unit.name) | pinyin.full(unit.name))
