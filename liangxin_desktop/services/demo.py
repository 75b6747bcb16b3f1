"""Makes the sample branch: two years of records and the returns it would have handed in, for trying the program out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from liangxin_desktop.domain.periods import Period, periods_ending_in
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.returns import ReturnKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import identity, returns
from liangxin_desktop.services.archive import RecordCounts
from liangxin_desktop.services.sample import sample_attachments, sample_record
from liangxin_desktop.services.unfinished import clear_unfinished, unfinished
from liangxin_desktop.services.workspace import Workspace, new_workspace

PASSWORD = "demo"  # noqa: S105 - the sample's, printed for everybody
_MORNING, _AFTERNOON = time(9, 12), time(14, 20)
_DAYS_TO_COMPILE = {"quarter": 9, "year": 68}
"""A branch hands its quarter in so many days after the quarter's end, its year once the yearly meetings are held."""


@dataclass(frozen=True)
class DemoMade:
    """What was made: counts of the record, the signed returns, and the certificate to verify them with."""

    counts: RecordCounts
    returns: tuple[Path, ...]
    certificate: Path


@dataclass
class _SetClock:
    """A clock that stands where it was put, so that the same day gives the same sample."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


def make_demo(folder: Path, *, as_of: date, years: int = 2, people: int = 31) -> DemoMade:
    """Make the sample branch in a new or empty folder, as told from `as_of`."""
    _need_empty(folder)
    record = sample_record(as_of, years=years, people=people)
    due = _due(as_of, record.branch.established_on)
    clock = _SetClock(datetime.combine(due[0].as_of, _MORNING))
    out = folder / "returns"
    certificate = out / "certificate.pem"
    with new_workspace(folder, PASSWORD, clock) as (workspace, _), _emptied_on_failure(out):
        _fill(workspace, record)
        paths = tuple(_hand_in(workspace, clock, wanted, out) for wanted in due)
        identity.export_certificate(workspace, certificate)
        clock.moment = datetime.combine(as_of, _AFTERNOON)
    return DemoMade(RecordCounts.of(record), paths, certificate)


def make_demo_whole(folder: Path, *, as_of: date) -> None:
    """Make the sample beside its place and move it there once it is whole: what is broken off is never opened.

    Raises BusyError while another window is making it.
    """
    _need_empty(folder)
    clear_unfinished(folder)
    make_demo(unfinished(folder), as_of=as_of)
    if folder.exists():
        folder.rmdir()
    unfinished(folder).rename(folder)


@contextmanager
def _emptied_on_failure(out: Path) -> Iterator[None]:
    """The folder of returns, made; gone again if anything fails."""
    out.mkdir()
    try:
        yield
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise


def _need_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(f"“{folder}”不是空文件夹。", "样例只能做在新的或空的文件夹里，请换一个。")


def _fill(workspace: Workspace, record: BranchRecord) -> None:
    with workspace.begin() as work:
        work.replace_record(record)
        for sha256, data in sample_attachments(record).items():
            work.attachments.put(data, sha256)
        work.commit()


def _due(as_of: date, established_on: date | None) -> list[returns.ReturnOrder]:
    """What was handed in since the last full year began, as far back as the branch goes, in the order of its days.

    Organizational life of each quarter, the year, and the rest of the last quarter.
    """
    first = max(Period.containing(as_of, "year").previous().start, established_on or date.min)
    quarters, years = (list(periods_ending_in(first, as_of - timedelta(days=1), unit)) for unit in ("quarter", "year"))
    life = [(ReturnKind.LIFE, one) for one in quarters]
    last = [(kind, quarters[-1]) for kind in (ReturnKind.DEVELOPMENT, ReturnKind.ROOM)]
    wanted = (*life, *((ReturnKind.ANNUAL, one) for one in years), *last)
    return sorted((_order(kind, period, as_of) for kind, period in wanted), key=lambda one: one.as_of)


def _compiled_on(period: Period, as_of: date) -> date:
    return min(as_of, period.end + timedelta(days=_DAYS_TO_COMPILE[period.unit]))


def _order(kind: ReturnKind, period: Period, as_of: date) -> returns.ReturnOrder:
    return returns.ReturnOrder(kind, period, as_of=_compiled_on(period, as_of))


def _hand_in(workspace: Workspace, clock: _SetClock, wanted: returns.ReturnOrder, out: Path) -> Path:
    clock.moment = datetime.combine(wanted.as_of, _AFTERNOON)
    signed = returns.sign_and_record(workspace, wanted)
    path, _ = returns.deliver(workspace, signed.entry.number, out, by="U盘")
    return path
