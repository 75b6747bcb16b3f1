"""Files beside a record: taken in once they were judged, shown small, opened from a private folder that is wiped."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.errors import LiangxinError, RefusedError
from liangxin_desktop.files import reason_of, safe_name, write_whole
from liangxin_desktop.services.workspace import Workspace

OPENED = "opened"
"""The folder, below the data folder, of what other programs are showing."""
_THUMBNAIL_DPI = 24.0
_CHUNK = 1024 * 1024
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"))


@dataclass(frozen=True)
class Incoming:
    """A file on its way in: a path, or bytes that never were a file, under a name."""

    source: Path | bytes
    name: str

    @classmethod
    def file(cls, path: Path) -> Incoming:
        """A file of this machine."""
        return cls(path, path.name)


@dataclass(frozen=True)
class Intake:
    """What became of several files: those kept, and why the others were refused."""

    taken: tuple[Attachment, ...]
    refused: tuple[LiangxinError, ...]


def is_picture(attachment: Attachment) -> bool:
    """Whether a file is a picture, by the ending of its name."""
    return Path(attachment.name).suffix.lower() in _PICTURES


def take_in(workspace: Workspace, incoming: Incoming, *, original: bool = False) -> Attachment:
    """Judge a file by its content and keep it, encrypted. It belongs to the record that names the result.

    Photos are shrunk and freed of place and camera unless the `original` is asked for. Raises RefusedError, naming
    file and reason.
    """
    from liangxin_desktop.exchange.attachments import judge, read_incoming

    source = incoming.source
    data = read_incoming(source) if isinstance(source, Path) else source
    judged = judge(data, incoming.name, original=original)
    with workspace.begin() as work:
        return work.attachments.put(judged.data, judged.name)


def take_in_all(
    workspace: Workspace,
    files: Sequence[Incoming],
    progress: Callable[[int, int, str], None],
    *,
    original: bool = False,
) -> Intake:
    """Take in several files, one after another; a refused one does not hold up the others."""
    taken: list[Attachment] = []
    refused: list[LiangxinError] = []
    for number, incoming in enumerate(files):
        progress(number, len(files), f"正在添加附件（{number + 1}/{len(files)}）…")
        try:
            taken.append(take_in(workspace, incoming, original=original))
        except RefusedError as error:
            refused.append(error)
    return Intake(tuple(taken), tuple(refused))


def read(workspace: Workspace, attachment: Attachment) -> bytes:
    """The content. Raises RefusedError when it is not in the data folder, DamagedError when it was altered."""
    with workspace.begin() as work:
        return work.attachments.read(attachment.sha256)


def thumbnail_of(workspace: Workspace, attachment: Attachment) -> bytes | None:
    """A picture, or a PDF's first page, as a small PNG; None for what has none to show. Raises as `read` does."""
    from liangxin_desktop.exchange import attachments, pictures
    from liangxin_desktop.exchange.unfit import UnfitError

    data = read(workspace, attachment)
    try:
        if attachments.is_picture(data):
            return pictures.thumbnail(data)
        return _first_page(data) if attachments.is_pdf(data) else None
    except UnfitError:
        return None


def _first_page(pdf: bytes) -> bytes | None:
    from liangxin_desktop.documents.preview import page_images
    from liangxin_desktop.exchange.pdf_files import is_first_page_modest
    from liangxin_desktop.exchange.pictures import thumbnail_of_page

    if not is_first_page_modest(pdf):
        return None
    try:
        width, height, rgba = next(page_images(pdf, dpi=_THUMBNAIL_DPI))
    except (LiangxinError, StopIteration):
        return None
    return thumbnail_of_page(width, height, rgba)


def open_privately(workspace: Workspace, attachment: Attachment) -> Path:
    """Write the content, for another program to show, into a folder that nobody else may enter; read-only.

    `wipe_private` takes it away again. What came with an archive is judged here. Raises LiangxinError.
    """
    from liangxin_desktop.exchange.attachments import ending_of
    from liangxin_desktop.exchange.unfit import UnfitError

    data = read(workspace, attachment)
    try:
        ending = ending_of(data, attachment.name)
    except UnfitError as error:
        raise RefusedError(f"“{attachment.name}”不能打开：{error}。", "如确有需要，可以另存后请人检查。") from error
    folder = workspace.store.folder / OPENED / attachment.sha256[:16]
    target = folder / safe_name(attachment.name.removesuffix(ending), ending)
    try:
        _write_privately(target, data)
    except OSError as error:
        raise LiangxinError(f"“{attachment.name}”打不开：{reason_of(error)}。", "请检查剩余空间后再试。") from error
    return target


def save_copy(workspace: Workspace, attachment: Attachment, path: Path) -> Path:
    """Write the content where somebody can carry it away, whole or not at all; say where. Raises LiangxinError."""
    suffix = Path(attachment.name).suffix
    target = path if path.suffix.casefold() == suffix.casefold() else path.with_name(f"{path.name}{suffix}")
    write_whole(target, read(workspace, attachment))
    return target


def wipe_private(folder: Path) -> bool:
    """Overwrite and remove whatever was opened from this data folder; whether nothing is left of it.

    What another program holds fast stays until the next time.
    """
    opened = folder / OPENED
    if opened.is_symlink():
        opened.unlink(missing_ok=True)
    for path in sorted(opened.rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            _wipe(path)
    with contextlib.suppress(OSError):
        opened.rmdir()
    return not opened.exists()


def _write_privately(target: Path, data: bytes) -> None:
    for folder in (target.parent.parent, target.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    if target.is_file() and target.read_bytes() == data:
        return
    target.unlink(missing_ok=True)
    with os.fdopen(
        os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as it:
        it.write(data)
    target.chmod(0o400)


def _wipe(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
        return
    if path.is_file() and not path.is_symlink():
        path.chmod(0o600)
        _overwrite(path)
    path.unlink()


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    with path.open("r+b") as stream:
        while left > 0:
            left -= stream.write(bytes(min(left, _CHUNK)))
        stream.flush()
        os.fsync(stream.fileno())
