"""One small store made once, copied for each test; password `demo`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Cost, Store
from tests.ui.pages.specimen import NOW, PASSWORD, record


@pytest.fixture(scope="session")
def specimen_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("specimen") / "branch"
    quick = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
    store, _ = Store.create(folder, PASSWORD, clock=lambda: NOW, cost=quick)
    with store.begin() as work:
        work.replace_record(record())
        work.commit()
    store.close(backup=False)
    return folder


@pytest.fixture
def workspace(specimen_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "branch"
    shutil.copytree(specimen_folder, folder)
    store = Store.open(folder, PASSWORD, clock=lambda: NOW)
    yield Workspace(store, lambda: NOW)
    store.close(backup=False)
