"""Hostile packages: each is refused with the file and the reason; its harmless twin is taken."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.errors import DamagedError, LiangxinError, RefusedError
from liangxin_desktop.exchange.archive import from_bytes, read_archive, write_archive
from tests.exchange.sample import PHOTO, PHOTO_SHA, sample_tree

DOCUMENT = json.dumps(sample_tree()).encode()
GOOD: tuple[tuple[Any, bytes], ...] = (("branch.json", DOCUMENT), (f"attachments/{PHOTO_SHA}", PHOTO))


def _package(path: Path, members: Sequence[tuple[Any, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def _refused(path: Path, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_archive(path)
    assert path.name in caught.value.title
    assert reason in caught.value.title
    assert "\n" not in str(caught.value)


def _with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    return entry


def test_control_the_harmless_twin_is_taken(tmp_path: Path) -> None:
    archive = read_archive(_package(tmp_path / "支部.lxz", GOOD))
    assert dict(archive.attachments) == {PHOTO_SHA: PHOTO}
    assert archive.record == from_bytes(DOCUMENT, "x")


def test_a_package_is_known_by_its_content(tmp_path: Path) -> None:
    assert read_archive(_package(tmp_path / "支部.json", GOOD)).attachments


def test_folders_as_other_programs_write_them_are_taken(tmp_path: Path) -> None:
    assert read_archive(_package(tmp_path / "支部.lxz", [*GOOD, (_with_mode("attachments/", stat.S_IFDIR), b"")]))


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("../evil.txt", "之外"),
        (f"attachments/../../{PHOTO_SHA}", "之外"),
        ("/etc/cron.d/evil", "之外"),
        ("C:evil.exe", "之外"),
        ("c:/windows/evil.exe", "之外"),
        ("attachments\\..\\evil", "之外"),
        ("\\\\server\\share", "之外"),
        (_with_mode("attachments/link", stat.S_IFLNK | 0o777), "链接"),
        (_with_mode(f"attachments/{'0' * 64}", stat.S_IFLNK | 0o777), "链接"),
        (_with_mode("pipe", stat.S_IFIFO), "特殊文件"),
        ("readme.txt", "多余"),
        (f"attachments/{PHOTO_SHA}.jpg", "多余"),
        (f"attachments/{PHOTO_SHA[:-1]}", "多余"),
        (f"attachments/{PHOTO_SHA.upper()}", "大小写"),
        ("BRANCH.JSON", "大小写"),
        ("附件/照片.jpg", "文件名"),
    ],
)
def test_bad_members_are_refused(tmp_path: Path, member: Any, reason: str) -> None:
    _refused(_package(tmp_path / "支部.lxz", [*GOOD, (member, b"x")]), reason)


def test_gbk_names_are_refused(tmp_path: Path) -> None:
    path = _package(tmp_path / "支部.lxz", [*GOOD, ("attachments/XXXX", b"x")])
    path.write_bytes(path.read_bytes().replace(b"attachments/XXXX", "attachments/照片".encode("gbk")))
    _refused(path, "文件名")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    _refused(_package(tmp_path / "支部.lxz", [*GOOD, GOOD[0]]), "两次")


def test_attachment_with_another_hash_is_refused(tmp_path: Path) -> None:
    _refused(_package(tmp_path / "支部.lxz", [GOOD[0], (GOOD[1][0], PHOTO + b"x")]), "SHA-256")


def test_missing_attachment_is_named(tmp_path: Path) -> None:
    _refused(_package(tmp_path / "支部.lxz", GOOD[:1]), "现场照片.jpg")


def test_an_attachment_that_no_record_names_is_taken_along(tmp_path: Path) -> None:
    other = (f"attachments/{hashlib.sha256(b'x').hexdigest()}", b"x")
    assert len(read_archive(_package(tmp_path / "支部.lxz", [*GOOD, other])).attachments) == 2


def test_no_document_is_refused(tmp_path: Path) -> None:
    _refused(_package(tmp_path / "支部.lxz", GOOD[1:]), "branch.json")


def test_bad_document_is_refused_by_path(tmp_path: Path) -> None:
    tree = sample_tree()
    tree["sessions"][0]["host"] = "nobody"
    _refused(_package(tmp_path / "支部.lxz", [("branch.json", json.dumps(tree).encode()), GOOD[1]]), "sessions[0].host")


def test_bomb_by_ratio_is_refused(tmp_path: Path) -> None:
    _refused(_package(tmp_path / "支部.lxz", [*GOOD, (f"attachments/{'0' * 64}", bytes(70_000_000))]), "压缩比")
    _refused(_package(tmp_path / "支部.lxz", [("branch.json", bytes(70_000_000)), GOOD[1]]), "压缩比")
    _refused(_package(tmp_path / "支部.lxz", [("branch.json", bytes(20_000_000)), GOOD[1]]), "JSON")


def test_bomb_by_count_is_refused(tmp_path: Path) -> None:
    many = [(f"attachments/{number:064x}", b"") for number in range(20_001)]
    _refused(_package(tmp_path / "支部.lxz", [*GOOD, *many], zipfile.ZIP_STORED), "超过20000个")


def test_overlapping_members_are_refused(tmp_path: Path) -> None:
    """Many directory entries over one packed body."""
    path = _package(tmp_path / "支部.lxz", GOOD, zipfile.ZIP_STORED)
    data = path.read_bytes()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    first = data[start : data.index(b"PK\x01\x02", start + 4)]
    copies = b"".join(first.replace(b"branch.json", b"branch%05d" % n)[: len(first)] for n in range(50))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 52, 52, end - start + len(copies), start, 0)
    path.write_bytes(data[:end] + copies + tail)
    _refused(path, "重叠")


def test_a_directory_too_large_to_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "支部.lxz"
    path.write_bytes(b"PK\x03\x04" + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 4_000_000_000, 0, 0))
    _refused(path, "超过20000个")


def test_lying_sizes_are_refused(tmp_path: Path) -> None:
    for lie in (10, 1_000_000):
        path = _package(tmp_path / "支部.lxz", GOOD)
        size = struct.pack("<L", len(DOCUMENT))
        path.write_bytes(path.read_bytes().replace(size, struct.pack("<L", lie)))
        with pytest.raises(RefusedError, match=r"支部\.lxz"):
            read_archive(path)


def test_every_cut_is_refused(tmp_path: Path) -> None:
    whole = _package(tmp_path / "全.lxz", GOOD).read_bytes()
    path = tmp_path / "支部.lxz"
    for cut in range(4, len(whole), 37):
        path.write_bytes(whole[:cut])
        _refused(path, "支部.lxz")


def test_flipped_bits_are_refused_or_harmless(tmp_path: Path) -> None:
    whole = _package(tmp_path / "全.lxz", GOOD).read_bytes()
    record = from_bytes(DOCUMENT, "x")
    path = tmp_path / "支部.lxz"
    outcomes = set()
    for position in range(4, len(whole), 23):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :])
        try:
            archive = read_archive(path)
            outcomes.add((archive.record == record, dict(archive.attachments) == {PHOTO_SHA: PHOTO}))
        except RefusedError as error:
            outcomes.add(error.title.startswith("“支部.lxz”"))
    assert outcomes <= {True, (True, True)}
    assert True in outcomes


def test_encrypted_and_unusual_methods_are_refused(tmp_path: Path) -> None:
    path = _package(tmp_path / "支部.lxz", GOOD, zipfile.ZIP_BZIP2)
    _refused(path, "压缩方法")
    data = bytearray(_package(path, GOOD).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    _refused(path, "密码")


def test_a_package_changed_after_reading_is_noticed(tmp_path: Path) -> None:
    path = _package(tmp_path / "支部.lxz", GOOD, zipfile.ZIP_STORED)
    archive = read_archive(path)
    path.write_bytes(path.read_bytes().replace(PHOTO, PHOTO.upper()))
    with pytest.raises(DamagedError, match=r"支部\.lxz"):
        archive.attachments[PHOTO_SHA]
    with pytest.raises(KeyError):
        archive.attachments["0" * 64]


def test_a_long_record_that_packs_very_small_comes_back(tmp_path: Path) -> None:
    tree = sample_tree()
    tree["people"] += [{"id": f"member{number:03}", "name": "某人"} for number in range(200)]
    present = [person["id"] for person in tree["people"][2:]]
    tree["sessions"] += [
        {**tree["sessions"][0], "id": f"s{number}", "present": present, "leave": []} for number in range(2, 200)
    ]
    record = from_bytes(json.dumps(tree).encode(), "x")
    path = tmp_path / "支部.lxz"
    write_archive(path, record, {PHOTO_SHA: PHOTO}.__getitem__)
    assert read_archive(path).record == record


def test_more_than_a_package_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liangxin_desktop.exchange.package._LARGEST_WRITTEN", 100)
    with pytest.raises(RefusedError, match="附件太多"):
        write_archive(tmp_path / "支部.lxz", from_bytes(DOCUMENT, "x"), {PHOTO_SHA: PHOTO}.__getitem__)
    assert not list(tmp_path.iterdir())


def test_written_package_holds_no_names(tmp_path: Path) -> None:
    path = tmp_path / "支部.lxz"
    write_archive(path, from_bytes(DOCUMENT, "x"), {PHOTO_SHA: PHOTO}.__getitem__)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert sorted(archive.namelist()) == [f"attachments/{PHOTO_SHA}", "branch.json"]
        assert archive.testzip() is None


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(LiangxinError, match="无法写入"):
        write_archive(tmp_path / "没有" / "支部.json", from_bytes(DOCUMENT, "x"), {}.__getitem__)
