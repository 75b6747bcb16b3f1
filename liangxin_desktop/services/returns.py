"""The quarterly and yearly returns: compile, preview, sign and record, hand over; and the verdict on those received."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from liangxin_desktop.domain.annual_return import AnnualCompilation, compile_annual
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.development_return import DevelopmentCompilation, compile_development
from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.domain.life_return import LifeCompilation, compile_life
from liangxin_desktop.domain.periods import Period, official_date
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.returns import ReturnBranch, ReturnKind, ReturnPayload
from liangxin_desktop.domain.room_return import RoomCompilation, compile_room
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import Ground, ground_of
from liangxin_desktop.domain.verdicts import VerifyResult
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import safe_name, write_whole
from liangxin_desktop.services.checks import record_for_check
from liangxin_desktop.services.identity import need_identity
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_LARGEST_RETURN = 50_000_000


Compilation = LifeCompilation | RoomCompilation | DevelopmentCompilation | AnnualCompilation
"""What each kind is compiled into: figures, rows, findings."""


@dataclass(frozen=True)
class _Kind:
    """A kind of return that can be compiled: the unit of its period, an example of one, and what compiles it."""

    unit: str
    example: str
    compile: Callable[[Ground, Period], Compilation]


def _room(ground: Ground, period: Period) -> RoomCompilation:
    compiled = compile_room(ground, period)
    if compiled is None:
        raise RefusedError(f"{period.title}没有做阵地自查。", "请先做这个季度的阵地自查，再生成自查表。")
    return compiled


_KINDS = {
    ReturnKind.LIFE: _Kind("quarter", "2026Q3", compile_life),
    ReturnKind.DEVELOPMENT: _Kind("quarter", "2026Q3", compile_development),
    ReturnKind.ROOM: _Kind("quarter", "2026Q3", _room),
    ReturnKind.ANNUAL: _Kind("year", "2026", compile_annual),
}


@dataclass(frozen=True)
class ReturnOrder:
    """What return is wanted: kind and period, told from `as_of`, with the branch's note, or as a correction."""

    kind: ReturnKind
    period: Period
    as_of: date
    note: str = ""
    revises: str | None = None
    reason: str | None = None
    draft: bool = False


@dataclass(frozen=True)
class SignedReturn:
    """A return signed and recorded: its entry in the ledger, the file, and what changed."""

    entry: ReturnEntry
    pdf: bytes
    changes: Changes

    @property
    def file_name(self) -> str:
        """The name under which it is handed in."""
        return safe_name(self.entry.number, ".pdf")


def return_kinds() -> tuple[ReturnKind, ...]:
    """The kinds that can be compiled."""
    return tuple(_KINDS)


def unit_of(kind: ReturnKind) -> str:
    """The unit of the kind's period: `quarter` or `year`."""
    return _KINDS[kind].unit


def order(kind: str, period: str, **details: object) -> ReturnOrder:
    """Read an order as it is typed. Raises RefusedError for a kind or a period that cannot be."""
    try:
        wanted, span = ReturnKind(kind), Period.parse(period)
        asked = _KINDS[wanted]
    except (ValueError, KeyError) as error:
        usable = "、".join(f"{one} {of.example}（{label('return_kind', one)}）" for one, of in _KINDS.items())
        raise RefusedError(f"没有“{kind} {period}”这种报表。", f"可用的是：{usable}。") from error
    if span.unit != asked.unit:
        unit = label("period_unit", asked.unit)
        raise RefusedError(
            f"{label('return_kind', wanted)}的期间应为{unit}，不是“{period}”。", f"例如 {asked.example}。"
        )
    return ReturnOrder(wanted, span, **details)  # type: ignore[arg-type]


def compile_return(workspace: Workspace, wanted: ReturnOrder) -> ReturnPayload:
    """The return's data as told from the day wanted. Raises RefusedError for a period not begun or a wrong revision."""
    with workspace.begin() as work:
        return _compile(workspace, work, wanted)


def draft_pages(payload: ReturnPayload) -> bytes:
    """The laid-out pages, unsigned, for preview or as a draft."""
    from liangxin_desktop.documents.returns import build_return

    return build_return(payload).pdf


