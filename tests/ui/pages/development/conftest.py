"""The page upon the small store, or upon the sample's people, told from a moment that a test may move."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from liangxin_desktop.services.sample import sample_record
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Cost, Store
from liangxin_desktop.ui.pages.development.page import DevelopmentPage
from tests.ui.pages.driving import shown
from tests.ui.pages.specimen import NOW, PASSWORD


class Moment:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, day: date) -> None:
        self.now = datetime.combine(day, time(10, 0))


@pytest.fixture
def moment() -> Moment:
    return Moment(NOW)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "branch"
    quick = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
    store, _ = Store.create(folder, PASSWORD, clock=lambda: NOW, cost=quick)
    with store.begin() as work:
        record = sample_record(NOW.date())
        named = {step.details.session for step in record.development} | {one.session for one in record.elections}
        deciding = tuple(one for one in record.sessions if one.id in named)
        work.replace_record(record.model_copy(update={"sessions": deciding}))
        work.commit()
    store.close(backup=False)
    return folder


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path, moment: Moment) -> Iterator[Workspace]:
    shutil.copytree(sample_folder, tmp_path / "sample")
    store = Store.open(tmp_path / "sample", PASSWORD, clock=moment)
    yield Workspace(store, moment)
    store.close(backup=False)


@pytest.fixture
def page(qtbot, sample: Workspace) -> DevelopmentPage:
    page = DevelopmentPage(sample)
    shown(qtbot, page)
    return page
