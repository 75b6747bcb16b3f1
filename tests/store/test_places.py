"""Where the live record may not be, told from what the system says."""

from __future__ import annotations

from pathlib import Path

import pytest

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.store.places import (
    Mount,
    Probe,
    is_network,
    is_removable,
    mount_of,
    parse_mounts,
    refuse_unfit,
    synced,
)

HARMLESS = Probe(on_network=lambda folder: False, on_removable=lambda folder: False)
MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//server/公共 /mnt/win cifs rw 0 0
/dev/sdb1 /media/zhang/U\\040DISK vfat rw 0 0
/dev/sdc1 /media/zhang/U\\040DISK exfat rw 0 0
me@host:/ /home/me/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me/data", "ext4"),
        ("/run/x", "tmpfs"),
        ("/mnt/share/a/b", "nfs4"),
        ("/mnt/shared", "ext4"),
        ("/mnt/win", "cifs"),
        ("/media/zhang/U DISK/data", "exfat"),
        ("/home/me/far/away", "fuse.sshfs"),
    ],
)
def test_the_longest_mount_is_the_folder_s(folder: str, kind: str) -> None:
    mount = mount_of(Path(folder), parse_mounts(MOUNTS))
    assert mount is not None
    assert mount.type == kind
    assert is_network(mount) == (kind in ("nfs4", "cifs", "fuse.sshfs"))


def test_chinese_mount_points() -> None:
    assert parse_mounts("/dev/sdb1 /media/优盘\\0401 vfat rw 0 0\n")[0].at == Path("/media/优盘 1")


@pytest.mark.parametrize(("flag", "removable"), [("1\n", True), ("0\n", False)])
def test_removable_drives_and_their_partitions(tmp_path: Path, flag: str, removable: bool) -> None:
    disk = tmp_path / "devices" / "sdz"
    (disk / "sdz1").mkdir(parents=True)
    (disk / "removable").write_text(flag)
    block = tmp_path / "block"
    block.mkdir()
    (block / "sdz").symlink_to(disk)
    (block / "sdz1").symlink_to(disk / "sdz1")
    for device in ("/dev/sdz", "/dev/sdz1"):
        assert is_removable(Mount(device, Path("/media/x"), "vfat"), block) is removable
        assert not is_removable(Mount(device, Path("/"), "ext4"), block)
    assert not is_removable(Mount("tmpfs", Path("/run"), "tmpfs"), block)
    assert not is_removable(None, block)


def test_a_drive_on_the_usb_bus_is_removable_whatever_it_says(tmp_path: Path) -> None:
    disk = tmp_path / "devices" / "usb2" / "2-1" / "sdz"
    disk.mkdir(parents=True)
    (disk / "removable").write_text("0\n")
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sdz").symlink_to(disk)
    assert is_removable(Mount("/dev/sdz", Path("/media/x"), "ntfs"), tmp_path / "block")


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - 某某公司",
        "onedrive",
        "Dropbox",
        "Dropbox (个人)",
        "坚果云",
        "我的坚果云",
        "Nutstore Files",
        "百度网盘同步空间",
        "BaiduSyncdisk",
        "iCloudDrive",
        "iCloud Drive",
        "Mobile Documents",
        "微云同步助手",
        "Weiyun",
        "Google Drive",
        "阿里云盘",
        "WPS云盘",
        "Nextcloud",
    ],
)
def test_synced_folders_are_known_by_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "党支部" / "data"
    assert synced(folder) == [name]
    with pytest.raises(RefusedError, match="自动同步") as refused:
        refuse_unfit(folder, HARMLESS)
    assert "本机硬盘" in refused.value.advice


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(RefusedError, match="Dropbox"):
        refuse_unfit(tmp_path / "innocent" / "data", HARMLESS)


@pytest.mark.parametrize("name", ["data", "云南支部", "坚果", "drop", "我的文档", "two drives"])
def test_ordinary_folders_are_fine(tmp_path: Path, name: str) -> None:
    refuse_unfit(tmp_path / name, HARMLESS)
    refuse_unfit(tmp_path / name)


@pytest.mark.parametrize("folder", ["//server/share/data", "\\\\server\\share\\data"])
def test_network_names_are_refused(folder: str) -> None:
    with pytest.raises(RefusedError, match="网络位置"):
        refuse_unfit(Path(folder), HARMLESS)


def test_what_the_system_says_counts(tmp_path: Path) -> None:
    asked: list[Path] = []

    def yes(folder: Path) -> bool:
        asked.append(folder)
        return True

    with pytest.raises(RefusedError, match="网络位置"):
        refuse_unfit(tmp_path / "not" / "yet", Probe(on_network=yes, on_removable=HARMLESS.on_removable))
    with pytest.raises(RefusedError, match="U盘"):
        refuse_unfit(tmp_path / "not" / "yet", Probe(on_network=HARMLESS.on_network, on_removable=yes))
    assert asked == [tmp_path.resolve()] * 2
