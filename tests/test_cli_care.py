"""The command line does no harm: it spares the store's own files, leaves nothing half-made, and names what is amiss."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from liangxin_desktop.app import clock
from liangxin_desktop.cli import main
from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.services import archive, returns, workspace
from liangxin_desktop.services.demo import DemoMade
from liangxin_desktop.store.unit_of_work import UnitOfWork

AS_OF = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIANGXIN_PASSWORD", "demo")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command in this process; returns status, stdout, stderr."""

    def run_command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run_command


def _refused(answer: tuple[int, str, str], word: str) -> None:
    status, out, err = answer
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert word in err
    assert "程序出错" not in err


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["backup"], "branch.db"),
        (["backup"], "backups/key.json"),
        (["export"], "key.json"),
        (["export"], "attachments/list.xlsx"),
        (["identity", "export-cert"], "branch.db"),
    ],
)
def test_no_command_writes_over_the_record(run, demo_folder: Path, command: list[str], name: str) -> None:
    link = demo_folder.parent / "link"
    link.symlink_to(demo_folder)
    before = (demo_folder / "branch.db").read_bytes()
    for folder in (demo_folder, link):
        _refused(run("--data", demo_folder, *command, folder / name), "数据文件夹")
    assert (demo_folder / "branch.db").read_bytes() == before
    assert run("--data", demo_folder, "doctor")[0] == 0


def _nothing_left(folder: Path) -> bool:
    return not folder.exists()


def test_an_import_that_fails_leaves_no_store(run, demo_folder: Path, tmp_path: Path, monkeypatch) -> None:
    run("--data", demo_folder, "export", tmp_path / "a.json")
    new = tmp_path / "new"
    for failure in (KeyboardInterrupt, OSError):

        def fail(*_: object, why: type[BaseException] = failure) -> None:
            raise why

        monkeypatch.setattr(archive.RecordCounts, "of", fail)
        monkeypatch.setattr(archive, "look_at_archive", lambda path: "")
        assert run("--data", new, "import", tmp_path / "a.json")[0] == 2
        assert _nothing_left(new)


def test_a_demo_that_is_interrupted_leaves_nothing_and_spares_what_was_there(run, tmp_path: Path, monkeypatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(returns, "sign_and_record", interrupt)
    _refused(run("demo", tmp_path / "sample", "--people", "12", *AS_OF), "中断")
    assert _nothing_left(tmp_path / "sample")


def test_a_new_password_is_as_long_as_the_window_asks(run, demo_folder: Path, tmp_path: Path, monkeypatch) -> None:
    run("--data", demo_folder, "export", tmp_path / "a.json")
    new = tmp_path / "new"
    for asked in (("init", "--name", "甲支部"), ("import", tmp_path / "a.json")):
        for short in ("", "abc"):
            monkeypatch.setenv("LIANGXIN_PASSWORD", short)
            _refused(run("--data", new, *asked), "至少4个字符")
            assert not new.exists()
        monkeypatch.setenv("LIANGXIN_PASSWORD", "四个字啊")
        assert run("--data", new, *asked)[0] == 0
        shutil.rmtree(new)


def test_a_store_that_cannot_be_made_leaves_what_others_put_there(tmp_path: Path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("liangxin_desktop.store.schema.migrate", fail)
    with pytest.raises(RuntimeError):
        workspace.init_branch(tmp_path, "a password", clock, Branch(name="甲支部"))
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_return_that_cannot_be_written_is_not_recorded(run, demo_folder: Path, tmp_path: Path, monkeypatch) -> None:
    asked = ("--data", demo_folder, "return", "life", "2026Q4", *AS_OF)
    (tmp_path / "HP-0217-组织生活-2026Q4-00.pdf").mkdir()
    _refused(run(*asked, "--out", tmp_path), "无法写入")
    (tmp_path / "HP-0217-组织生活-2026Q4-00.pdf").rmdir()
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", _interrupt)
        assert run(*asked, "--out", tmp_path)[0] == 2
    assert not list(tmp_path.glob("*.pdf"))
    assert run(*asked, "--out", tmp_path)[0] == 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_quarter_before_the_branch_was_set_up_has_no_return(run, demo_folder: Path, tmp_path: Path) -> None:
    asked = ("--data", demo_folder, "return", "life")
    _refused(run(*asked, "2023Q4", "--out", tmp_path, *AS_OF), "还没有成立")
    assert run(*asked, "2024Q1", "--out", tmp_path, *AS_OF)[0] == 0


def test_one_bad_file_hides_no_other(run, demo_made: tuple[Path, DemoMade], tmp_path: Path) -> None:
    good = demo_made[1].returns[0]
    shutil.copy(good, tmp_path / "good.pdf")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nothing")
    with (tmp_path / "huge.pdf").open("wb") as stream:
        stream.truncate(300_000_000)
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    status, out, _ = run("verify", tmp_path, "--json", "--trust", demo_made[1].certificate)
    verdicts = {Path(one["file"]).name: one["verdict"] for one in json.loads(out)["results"]}
    assert (status, verdicts) == (1, {"good.pdf": "valid", "gone.pdf": "unreadable", "huge.pdf": "unreadable"})


@pytest.mark.parametrize("name", ["", "  ", "甲\n乙", "长" * 61, "\udcff", "甲\x00"])
def test_a_branch_needs_a_name_that_can_be_printed(run, tmp_path: Path, name: str) -> None:
    _refused(run("--data", tmp_path / "new", "init", "--name", name), "--name")
    assert _nothing_left(tmp_path / "new")


def test_a_blank_place_and_an_impossible_one_are_refused(run, tmp_path: Path) -> None:
    _refused(run("--data", "", "check"), "空的")
    _refused(run("--data", tmp_path, "import", "a.lxb"), "restore")
    _refused(run("demo", " "), "空的")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    _refused(run("--data", tmp_path / "file" / "new", "init", "--name", "甲支部"), "不能作数据文件夹")
    _refused(run("--data", tmp_path, "check", "--since", "2026-12-01", *AS_OF), "晚于")
    _refused(run("--data", tmp_path, "check", "--as-of", "9999-12-31"), "年份")


def test_a_backup_that_lacks_an_attachment_says_so(run, demo_folder: Path, tmp_path: Path) -> None:
    lost = sorted((demo_folder / "attachments").iterdir())[0]
    lost.unlink()
    status, out, _ = run("--data", demo_folder, "backup", tmp_path / "b.lxb")
    assert (status, "1个附件" in out) == (1, True)


def test_the_doctor_tells_what_was_mended_on_opening(run, demo_folder: Path) -> None:
    (demo_folder / "key.json").unlink()
    status, out, _ = run("--data", demo_folder, "doctor", "--json")
    key = next(one for one in json.loads(out)["checks"] if one["name"] == "key")
    assert (status, key["result"], "缺失" in key["detail"]) == (0, "warning", True)
    _, out, _ = run("--data", demo_folder, "doctor", "--json")
    assert next(one for one in json.loads(out)["checks"] if one["name"] == "key")["result"] == "passed"