def sign_and_record(workspace: Workspace, wanted: ReturnOrder) -> SignedReturn:
    """Compile, lay out, sign and record one return, all in one unit of work: it is in the ledger or not made at all."""
    with workspace.begin() as work:
        entry, pdf = _sign(workspace, work, wanted)
        return SignedReturn(entry, pdf, work.commit())


def _sign(workspace: Workspace, work: UnitOfWork, wanted: ReturnOrder) -> tuple[ReturnEntry, bytes]:
    from liangxin_desktop.documents.returns import build_return
    from liangxin_desktop.documents.signing import KeySigner, sign_return

    identity = need_identity(workspace, work)
    payload = _compile(workspace, work, wanted)
    signed_at = workspace.clock().astimezone()
    role = label("role", "secretary")
    pdf = sign_return(build_return(payload), KeySigner(identity), signed_at=signed_at, role=f"支部{role}")
    kept = work.attachments.put(pdf, safe_name(payload.number, ".pdf"))
    entry = ReturnEntry(
        number=payload.number,
        kind=payload.kind,
        period=payload.period,
        revision=payload.revision,
        revises=payload.revises,
        reason=payload.reason,
        sha256=payload.sha256,
        file_sha256=kept.sha256,
        signed_at=workspace.now,
        compiled_on=payload.compiled_on,
    )
    work.returns.add(entry)
    return entry, pdf


def write_draft(workspace: Workspace, wanted: ReturnOrder, folder: Path) -> Path:
    """Write the return as a draft, unsigned and marked 草稿, and leave no trace in the ledger."""
    payload = compile_return(workspace, wanted)
    path = folder / safe_name(f"{payload.number}（草稿）", ".pdf")
    write_whole(path, draft_pages(payload))
    return path


def sign_and_write(workspace: Workspace, wanted: ReturnOrder, folder: Path) -> Path:
    """Sign a return and write it into the folder: it is there and in the ledger, or neither."""
    with workspace.begin() as work:
        entry, pdf = _sign(workspace, work, wanted)
        path = folder / safe_name(entry.number, ".pdf")
        write_whole(path, pdf)
        try:
            work.commit()
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def list_returns(workspace: Workspace) -> tuple[ReturnEntry, ...]:
    """Every signed return, newest first."""
    with workspace.begin() as work:
        return tuple(reversed(work.returns.all()))


def signed_pages(workspace: Workspace, number: str) -> SignedReturn:
    """A signed return as it was signed."""
    with workspace.begin() as work:
        entry = _entry(work, number)
        return SignedReturn(entry, work.attachments.read(entry.file_sha256), Changes())


def deliver(workspace: Workspace, number: str, folder: Path, *, by: str) -> tuple[Path, Changes]:
    """Write the signed file into a folder, such as a stick's, compared after writing; the ledger keeps how it went."""
    signed = signed_pages(workspace, number)
    path = folder / signed.file_name
    write_whole(path, signed.pdf)
    with workspace.begin() as work:
        work.returns.put(signed.entry.but(status=ReturnStatus.DELIVERED, delivered_by=by))
        return path, work.commit()


def verify_files(paths: Iterable[Path], trusted: Collection[bytes], today: date) -> tuple[VerifyResult, ...]:
    """The verdict on each file; a folder means every PDF in it. `trusted` are certificates as DER."""
    from liangxin_desktop.documents.verifying import verify

    return tuple(verify(_start_of(path), trusted=trusted, file=str(path), today=today) for path in _pdfs(paths))


def _may_be_read(path: Path) -> bool:
    """A file, or a link that leads nowhere and is told as unreadable; neither a folder nor a pipe."""
    return path.is_file() or not path.exists()


def _start_of(path: Path) -> bytes:
    """As much of a file as shows whether it is a return; nothing of one that cannot be read, which is no return."""
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST_RETURN)
    except OSError:
        return b""


def trusted_certificates(workspace: Workspace) -> tuple[bytes, ...]:
    """The enrolled certificates and the branch's own."""
    with workspace.begin() as work:
        enrolled = [one.certificate for one in work.trusted.all()]
        return (*enrolled, *(one.certificate for one in work.identities.all()))


