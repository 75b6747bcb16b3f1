"""Backups: made, listed, restored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liangxin_desktop.services.workspace import Clock, Workspace
from liangxin_desktop.store import BackupManifest, RestoreReport, inspect_backup, restore

Progress = Callable[[float], None]


def make_backup(workspace: Workspace, target: Path, progress: Progress | None = None) -> BackupManifest:
    """Write a proved copy of everything to the file."""
    return workspace.store.backup(target, progress)


def describe_backup(path: Path, password: str) -> BackupManifest:
    """What the backup holds: when made, how many records, the head of its audit log. Raises for a damaged one."""
    return inspect_backup(path, password)


def restore_backup(path: Path, folder: Path, password: str, *, replace: bool, clock: Clock) -> RestoreReport:
    """Restore into an empty folder, or in place of what is there, which is kept beside it."""
    return restore(path, folder, password, replace=replace, clock=clock)
