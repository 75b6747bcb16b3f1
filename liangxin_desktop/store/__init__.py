"""The encrypted record on disk: key, database, migrations, audit log, attachments, backups."""

from __future__ import annotations

from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.backup import KeptBackup, kept_backups
from liangxin_desktop.store.backup_file import BackupManifest
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.envelope import Cost
from liangxin_desktop.store.restore import RestoreReport, inspect_backup, restore
from liangxin_desktop.store.store import Store, exists
from liangxin_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "Attachments",
    "BackupManifest",
    "Cost",
    "KeptBackup",
    "RestoreReport",
    "SigningIdentity",
    "Store",
    "TrustedCertificate",
    "UnitOfWork",
    "exists",
    "inspect_backup",
    "kept_backups",
    "restore",
]