def _pdfs(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.suffix.lower() == ".pdf" and _may_be_read(one))
        elif path.is_file():
            found.append(path)
        else:
            raise RefusedError(f"找不到“{path}”。", "请核对文件或文件夹的位置。")
    if not found:
        raise RefusedError("没有可核验的 PDF 文件。", "请选择收到的报表，或放报表的文件夹。")
    return found


def _compile(workspace: Workspace, work: UnitOfWork, wanted: ReturnOrder) -> ReturnPayload:
    if wanted.period.start > wanted.as_of:
        raise RefusedError(f"{wanted.period.title}还没有开始。", "请核对期间，或用 --as-of 指明填报日期。")
    record = _record(work, wanted)
    established_on = record.branch.established_on
    if established_on and wanted.period.end < established_on:
        raise RefusedError(
            f"{wanted.period.title}支部还没有成立（{official_date(established_on)}成立）。", "请核对期间和支部概况。"
        )
    book = workspace.book(work)
    ground = ground_of(record, book, as_of=wanted.as_of, since=wanted.period.start)
    compiled = _KINDS[wanted.kind].compile(ground, wanted.period)
    revision = _revision(work, wanted)
    return ReturnPayload(
        kind=wanted.kind,
        period=str(wanted.period),
        number=number_of(record, wanted, revision),
        revision=revision,
        revises=wanted.revises,
        reason=wanted.reason,
        draft=wanted.draft,
        branch=_branch_of(record, wanted.as_of),
        compiled_on=wanted.as_of,
        figures=compiled.figures.model_dump(mode="json"),
        rows=tuple(row.model_dump(mode="json") for row in compiled.rows),
        findings=compiled.findings,
        notes=wanted.note.strip(),
        audit=work.audit.head(),
    )


def _record(work: UnitOfWork, wanted: ReturnOrder) -> BranchRecord:
    if work.branch.get() is None:
        raise RefusedError("还没有填写支部概况。", "请先填写支部名称和上级党组织。")
    return record_for_check(work, wanted.as_of, wanted.period.start)


def _branch_of(record: BranchRecord, as_of: date) -> ReturnBranch:
    secretary = Roster.of(record).secretary(as_of)
    branch = record.branch
    return ReturnBranch(
        name=branch.name,
        code=branch.code,
        superior=branch.superior,
        unit_name=branch.unit_name,
        secretary=secretary.person.name if secretary else "",
    )


def number_of(record: BranchRecord, wanted: ReturnOrder, revision: int) -> str:
    """The return's number: branch, kind, period and revision, e.g. HP-0217-组织生活-2026Q3-00."""
    branch = record.branch.code or record.branch.name
    return f"{branch}-{labels()['return_short'][wanted.kind]}-{wanted.period}-{revision:02}"


def _revision(work: UnitOfWork, wanted: ReturnOrder) -> int:
    """0 for the first return of a period; one more than the latest for a correction, which must name that one."""
    earlier = [entry for entry in work.returns.all() if (entry.kind, entry.period) == (wanted.kind, str(wanted.period))]
    if wanted.revises is None:
        _refuse_second(earlier, wanted)
        return 0
    corrected = _entry(work, wanted.revises)
    if corrected not in earlier:
        raise RefusedError(
            f"“{wanted.revises}”不是{wanted.period.title}的同一种报表。", "更正只能针对同一种、同一期的报表。"
        )
    latest = max(earlier, key=lambda entry: entry.revision)
    if corrected.number != latest.number:
        raise RefusedError(f"“{wanted.revises}”已被更正。", f"请针对最近的一份“{latest.number}”更正。")
    if not (wanted.reason or "").strip():
        raise RefusedError("更正没有写明原因。", "请写清为什么更正，原因会印在报表上。")
    return corrected.revision + 1


def _refuse_second(earlier: Sequence[ReturnEntry], wanted: ReturnOrder) -> None:
    if earlier and not wanted.draft:
        latest = max(earlier, key=lambda entry: entry.revision)
        raise RefusedError(
            f"{wanted.period.title}的{label('return_kind', wanted.kind)}已签名（{latest.number}）。",
            "如有变动，请作更正：写明更正哪一份和原因。",
        )


def _entry(work: UnitOfWork, number: str) -> ReturnEntry:
    entry = work.returns.get(number)
    if entry is None:
        raise RefusedError(f"没有编号为“{number}”的报表。", "请在报表清单里核对编号。")
    return entry
