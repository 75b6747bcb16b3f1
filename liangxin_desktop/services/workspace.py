"""An open branch: its store, the rules with the branch's own switches, and the clock it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.passwords import need_new
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.store.store import Store, discard, exists
from liangxin_desktop.store.unit_of_work import UnitOfWork

Clock = Callable[[], datetime]

RULE_SWITCHES = "rule-switches"


@dataclass(frozen=True)
class Workspace:
    """What every service works on. `clock` gives local time; nothing below the composition root reads another."""

    store: Store
    clock: Clock

    @property
    def now(self) -> datetime:
        """Local time to the minute."""
        return self.clock().replace(second=0, microsecond=0, tzinfo=None)

    @property
    def today(self) -> date:
        """The day by the workspace's clock."""
        return self.clock().date()

    def at(self, moment: datetime) -> Workspace:
        """The same store told from another moment."""
        return replace(self, clock=lambda: moment)

    def begin(self) -> UnitOfWork:
        """Open a unit of work; it is rolled back unless committed."""
        return self.store.begin()

    def book(self, work: UnitOfWork) -> RuleBook:
        """The rules with the branch's own switches."""
        return rulebook().switched(work.settings.get(RULE_SWITCHES, {}))

    def close(self) -> None:
        """Let go of attachments unneeded for so long, back the record up, prove the copy, and let the folder go."""
        try:
            self.store.let_go_of_unneeded(timedelta(days=rulebook().limits["recycle_days"]))
        finally:
            self.store.close()


def has_store(folder: Path) -> bool:
    """Whether the folder holds a branch's record."""
    return exists(folder)


def create_workspace(folder: Path, password: str, clock: Clock) -> tuple[Workspace, str]:
    """Make an empty store; returns it open, with the recovery code that is printed once and kept nowhere."""
    need_new(password)
    store, recovery_code = Store.create(folder, password, clock=clock)
    return Workspace(store, clock), recovery_code


@contextmanager
def new_workspace(folder: Path, password: str, clock: Clock) -> Iterator[tuple[Workspace, str]]:
    """A store made to be filled, with its recovery code; closed at the end, gone again if anything fails."""
    workspace, recovery_code = create_workspace(folder, password, clock)
    try:
        yield workspace, recovery_code
        workspace.close()
    except BaseException:
        workspace.store.close(backup=False)
        discard(folder)
        raise


def init_branch(folder: Path, password: str, clock: Clock, branch: Branch) -> tuple[Workspace, str]:
    """Make a store that holds this branch and nobody yet."""
    workspace, recovery_code = create_workspace(folder, password, clock)
    with workspace.begin() as work:
        work.branch.put(branch)
        work.commit()
    return workspace, recovery_code


def open_workspace(folder: Path, password: str, clock: Clock) -> Workspace:
    """Open the folder's record. Raises WrongPasswordError, DamagedError, BusyError or RefusedError."""
    if not exists(folder):
        raise RefusedError(f"“{folder}”里没有支部记录。", "请核对文件夹，或先新建支部、导入档案。")
    return Workspace(Store.open(folder, password, clock=clock), clock)


def recover_workspace(folder: Path, code: str, new_password: str, clock: Clock) -> tuple[Workspace, str]:
    """Open by the recovery code and set a new password; returns the new recovery code with it."""
    need_new(new_password)
    store, new_code = Store.open_with_recovery(folder, code, new_password, clock=clock)
    return Workspace(store, clock), new_code


def switch_rule(workspace: Workspace, code: str, *, enabled: bool) -> Changes:
    """Turn a rule on or off for this branch, such as the quarterly lecture that the regulations leave open."""
    with workspace.begin() as work:
        switches = {**work.settings.get(RULE_SWITCHES, {}), code: enabled}
        work.settings.put(RULE_SWITCHES, switches)
        return work.commit()
