"""Does what is kept for decades slow down what is done today? Holds a sample of thirty years against one of two.

    python packaging/benchmark.py [FOLDER] [--years 30] [--people 31] [--most 2.5]

The samples are made once and kept in FOLDER. Prints milliseconds and ratios; exits 1 when a ratio exceeds `--most`.
A ratio near 1 says that the cost follows what is asked, not what is stored.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services import actions, checks, development, people, return_desk, search, sessions, workbench
from liangxin_desktop.services.demo import PASSWORD, make_demo
from liangxin_desktop.services.workspace import Workspace, open_workspace

TOLD_FROM = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times
ROUNDS = 9
SMALL = 2


def main() -> int:
    """Make the samples where they are missing, measure both, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "liangxin-benchmark")
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--people", type=int, default=31)
    parser.add_argument("--most", type=float, default=2.5)
    asked = parser.parse_args()
    small, large = (measured(_sample(asked.folder, years, asked.people)) for years in (SMALL, asked.years))
    return tell(small, large, asked.years, asked.most)


def tell(small: dict[str, float], large: dict[str, float], years: int, most: float) -> int:
    """Print both in milliseconds, with their ratio; 1 when a ratio is higher than it may be."""
    print(f"{'':24}{SMALL:>8} years{years:>8} years   ratio")
    for name, cost in small.items():
        ratio = large[name] / cost
        print(f"{name:24}{cost:11.1f} ms{large[name]:11.1f} ms{ratio:8.2f}{'  !' if ratio > most else ''}")
    return int(any(large[name] / cost > most for name, cost in small.items()))


def _sample(folder: Path, years: int, members: int) -> Path:
    sample = folder / f"{years}-years-{members}-people"
    if not sample.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{sample.name}.part"
        shutil.rmtree(made, ignore_errors=True)
        counts = make_demo(made, as_of=TOLD_FROM.date(), years=years, people=members).counts
        made.rename(sample)
        print(f"{sample}: {counts}")
    return sample


def measured(sample: Path) -> dict[str, float]:
    """Milliseconds of each thing that is done every day, on a copy of the sample."""
    with tempfile.TemporaryDirectory(prefix="liangxin-") as made:
        folder = Path(made) / "branch"
        shutil.copytree(sample, folder)
        costs = {"open": _median(lambda: _opened(folder).store.close(backup=False))}
        with contextlib.closing(_opened(folder)) as workspace:
            return costs | {name: _median(deed) for name, deed in _deeds(workspace)}


def _opened(folder: Path) -> Workspace:
    return open_workspace(folder, PASSWORD, lambda: TOLD_FROM)


def _deeds(workspace: Workspace) -> Iterator[tuple[str, Callable[[], object]]]:
    year = TOLD_FROM.year
    draft = sessions.new_session(workspace, SessionKind.COMMITTEE_MEETING)
    yield "workbench", lambda: workbench.workbench(workspace)
    yield "check", lambda: checks.run_check(workspace)
    yield "list of the year", lambda: sessions.list_sessions(workspace, year)
    yield "years of the list", lambda: sessions.session_years(workspace)
    yield "begin a session", lambda: sessions.new_session(workspace, SessionKind.MEMBER_MEETING)
    yield "judge a session", lambda: sessions.marks(workspace, draft)
    yield "actions left open", lambda: actions.open_actions(workspace, draft)
    yield "save a draft", lambda: _save(workspace, draft.id)
    yield "roster", lambda: people.list_people(workspace)
    yield "development", lambda: development.board(workspace)
    somebody = people.list_people(workspace)[0].person.id
    yield "one person's way", lambda: development.way_of(workspace, somebody)
    yield "returns", lambda: return_desk.return_lines(workspace)
    for text in ("陈", "cgh", "学习", "zwh", "查无此事"):
        yield f"search {text}", lambda text=text: search.find(workspace, text)


def _save(workspace: Workspace, session_id: str) -> None:
    """A draft changed and kept, as while somebody types."""
    with workspace.begin() as work:
        kept = work.sessions.get(session_id)
    session = kept or sessions.new_session(workspace, SessionKind.COMMITTEE_MEETING).but(id=session_id)
    sessions.save_draft(workspace, session.but(topic=f"{session.topic or ''}。"))


def _median(deed: Callable[[], object]) -> float:
    """After one turn to warm up: what is asked every day is asked again."""
    deed()
    costs = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        deed()
        costs.append(1000 * (time.perf_counter() - before))
    return statistics.median(costs)


if __name__ == "__main__":
    sys.exit(main())
