"""The branch archive: the whole record in and out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.record import BranchRecord, attachments_of
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.terms import term_contradiction
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

NOT_RECEIVED = "attachments-not-received"
"""The setting that lists attachments named by an archive that came without them (`.json`)."""


@dataclass(frozen=True)
class RecordCounts:
    """How much a record holds."""

    branch: str
    groups: int
    people: int
    sessions: int
    development: int
    assessments: int
    room_checks: int
    units: int
    note: str = ""
    """What does not agree in it, to be looked at; empty where nothing."""

    @classmethod
    def of(cls, record: BranchRecord) -> RecordCounts:
        """The counts of a record."""
        names = ("groups", "people", "sessions", "development", "assessments", "room_checks", "units")
        note = term_contradiction(record.branch, record.elections)
        return cls(branch=record.branch.name, note=note, **{name: len(getattr(record, name)) for name in names})

    def __str__(self) -> str:
        return (
            f"{self.branch}：党小组{self.groups}个，人员{self.people}人，组织生活{self.sessions}次，"
            f"发展步骤{self.development}条，考察{self.assessments}次，阵地自查{self.room_checks}次，覆盖单位{self.units}个"
            f"{f'。说明：{self.note}' if self.note else ''}"
        )


def look_at_archive(path: Path) -> RecordCounts:
    """What the archive holds, once it was read and found good. Raises RefusedError with the path of each fault."""
    from liangxin_desktop.exchange.archive import read_archive

    return RecordCounts.of(read_archive(path).record)


def need_empty(workspace: Workspace) -> None:
    """Raise RefusedError where importing an archive would: in a store that holds a branch already."""
    with workspace.begin() as work:
        _need_no_branch(work)


def _need_no_branch(work: UnitOfWork) -> None:
    if work.branch.get() is not None:
        raise RefusedError("这里已有支部记录，不能再导入档案。", "请换一个空的数据文件夹（--data），或用恢复备份。")


def import_archive(workspace: Workspace, path: Path) -> tuple[RecordCounts, Changes]:
    """Take a whole archive into an empty store, all or nothing."""
    from liangxin_desktop.exchange.archive import read_archive

    archive = read_archive(path)
    with workspace.begin() as work:
        _need_no_branch(work)
        work.replace_record(archive.record)
        for sha256 in archive.attachments:
            work.attachments.put(archive.attachments[sha256], sha256)
        named = {one.sha256 for one in attachments_of(archive.record)}
        work.settings.put(NOT_RECEIVED, sorted(named - set(archive.attachments)))
        return RecordCounts.of(archive.record), work.commit()


def _need_attachments(record: BranchRecord, work: UnitOfWork) -> None:
    lost = sorted({one.name for one in attachments_of(record) if not work.attachments.known(one.sha256)})
    if lost:
        raise RefusedError(
            f"有{len(lost)}个附件不在数据文件夹里，不能导出成 .lxz：{'、'.join(lost[:3])}{'等' if lost[3:] else ''}。",
            "请从原处重新添加，或导出成不带附件的 .json。",
        )


def export_archive(workspace: Workspace, path: Path) -> RecordCounts:
    """Write the whole branch to a `.json` (no attachments) or `.lxz` (with them)."""
    from liangxin_desktop.exchange.archive import write_archive

    workspace.store.need_elsewhere(path)
    with workspace.begin() as work:
        record = work.load_record()
        if path.suffix.lower() == ".lxz":
            _need_attachments(record, work)
        write_archive(path, record, work.attachments.read)
    return RecordCounts.of(record)
