"""What each command does: asks one service, says in Chinese what was done, and returns the exit status."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from liangxin_desktop.app import clock
from liangxin_desktop.cli import DONE, NOT_GOOD
from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.findings import CheckReport
from liangxin_desktop.domain.verdicts import CertificateFacts, VerifyResult
from liangxin_desktop.errors import DamagedError, RefusedError
from liangxin_desktop.files import write_whole
from liangxin_desktop.passwords import passphrase_of, password_of
from liangxin_desktop.paths import default_data_folder
from liangxin_desktop.services import workspace as workspaces
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace


def _folder(asked: argparse.Namespace) -> Path:
    return asked.data or default_data_folder()


def _today(asked: argparse.Namespace) -> date:
    return asked.as_of or clock().date()


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _say_json(document: object) -> None:
    _say(json.dumps(document, ensure_ascii=False, indent=2))


@contextmanager
def _opened(asked: argparse.Namespace) -> Iterator[Workspace]:
    folder = _folder(asked)
    if not workspaces.has_store(folder):
        raise RefusedError(f"“{folder}”里没有支部记录。", "请用 --data 指明数据文件夹，或先 init、import。")
    workspace = workspaces.open_workspace(folder, password_of(asked), clock)
    try:
        yield workspace
    finally:
        with _uninterrupted():
            workspace.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C waits: what was done is done, and the backup on closing takes a moment only."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _say_recovery(code: str) -> None:
    _say(f"恢复码：{code}", "忘记口令时只有它能打开记录。请抄写两份，分开存放；它不会再显示。")


def demo(asked: argparse.Namespace) -> int:
    """Make the sample branch and its signed returns."""
    from liangxin_desktop.services.demo import PASSWORD, make_demo

    made = make_demo(asked.folder, as_of=_today(asked), years=asked.years, people=asked.people)
    _say(f"已在“{asked.folder}”做好样例支部。", f"  {made.counts}")
    _say("签名报表：", *(f"  {path}" for path in made.returns))
    _say(f"签名证书：{made.certificate}（核验时用 --trust 指明）")
    _say("打开：", f'  liangxin-desktop --data "{asked.folder}"', f"口令：{PASSWORD}")
    return DONE


def _branch(asked: argparse.Namespace) -> Branch:
    try:
        return Branch(name=asked.name.strip(), superior=asked.superior.strip())
    except ValidationError as error:
        option = {"name": "--name", "superior": "--superior"}[str(error.errors()[0]["loc"][0])]
        raise RefusedError(f"{option} 写的名称不能用。", "名称应是1到60个字的一行，不带控制字符。") from error


def init(asked: argparse.Namespace) -> int:
    """Make an empty branch."""
    branch = _branch(asked)
    password = password_of(asked, new=True)
    workspace, code = workspaces.init_branch(_folder(asked), password, clock, branch)
    workspace.close()
    _say(f"已在“{_folder(asked)}”新建“{asked.name}”。")
    _say_recovery(code)
    return DONE


def import_file(asked: argparse.Namespace) -> int:
    """Import an archive into an empty store, or a roster or a register of units into a branch."""
    if asked.file.suffix.lower() in (".json", ".lxz"):
        return _import_archive(asked)
    if asked.file.suffix.lower() == ".lxb":
        raise RefusedError(f"“{asked.file.name}”是备份，不是档案或名册。", "请用 restore 恢复它。")
    return _import_sheet(asked)


def _import_archive(asked: argparse.Namespace) -> int:
    from liangxin_desktop.services.archive import import_archive, look_at_archive, need_empty

    counts = look_at_archive(asked.file)
    if asked.dry_run:
        if workspaces.has_store(_folder(asked)):
            with _opened(asked) as workspace:
                need_empty(workspace)
        _say("将导入：", f"  {counts}", "（只是预演，未作改动）")
        return DONE
    if workspaces.has_store(_folder(asked)):
        with _opened(asked) as workspace:
            import_archive(workspace, asked.file)
        _say("已导入：", f"  {counts}")
        return DONE

    with workspaces.new_workspace(_folder(asked), password_of(asked, new=True), clock) as (workspace, code):
        import_archive(workspace, asked.file)
    _say("已导入：", f"  {counts}")
    _say_recovery(code)
    return DONE


def _import_sheet(asked: argparse.Namespace) -> int:
    from liangxin_desktop.services.units_import import import_sheet, plan_sheet

    with _opened(asked) as workspace:
        plan = plan_sheet(workspace, asked.file)
        _say(*plan.lines())
        if asked.dry_run:
            _say("（只是预演，未作改动）")
            return NOT_GOOD if plan.refused else DONE
        import_sheet(workspace, plan, skip_bad_rows=asked.skip_bad_rows)
    _say("已导入。")
    return NOT_GOOD if plan.refused else DONE


def export_file(asked: argparse.Namespace) -> int:
    """Export the branch as an archive, or its lists as a workbook."""
    suffix = asked.file.suffix.lower()
    with _opened(asked) as workspace:
        if suffix in (".json", ".lxz"):
            from liangxin_desktop.services.archive import export_archive

            counts = str(export_archive(workspace, asked.file))
        elif suffix == ".xlsx" and asked.units:
            from liangxin_desktop.services.units_import import export_units

            counts = export_units(workspace, asked.file)
        elif suffix == ".xlsx":
            from liangxin_desktop.services.lists import export_lists

            counts = export_lists(workspace, asked.file, whole=asked.whole_numbers)
        else:
            raise RefusedError(f"不能导出成“{asked.file.name}”。", "文件名应以 .json、.lxz 或 .xlsx 结尾。")
    _say(f"已导出到“{asked.file}”。", f"  {counts}")
    return DONE


def check(asked: argparse.Namespace) -> int:
    """Say what the rules find."""
    from liangxin_desktop.services.checks import run_check

    if asked.since and asked.since > _today(asked):
        raise RefusedError(f"--since {asked.since} 晚于 {_today(asked)}。", "请核对 --since 和 --as-of。")
    with _opened(asked) as workspace:
        report = run_check(workspace, as_of=_today(asked), since=asked.since)
    if asked.json:
        _say_json(report.model_dump(mode="json"))
    else:
        _say(*_report_lines(report))
    return DONE if report.is_good else NOT_GOOD


def _report_lines(report: CheckReport) -> Iterator[str]:
    yield f"{report.branch}：{report.since} 至 {report.as_of}，共{len(report.findings)}项"
    for finding in report.findings:
        day = f"{finding.due_on} " if finding.due_on else ""
        yield f"  [{label('severity', finding.severity)}] {day}{finding.message}（{finding.basis}）"
        if finding.override:
            yield f"      已说明：{finding.override.reason}"


def make_return(asked: argparse.Namespace) -> int:
    """Compile, lay out, sign and record a return."""
    from liangxin_desktop.services import returns

    wanted = returns.order(
        asked.kind,
        asked.period,
        as_of=_today(asked),
        note=asked.note,
        revises=asked.revises,
        reason=asked.reason,
        draft=asked.unsigned,
    )
    _need_folder(asked.out)
    with _opened(asked) as workspace:
        path = returns.write_draft(workspace, wanted, asked.out) if asked.unsigned else None
        path = path or returns.sign_and_write(workspace, wanted, asked.out)
    _say(str(path))
    return DONE


def _need_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise RefusedError(f"没有“{folder}”这个文件夹。", "请先建好，或用 --out 换一个。")


def print_form(asked: argparse.Namespace) -> int:
    """Print one form as a PDF."""
    from liangxin_desktop.services.forms import print_form as printed

    _need_folder(asked.out)
    with _opened(asked) as workspace:
        form = printed(workspace, asked.form, asked.id)
    path = asked.out / form.file_name
    write_whole(path, form.pdf)
    _say(str(path))
    return DONE


def verify(asked: argparse.Namespace) -> int:
    """Say the verdict on returns received."""
    from liangxin_desktop.services.identity import read_certificate_file
    from liangxin_desktop.services.returns import verify_files

    trusted = [read_certificate_file(path) for path in asked.trust]
    results = verify_files(asked.files, trusted, _today(asked))
    if asked.json:
        _say_json({"results": [result.model_dump(mode="json", by_alias=True) for result in results]})
    else:
        for result in results:
            _say(*_verdict_lines(result))
    return DONE if all(result.verdict == "valid" for result in results) else NOT_GOOD


def _verdict_lines(result: VerifyResult) -> Iterator[str]:
    words = labels()["verdict"]
    yield f"{result.file}：{words[result.verdict]}"
    if result.return_:
        of = result.return_
        yield f"  {label('return_kind', of.kind)} {of.period}，编号 {of.number}"
    if result.signer:
        when = f" {result.signed_at.astimezone():%Y-%m-%d %H:%M}" if result.signed_at else ""
        yield f"  签名人：{result.signer}（{result.branch or '—'}）{when}"
    for one in result.checks:
        yield f"  {labels()['check_result'][one.result]} {labels()['check'][one.name]}：{one.detail}"


def backup(asked: argparse.Namespace) -> int:
    """Write a proved copy of everything."""
    from liangxin_desktop.services.backups import make_backup, told

    with _opened(asked) as workspace:
        manifest = make_backup(workspace, asked.file)
    _say(f"已备份到“{asked.file}”，已验证。", f"  {told(manifest)}")
    if manifest.lacking:
        _say(f"有{len(manifest.lacking)}个附件缺失或已损坏，没有备份进去；用 doctor 查看。")
    return NOT_GOOD if manifest.lacking else DONE


def restore(asked: argparse.Namespace) -> int:
    """Restore a backup into an empty folder, or in place of what is there."""
    from liangxin_desktop.services.backups import restore_backup, told

    report = restore_backup(asked.file, _folder(asked), password_of(asked), replace=asked.replace, clock=clock)
    _say(f"已恢复到“{_folder(asked)}”。", f"  {told(report.manifest)}")
    if report.kept_beside:
        _say(f"原来的记录另存在“{report.kept_beside}”。")
    if report.lacking:
        _say(f"有{len(report.lacking)}个附件备份时就没有，记录里仍留着它们的名称。")
    return DONE


def doctor(asked: argparse.Namespace) -> int:
    """Say whether everything is whole."""
    from liangxin_desktop.services.doctor import damaged, examine

    try:
        with _opened(asked) as workspace:
            report = examine(workspace)
    except DamagedError as error:
        report = damaged(error)
    if asked.json:
        _say_json(report.model_dump(mode="json"))
    else:
        mark = {"passed": "✓", "failed": "×", "warning": "!"}
        _say(*(f"{mark[one.result]} {one.title}：{one.detail}" for one in report.checks))
    return DONE if report.is_good else NOT_GOOD


def identity(asked: argparse.Namespace) -> int:
    """Show, make, import or export the signing certificate."""
    from liangxin_desktop.services import identity as identities

    with _opened(asked) as workspace:
        if asked.action == "show":
            return _show_identity(identities.current_facts(workspace), as_json=asked.json)
        if asked.action == "new":
            facts, _ = identities.renew(workspace)
        elif asked.action == "import":
            facts, _ = identities.import_identity(workspace, asked.file, passphrase_of(asked.passphrase_file))
        else:
            facts = identities.export_certificate(workspace, asked.file)
            _say(f"已导出到“{asked.file}”，请交街道党工委登记。")
    _say(*_facts_lines(facts))
    return DONE


def _show_identity(facts: CertificateFacts | None, *, as_json: bool) -> int:
    if as_json:
        _say_json({"identity": facts.model_dump(mode="json") if facts else None})
    elif facts:
        _say(*_facts_lines(facts))
    else:
        _say("还没有签名证书。用 identity new 新建，或在签第一份报表时自动新建。")
    return DONE if facts else NOT_GOOD


def _facts_lines(facts: CertificateFacts) -> Sequence[str]:
    return (
        f"姓名：{facts.name}（{facts.branch}）",
        f"指纹：{facts.printed_fingerprint}",
        f"有效期：{facts.valid_from.astimezone().date()} 至 {facts.valid_to.astimezone().date()}",
    )
