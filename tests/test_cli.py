"""The command line as others use it: exit status, one line for a failure, one JSON document, nothing half-done."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liangxin_desktop.cli import main
from liangxin_desktop.domain.verdicts import CheckName, Verdict
from liangxin_desktop.services.demo import DemoMade
from tests.conftest import tool

AS_OF = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIANGXIN_PASSWORD", "demo")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


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
    assert (status, out) == (2, "")
    assert word in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_demo_makes_returns_that_others_call_good(demo_made: tuple[Path, DemoMade]) -> None:
    returns = demo_made[1].returns
    assert [path.name.removeprefix("HP-0217-") for path in returns] == [
        *(f"组织生活-2025Q{quarter}-00.pdf" for quarter in (1, 2, 3, 4)),
        "年度-2025-00.pdf",
        *(f"组织生活-2026Q{quarter}-00.pdf" for quarter in (1, 2, 3)),
        "发展党员-2026Q3-00.pdf",
        "阵地-2026Q3-00.pdf",
    ]
    for path in (returns[4], *returns[-2:]):
        signature = subprocess.run([tool("pdfsig"), path], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in signature
        assert "ETSI.CAdES.detached" in signature
        assert "Total document signed" in signature
        assert subprocess.run([tool("qpdf"), "--check", path], capture_output=True, check=False).returncode == 0
        fonts = subprocess.run([tool("pdffonts"), path], capture_output=True, text=True, check=True).stdout
        rows = fonts.splitlines()[2:]
        assert rows
        assert all(row.split()[-5] == "yes" for row in rows), fonts


def test_verify_calls_them_valid_and_one_flipped_bit_not(run, demo_made: tuple[Path, DemoMade], tmp_path: Path) -> None:
    made = demo_made[1]
    status, out, _ = run("verify", made.returns[0].parent, "--trust", made.certificate, "--json", *AS_OF)
    results = json.loads(out)["results"]
    assert status == 0
    assert {one["verdict"] for one in results} == {"valid"}
    assert {check["name"] for check in results[0]["checks"]} == {name.value for name in CheckName}
    assert set(results[0]) == {
        "file",
        "verdict",
        "signer",
        "branch",
        "fingerprint",
        "trusted",
        "signed_at",
        "return",
        "checks",
    }
    data = bytearray(made.returns[0].read_bytes())
    data[len(data) // 2] ^= 1
    flipped = tmp_path / "flipped.pdf"
    flipped.write_bytes(data)
    status, out, _ = run("verify", flipped, "--trust", made.certificate, "--json")
    assert status == 1
    assert json.loads(out)["results"][0]["verdict"] not in ("valid", "untrusted")
    status, out, _ = run("verify", made.returns[0], "--json")
    assert (status, json.loads(out)["results"][0]["verdict"]) == (1, Verdict.UNTRUSTED)


def test_check_tells_what_the_contract_says(run, demo_folder: Path) -> None:
    status, out, _ = run("--data", demo_folder, "check", "--json", *AS_OF)
    report = json.loads(out)
    assert status == 1
    assert set(report) == {"as_of", "since", "branch", "findings"}
    assert (report["as_of"], report["since"]) == ("2026-11-23", "2026-01-01")
    wanted = {"code", "severity", "subject", "period", "due_on", "basis", "message"}
    assert all(wanted <= set(finding) for finding in report["findings"])
    assert {finding["code"] for finding in report["findings"]} >= {"life.four-haves", "life.group-meeting"}
    status, out, _ = run("check", "--data", demo_folder, *AS_OF)
    assert "第三党小组2026年10月党小组会未记录" in out


def test_export_then_import_gives_the_same_record(run, demo_folder: Path, tmp_path: Path) -> None:
    for suffix in ("json", "lxz"):
        first, second, store = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}", tmp_path / f"store-{suffix}"
        assert run("--data", demo_folder, "export", first)[0] == 0
        assert run("--data", store, "import", first, "--dry-run")[0] == 0
        assert not store.exists()
        status, out, _ = run("--data", store, "import", first)
        assert status == 0
        assert "恢复码" in out
        assert run("--data", store, "export", second)[0] == 0
        assert first.read_bytes() == second.read_bytes()
        for rehearsal in ((), ("--dry-run",)):
            _refused(run("--data", store, "import", first, *rehearsal), "已有支部记录")


def test_an_archive_with_a_fault_changes_nothing(run, demo_folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.json"
    run("--data", demo_folder, "export", archive)
    tree: dict[str, Any] = json.loads(archive.read_text(encoding="utf-8"))
    tree["sessions"][3]["host"] = "nobody"
    archive.write_text(json.dumps(tree), encoding="utf-8")
    _refused(run("--data", tmp_path / "store", "import", archive), "sessions[3].host")
    assert not (tmp_path / "store").exists()


def test_a_return_is_signed_once_and_then_corrected(run, demo_folder: Path, tmp_path: Path) -> None:
    asked = ("--data", demo_folder, "return", "life", "2026Q3", "--out", tmp_path, *AS_OF)
    _refused(run(*asked), "已签名")
    status, out, _ = run(*asked, "--revises", "HP-0217-组织生活-2026Q3-00", "--reason", "补记一次党小组会")
    assert (status, Path(out.strip()).name) == (0, "HP-0217-组织生活-2026Q3-01.pdf")
    _refused(run(*asked, "--revises", "HP-0217-组织生活-2026Q3-00", "--reason", "再改"), "已被更正")
    _refused(run(*asked, "--revises", "HP-0217-组织生活-2026Q3-01"), "原因")
    _refused(run("--data", demo_folder, "return", "life", "2026", "--out", tmp_path), "期间应为季度")
    _refused(run("--data", demo_folder, "return", "annual", "2026Q3", "--out", tmp_path), "期间应为年份")
    _refused(run("--data", demo_folder, "return", "lunch", "2026Q3", "--out", tmp_path), "lunch")
    _refused(run("--data", demo_folder, "return", "life", "2027Q1", "--out", tmp_path, *AS_OF), "还没有开始")
    _refused(run("--data", demo_folder, "return", "life", "2026Q4", "--out", tmp_path / "no"), "文件夹")


def test_a_draft_is_marked_and_leaves_no_trace(run, demo_folder: Path, tmp_path: Path) -> None:
    asked = ("--data", demo_folder, "return", "life", "2026Q4", "--out", tmp_path, *AS_OF)
    status, out, _ = run(*asked, "--unsigned", "--note", "三组因项目交付延期，已定 11 月 26 日补开")
    path = Path(out.strip())
    assert status == 0
    status, out, _ = run("verify", path, "--json")
    assert json.loads(out)["results"][0]["verdict"] == "unsigned"
    text = subprocess.run([tool("pdftotext"), path, "-"], capture_output=True, text=True, check=True).stdout
    assert "草稿" in text
    assert "三组因项目交付延期" in text
    assert run(*asked)[0] == 0


def _exported(run, data: Path, folder: Path) -> dict[str, Any]:
    run("--data", data, "export", folder / "a.json")
    archive: dict[str, Any] = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    return archive


def test_forms_are_printed(run, demo_folder: Path, tmp_path: Path) -> None:
    sessions = _exported(run, demo_folder, tmp_path)["sessions"]
    status, out, _ = run("--data", demo_folder, "print", "session", sessions[-1]["id"], "--out", tmp_path)
    assert status == 0
    assert Path(out.strip()).read_bytes().startswith(b"%PDF")
    status, out, _ = run("--data", demo_folder, "print", "roster", "--out", tmp_path)
    text = subprocess.run([tool("pdftotext"), out.strip(), "-"], capture_output=True, text=True, check=True).stdout
    assert (status, "欧阳𠮷" in text) == (0, True)
    _refused(run("--data", demo_folder, "print", "session", "nothing", "--out", tmp_path), "nothing")
    _refused(run("--data", demo_folder, "print", "poster", "--out", tmp_path), "poster")


def test_no_form_is_taken_for_a_return(run, demo_folder: Path, tmp_path: Path) -> None:
    """The book of a year has hundreds of pages, many more than any return."""
    people = _exported(run, demo_folder, tmp_path)["people"]
    probationary = next(one["id"] for one in people if one["stage"] == "probationary")
    of_person = [(form, probationary) for form in ("development", "assessment", "probation")]
    forms = [("roster",), ("room",), ("month-plan", "2026-11"), ("session-book", "2025"), *of_person]
    out = tmp_path / "paper"
    out.mkdir()
    assert [run("--data", demo_folder, "print", *form, "--out", out)[0] for form in forms] == [0] * len(forms)
    status, told, _ = run("verify", out, "--json")
    verdicts = [one["verdict"] for one in json.loads(told)["results"]]
    assert (status, verdicts) == (1, ["not-a-return"] * len(forms))


def _roster(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in [["姓名", "性别", "出生日期", "入党时间"], *rows]:
        book.active.append(row)
    book.save(path)
    return path


def test_a_roster_comes_in_whole_or_not_at_all(run, demo_folder: Path, tmp_path: Path) -> None:
    sheet = _roster(tmp_path / "r.xlsx", [["方未", "女", "1990.5.1", "2015-07-01"], ["史今", "男", "2024-02-30", ""]])
    before = run("--data", demo_folder, "export", tmp_path / "a.json")
    status, out, _ = run("--data", demo_folder, "import", sheet, "--dry-run")
    assert status == 1
    assert "第2行 新增 方未" in out
    assert "C3" in out
    status, _, err = run("--data", demo_folder, "import", sheet)
    assert (status, "没有导入任何内容" in err) == (2, True)
    run("--data", demo_folder, "export", tmp_path / "b.json")
    assert before[0] == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert run("--data", demo_folder, "import", sheet, "--skip-bad-rows")[0] == 1
    run("--data", demo_folder, "export", tmp_path / "b.json")
    assert "方未" in (tmp_path / "b.json").read_text(encoding="utf-8")
    assert run("--data", demo_folder, "export", tmp_path / "lists.xlsx")[0] == 0
    assert openpyxl.load_workbook(tmp_path / "lists.xlsx").sheetnames == ["党员名册", "组织生活记录"]


def test_a_register_of_units_comes_in_whole_or_not_at_all(run, demo_folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [["单位名称", "职工人数", "党员数"], ["新芽教育科技有限公司", "120人", 7], ["滨江餐饮", "约80", 2]]:
        book.active.append(row)
    sheet = tmp_path / "units.xlsx"
    book.save(sheet)
    status, out, _ = run("--data", demo_folder, "import", sheet, "--dry-run")
    assert status == 1
    assert "第2行 新增 新芽教育科技有限公司" in out
    assert "第3行 有错 B3 职工人数“约80”" in out
    status, _, err = run("--data", demo_folder, "import", sheet)
    assert (status, "没有导入任何内容" in err) == (2, True)
    assert run("--data", demo_folder, "import", sheet, "--skip-bad-rows")[0] == 1
    assert run("--data", demo_folder, "export", tmp_path / "out.xlsx", "--units")[0] == 0
    (written,) = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    assert (written.title, written.max_row, written["B7"].value) == ("覆盖单位", 7, "新芽教育科技有限公司")
    assert run("--data", demo_folder, "import", tmp_path / "out.xlsx")[0] == 0


def test_a_backup_restores_to_the_same_record(run, demo_folder: Path, tmp_path: Path) -> None:
    assert run("--data", demo_folder, "backup", tmp_path / "b.lxb")[0] == 0
    run("--data", demo_folder, "export", tmp_path / "a.lxz")
    _refused(run("--data", demo_folder, "restore", tmp_path / "b.lxb"), "不是空的")
    assert run("--data", tmp_path / "new", "restore", tmp_path / "b.lxb")[0] == 0
    run("--data", tmp_path / "new", "export", tmp_path / "b.lxz")
    assert (tmp_path / "a.lxz").read_bytes() == (tmp_path / "b.lxz").read_bytes()
    status, out, _ = run("--data", demo_folder, "restore", tmp_path / "b.lxb", "--replace")
    assert (status, "另存在" in out) == (0, True)


def test_the_doctor_finds_a_sound_store_sound(run, demo_folder: Path) -> None:
    status, out, _ = run("--data", demo_folder, "doctor", "--json")
    checks = {one["name"]: one["result"] for one in json.loads(out)["checks"]}
    assert status == 0
    assert {"integrity", "foreign-keys", "schema", "audit-log", "attachments", "last-backup", "fonts", "key"} <= set(
        checks
    )
    database = demo_folder / "branch.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    status, out, _ = run("--data", demo_folder, "doctor", "--json")
    assert status == 1
    assert json.loads(out)["checks"][0]["result"] == "failed"
    assert "口令" not in json.loads(out)["checks"][0]["detail"]


def test_the_identity_is_shown_renewed_and_exported(run, demo_folder: Path, tmp_path: Path) -> None:
    _, first, _ = run("--data", demo_folder, "identity", "show")
    assert run("--data", demo_folder, "identity", "new")[0] == 0
    _, second, _ = run("--data", demo_folder, "identity", "show")
    assert first != second
    assert "陈国华" in second
    assert run("--data", demo_folder, "identity", "export-cert", tmp_path / "c.pem")[0] == 0
    assert "PRIVATE" not in (tmp_path / "c.pem").read_text(encoding="ascii")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["bogus"], "写法有误"),
        (["check", "--as-of", "2026-02-30"], "2026-02-30"),
        (["--data", "/nowhere/at/all", "check"], "没有支部记录"),
        (["verify", "/nowhere.pdf"], "找不到"),
        (["import", "/nowhere.json"], "nowhere.json"),
        (["return", "life"], "写法有误"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, arguments: list[str], word: str) -> None:
    _refused(run(*arguments), word)


def test_a_wrong_password_and_no_password(
    run, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANGXIN_PASSWORD", "demo ")
    _refused(run("--data", demo_folder, "check"), "口令不对")
    monkeypatch.delenv("LIANGXIN_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    _refused(run("--data", demo_folder, "check"), "没有给出口令")
    (tmp_path / "word").write_text("demo\n", encoding="utf-8")
    assert run("--data", demo_folder, "--password-file", tmp_path / "word", "identity", "show")[0] == 0
    assert run("identity", "show", "--data", demo_folder, "--password-file", tmp_path / "word")[0] == 0


def test_our_own_mistake_is_one_line_and_a_log_without_values(
    run, demo_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("陈国华")

    monkeypatch.setattr("liangxin_desktop.services.checks.run_check", broken)
    _refused(run("--data", demo_folder, "check"), "程序出错")
    log = next((tmp_path / "state").rglob("*.log")).read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "陈国华" not in log


def test_the_module_and_the_command_are_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "liangxin_desktop", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("liangxin-desktop ")


def test_without_a_screen_the_window_says_so(monkeypatch: pytest.MonkeyPatch, run, tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("screens are told from the environment on Linux alone")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    _refused(run("--data", tmp_path), "没有屏幕")
