"""Where a data folder may not be: on the network, on a removable drive, or in a folder that a cloud program syncs.

There another machine may write the same file, or the drive may be pulled out in the middle of a save. Returns, archives
and backups may travel; the live record may not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from liangxin_desktop.errors import RefusedError

_SYNCED = (
    "onedrive",
    "dropbox",
    "坚果云",
    "我的坚果云",
    "nutstore",
    "百度网盘同步",
    "百度云同步",
    "百度同步",
    "baidusync",
    "baidunetdisksync",
    "icloud",
    "mobile documents",
    "微云",
    "weiyun",
    "google drive",
    "googledrive",
    "阿里云盘",
    "wps云盘",
    "wpsdrive",
    "天翼云盘",
    "115网盘",
    "nextcloud",
    "owncloud",
    "seafile",
    "syncthing",
)
_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs", "fuse.davfs2"}
    | {"fuse.rclone", "fuse.glusterfs", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.curlftpfs", "fuse.s3fs"}
)
_ADVICE = "请把数据文件夹放在本机硬盘的普通文件夹里；U盘和网盘只用来带报表、档案和备份。"


@dataclass(frozen=True)
class Probe:
    """What the system says of a folder that exists."""

    on_network: Callable[[Path], bool]
    on_removable: Callable[[Path], bool]


def refuse_unfit(folder: Path, probe: Probe | None = None) -> None:
    """RefusedError with advice when the folder is no place for the live record."""
    probe = probe or SYSTEM
    there = _nearest(folder)
    if str(folder).startswith(("\\\\", "//")) or probe.on_network(there):
        raise RefusedError("数据文件夹不能放在网络位置上。", _ADVICE)
    if probe.on_removable(there):
        raise RefusedError("数据文件夹不能放在U盘或移动硬盘上。", _ADVICE)
    for name in synced(folder):
        raise RefusedError(f"数据文件夹不能放在会自动同步的“{name}”里。", _ADVICE)


def synced(folder: Path) -> list[str]:
    """The names on the way to the folder that are known folders of cloud programs."""
    parts = folder.absolute().parts + folder.resolve().parts
    return [part for part in dict.fromkeys(parts) if part.casefold().startswith(_SYNCED)]


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    resolved = folder.resolve()
    return next((one for one in (resolved, *resolved.parents) if one.exists()), resolved)


@dataclass(frozen=True)
class Mount:
    """One line of the system's mount table."""

    device: str
    at: Path
    type: str


def parse_mounts(text: str) -> list[Mount]:
    """The lines of `/proc/mounts`, where blanks are written `\\040`."""
    mounts = []
    for line in text.splitlines():
        device, at, kind, *_ = line.split(" ")
        mounts.append(Mount(device, Path(at.encode().decode("unicode_escape").encode("latin-1").decode()), kind))
    return mounts


def mount_of(folder: Path, mounts: list[Mount]) -> Mount | None:
    """The mount that a folder lies on: the longest that leads to it, of equals the last."""
    leading = [mount for mount in mounts if folder.is_relative_to(mount.at)]
    return max(reversed(leading), key=lambda mount: len(mount.at.parts), default=None)


def is_network(mount: Mount | None) -> bool:
    """Whether the mount is another machine's disk."""
    return mount is not None and mount.type in _NETWORK_TYPES


def is_removable(mount: Mount | None, block: Path = Path("/sys/class/block")) -> bool:
    """Whether the mount is a drive that can be pulled out. The disk that the system itself runs from is not."""
    if mount is None or not mount.device.startswith("/dev/") or mount.at == Path("/"):
        return False
    device = (block / Path(mount.device).resolve().name).resolve()
    flags = [device / "removable", device.parent / "removable"]
    return any(flag.is_file() and flag.read_text().strip() == "1" for flag in flags) or "/usb" in str(device)


def _mount(folder: Path) -> Mount | None:
    table = Path("/proc/mounts")
    return mount_of(folder, parse_mounts(table.read_text())) if table.exists() else None


if sys.platform == "win32":
    import ctypes

    _REMOVABLE, _REMOTE = 2, 4

    def _drive_type(folder: Path) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor))

    SYSTEM = Probe(lambda folder: _drive_type(folder) == _REMOTE, lambda folder: _drive_type(folder) == _REMOVABLE)
else:
    SYSTEM = Probe(lambda folder: is_network(_mount(folder)), lambda folder: is_removable(_mount(folder)))
