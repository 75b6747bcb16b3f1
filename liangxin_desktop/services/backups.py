"""Backups: made, listed, restored; and how they are told to people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from liangxin_desktop.services.workspace import Clock, Workspace
from liangxin_desktop.store.backup import KeptBackup, kept_backups
from liangxin_desktop.store.backup_file import SUFFIX, BackupManifest
from liangxin_desktop.store.restore import RestoreReport, inspect_backup, restore

__all__ = ["SUFFIX", "BackupManifest", "RestoreReport", "describe_backup", "last_backup", "make_backup", "told"]

Progress = Callable[[int, int], None]
_TOLD = {"people": "人员{}人", "sessions": "组织生活{}次", "development": "发展步骤{}条", "returns": "签名报表{}份"}


def make_backup(workspace: Workspace, target: Path, progress: Progress | None = None) -> BackupManifest:
    """Write a proved copy of everything to the file."""
    return workspace.store.backup(target, progress)


def kept(workspace: Workspace) -> tuple[KeptBackup, ...]:
    """The backups in the data folder, newest first; each was proved when it was made."""
    return tuple(kept_backups(workspace.store.folder))


def last_backup(folder: Path) -> datetime | None:
    """When the newest backup in the data folder was made."""
    return next((one.made_at for one in kept_backups(folder)), None)


def describe_backup(path: Path, password: str) -> BackupManifest:
    """What the backup holds: when made, how many records, the head of its audit log. Raises for a damaged one."""
    return inspect_backup(path, password)


def restore_backup(path: Path, folder: Path, password: str, *, replace: bool, clock: Clock) -> RestoreReport:
    """Restore into an empty folder, or in place of what is there, which is kept beside it."""
    return restore(path, folder, password, replace=replace, clock=clock)


def told(manifest: BackupManifest) -> str:
    """A backup in words: its time, its counts, where its audit log stands."""
    counts = [words.format(manifest.counts[name]) for name, words in _TOLD.items() if name in manifest.counts]
    made = manifest.created_at.strftime("%Y-%m-%d %H:%M")
    return f"{made}，{'，'.join(counts)}，审计记录{manifest.head.seq}条"


def present_counts(workspace: Workspace) -> str:
    """What the open record holds, in the same words."""
    with workspace.begin() as work:
        counts = {
            "people": len(work.people.all()),
            "sessions": work.sessions.count(),
            "development": len(work.development.all()),
            "returns": len(work.returns.all()),
        }
        head = work.audit.head()
    return f"{'，'.join(words.format(counts[name]) for name, words in _TOLD.items())}，审计记录{head.seq}条"
