"""Is everything whole: the store's pages, references and audit log, attachments, backups, fonts, keys."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.errors import DamagedError
from liangxin_desktop.paths import resources
from liangxin_desktop.services.archive import NOT_RECEIVED
from liangxin_desktop.services.backups import kept
from liangxin_desktop.services.identity import current_facts
from liangxin_desktop.services.terms import term_contradiction
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.examination import Examination
from liangxin_desktop.store.keyfile import KeyPair
from liangxin_desktop.store.schema import SCHEMA

_BACKUP_GROWS_OLD = timedelta(days=7)


class Soundness(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"


class DoctorCheck(Noun):
    """One check: what was looked at and what was seen."""

    name: str
    title: str
    result: Soundness
    detail: str


class DoctorReport(Noun):
    """All checks, in order."""

    checks: tuple[DoctorCheck, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing failed; a warning is advice."""
        return all(one.result is not Soundness.FAILED for one in self.checks)


def examine(workspace: Workspace) -> DoctorReport:
    """Look at everything; reads every page and every file."""
    return DoctorReport(
        checks=(
            *_store(workspace),
            _term(workspace),
            _last_backup(workspace),
            _fonts(),
            _key_file(workspace),
            _identity(workspace),
        )
    )


def damaged(error: DamagedError) -> DoctorReport:
    """The report on a store that does not even open."""
    return DoctorReport(checks=(_check("integrity", "数据库", [str(error)], ""),))


def _check(name: str, title: str, problems: Sequence[str], good: str, *, grave: bool = True) -> DoctorCheck:
    result = Soundness.PASSED if not problems else Soundness.FAILED if grave else Soundness.WARNING
    return DoctorCheck(name=name, title=title, result=result, detail="；".join(problems) or good)


def _store(workspace: Workspace) -> Iterator[DoctorCheck]:
    found = workspace.store.examine()
    yield _check("integrity", "数据库", found.pages, "每一页都完好")
    if found.pages:
        return
    yield _check("foreign-keys", "引用", found.references, "没有指向不存在记录的引用")
    yield _check("schema", "数据结构", (), f"第{SCHEMA}版，与程序一致")
    yield _check("audit-log", "审计记录", found.audit, f"{found.entries}条，首尾相连，与记录一致")
    yield _attachments(workspace, found)


def _attachments(workspace: Workspace, found: Examination) -> DoctorCheck:
    """Those that an archive named without bringing them are no damage, but told."""
    with workspace.begin() as work:
        never_came = set(work.settings.get(NOT_RECEIVED, []))
    lost = [f"附件{one[:8]}缺失" for one in found.missing if one not in never_came]
    broken = [f"附件{one[:8]}已损坏" for one in found.damaged]
    absent = sum(one in never_came for one in found.missing)
    if absent and not lost and not broken:
        return _check("attachments", "附件", [f"有{absent}个附件导入的档案里没有带来"], "", grave=False)
    return _check("attachments", "附件", [*lost, *broken], f"{found.files}个，齐全且未被改动")


def _term(workspace: Workspace) -> DoctorCheck:
    """An archive may bring a branch and elections that tell different days; neither is changed by itself."""
    with workspace.begin() as work:
        branch, elections = work.branch.get(), work.elections.all()
    said = term_contradiction(branch, elections) if branch else ""
    return _check("term", "选举日期", [said] if said else [], "支部概况与历届选举一致", grave=False)


def _last_backup(workspace: Workspace) -> DoctorCheck:
    newest = next(iter(kept(workspace)), None)
    if newest is None:
        return _check("last-backup", "备份", ["还没有备份，关闭程序时会自动做一份"], "", grave=False)
    made = newest.made_at.strftime("%Y-%m-%d %H:%M")
    old = workspace.now - newest.made_at > _BACKUP_GROWS_OLD
    problems = [f"最近一份是{made}，已超过7天"] if old else []
    return _check("last-backup", "备份", problems, f"最近一份{made}", grave=False)


def _fonts() -> DoctorCheck:
    folder = resources() / "fonts"
    listed = tomllib.loads((folder / "PROVENANCE.toml").read_text(encoding="utf-8"))["file"]
    problems = []
    for font in listed:
        path = folder / font["path"]
        if not path.is_file():
            problems.append(f"缺少字体{font['path']}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != font["sha256"]:
            problems.append(f"字体{font['path']}已被改动")
    return _check("fonts", "字体", problems, f"{len(listed)}个，齐全且未被改动")


def _key_file(workspace: Workspace) -> DoctorCheck:
    """What is amiss now, and what was and has been mended on opening."""
    _, warnings = KeyPair(workspace.store.folder).read()
    found = dict.fromkeys([*workspace.store.warnings, *warnings])
    return _check("key", "钥匙文件", [one.rstrip("。") for one in found], "两份都完好", grave=False)


def _identity(workspace: Workspace) -> DoctorCheck:
    facts = current_facts(workspace)
    if facts is None:
        return _check("identity", "签名证书", (), "还没有，签第一份报表时自动新建")
    until = facts.valid_to.astimezone().date()
    over = until < workspace.today
    return _check("identity", "签名证书", [f"已于{until}过期，请更换"] if over else [], f"有效至{until}", grave=False)
