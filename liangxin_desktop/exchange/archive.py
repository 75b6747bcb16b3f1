"""The branch archive: the whole record as one JSON document, or with its attachments in a ZIP (`.lxz`).

Reading is all or nothing: every problem is named by its path (`sessions[3].host`), and nothing is handed on unless
there is none. Writing then reading gives an equal record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import ValidationError

from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.domain.record import BranchRecord, Problem, attachments_of, reference_problems
from liangxin_desktop.errors import LiangxinError, RefusedError
from liangxin_desktop.exchange import json_text, package
from liangxin_desktop.exchange.layout import in_order
from liangxin_desktop.exchange.problems import problems_of
from liangxin_desktop.exchange.strict import strict_twin
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.files import reason_of, write_whole

FORMAT = "liangxin-branch-archive"
VERSION = 1
PACKAGE_SUFFIX = ".lxz"
_ADDED = ("room_facts", "room_entries", "room_presets", "preset_checks", "elections", "contacts")
"""Sections that came later: absent where unused, so that an older program reads what it knows."""
_MOST_PROBLEMS = 1000
_SHOWN_PROBLEMS = 20
_ADVICE = "没有导入任何内容。请在原程序中改正后重新导出，再导入一次。"


class ArchiveRefusedError(RefusedError):
    """The archive's content is not acceptable. `problems` are all that was found (at most 1000), in order."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        shown = [str(problem) for problem in problems[:_SHOWN_PROBLEMS]]
        count = f"（共{len(problems)}处）" if len(problems) > 1 else ""
        rest = f"其余：{'；'.join(shown[1:])}。" if shown[1:] else ""
        super().__init__(f"“{name}”不能导入{count}：{shown[0]}。", rest + _ADVICE)
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Archive:
    """An archive that was read and found good. `attachments` reads each file by its SHA-256 when asked for it."""

    record: BranchRecord
    attachments: Mapping[str, bytes] = field(default_factory=dict)


def read_archive(path: Path) -> Archive:
    """Read a `.json` or `.lxz` archive. A ZIP is known by its first bytes, whatever its name.

    Raises RefusedError, which names the file and the reason: ArchiveRefusedError where the content is at fault.
    A `.json` has no attachments, though its record may name some; a `.lxz` has every one that its record names.
    """
    try:
        if path.stat().st_size > package.LARGEST_FILE:
            raise _refused(path, "文件太大")
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise _refused(path, reason_of(error)) from error
    return _read_package(path) if start == package.ZIP_START else _read_json(path)


def write_archive(path: Path, record: BranchRecord, read_attachment: Callable[[str], bytes]) -> None:
    """Write the record to `path`: with all attachments if it ends in `.lxz`, else the JSON document alone.

    The same record gives the same bytes. Raises LiangxinError when the place does not take the file.
    """
    document = to_bytes(record)
    if path.suffix.lower() == PACKAGE_SUFFIX:
        names = sorted({attachment.sha256 for attachment in attachments_of(record)})
        document = package.pack(document, names, read_attachment)
    write_whole(path, document)


def to_bytes(record: BranchRecord) -> bytes:
    """The JSON document of the record: UTF-8, keys in the schema's order, one line for each value."""
    tree = {"format": FORMAT, "version": VERSION, **record.model_dump(mode="json")}
    for step in tree["development"]:
        step["details"] = {key: value for key, value in step["details"].items() if value is not None}
    for unused in [name for name in _ADDED if not tree[name]]:
        del tree[unused]
    return json.dumps(in_order(tree), ensure_ascii=False, indent=1).encode() + b"\n"


def from_bytes(data: bytes, name: str) -> BranchRecord:
    """The record that the JSON document holds. `name` is the file's name for messages. Raises RefusedError."""
    try:
        tree = json_text.parse(data)
    except UnfitError as error:
        raise RefusedError(f"“{name}”不能导入：{error}。", _ADVICE) from None
    _need_format(tree, name)
    if problems := _take(json_text.tree_problems(tree)):
        raise ArchiveRefusedError(name, problems)
    return _record(tree, name)


def _read_json(path: Path) -> Archive:
    if path.stat().st_size > json_text.LARGEST_FILE:
        raise _refused(path, f"超过{json_text.LARGEST_FILE // json_text.MEGABYTE} MB，太大了")
    return Archive(from_bytes(path.read_bytes(), path.name))


def _read_package(path: Path) -> Archive:
    try:
        attachments = package.Attachments(path)
        document = attachments.document()
    except UnfitError as error:
        raise _refused(path, str(error)) from None
    record = from_bytes(document, path.name)
    missing = [
        Problem(f"attachments/{one.sha256}", f"压缩包中缺少记录提到的附件“{one.name}”")
        for one in attachments_of(record)
        if one.sha256 not in attachments
    ]
    if missing:
        raise ArchiveRefusedError(path.name, missing)
    try:
        attachments.check()
    except UnfitError as error:
        raise _refused(path, str(error)) from None
    return Archive(record, attachments)


def _refused(path: Path, reason: str) -> LiangxinError:
    return RefusedError(f"“{path.name}”不能导入：{reason}。", _ADVICE)


def _need_format(tree: Any, name: str) -> None:
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise RefusedError(f"“{name}”不是支部档案（format 不是 {FORMAT}）。", "请选择本程序导出的 .json 或 .lxz 文件。")
    version = tree.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ArchiveRefusedError(name, [Problem("version", f"应为整数 {VERSION}")])
    if version > VERSION:
        raise RefusedError(
            f"“{name}”是较新版本的程序导出的（版本 {version}，本程序认识到版本 {VERSION}）。",
            "请先升级本程序，再导入。",
        )


def _record(tree: dict[str, Any], name: str) -> BranchRecord:
    found: dict[str, Any] = {}
    problems = [Problem(key, "是不认识的键") for key in _unknown_keys(tree)]
    for section, noun, absent in _sections():
        if len(problems) < _MOST_PROBLEMS:
            found[section] = _section(tree.get(section), section, noun, absent, problems)
    problems += reference_problems(BranchRecord.model_construct(**found)) if len(found) == len(_sections()) else []
    if problems:
        raise ArchiveRefusedError(name, problems[:_MOST_PROBLEMS])
    return BranchRecord(**found)


def _unknown_keys(tree: dict[str, Any]) -> list[str]:
    known = {"format", "version", *BranchRecord.model_fields}
    return [json_text.joined("", key) for key in tree if key not in known]


@cache
def _sections() -> tuple[tuple[str, type[Noun], Any], ...]:
    """Each section of the record: its key, its noun, and what stands where it is absent."""
    return tuple(
        (section, cast("type[Noun]", next(iter(get_args(its.annotation)), its.annotation)), its.get_default())
        for section, its in BranchRecord.model_fields.items()
    )


def _section(value: Any, section: str, noun: type[Noun], absent: Any, problems: list[Problem]) -> Any:
    if value is None and section != "branch":
        return absent
    if not isinstance(absent, tuple):
        return _noun(noun, value, section, problems)
    if not isinstance(value, list):
        problems.append(Problem(section, "应为列表（写在方括号里）"))
        return ()
    nouns = []
    for index, item in enumerate(value):
        if len(problems) < _MOST_PROBLEMS:
            nouns.append(_noun(noun, item, f"{section}[{index}]", problems))
    return tuple(nouns)


def _noun(noun: type[Noun], value: Any, path: str, problems: list[Problem]) -> Noun:
    if value is None:
        problems.append(Problem(path, "缺少这一项"))
        return _stand_in(noun, value, path)
    try:
        _validate_strictly(noun, value)
        return noun.model_validate(value)
    except ValidationError as error:
        problems.extend(problems_of(error, path))
        return _stand_in(noun, value, path)


def _stand_in(noun: type[Noun], value: Any, path: str) -> Noun:
    """An empty noun with the refused one's id, so that the references of the others can still be followed."""
    fields: dict[str, Any] = {name: None for name, its in noun.model_fields.items() if its.is_required()}
    given = value.get("id") if isinstance(value, dict) else None
    fields["id"] = given if isinstance(given, str) else path
    return noun.model_construct(**fields)


def _validate_strictly(noun: type[Noun], value: Any) -> None:
    """Hold the value against the noun's strict twin. Absent means null, so a null that is in the way is taken out."""
    twin = strict_twin(noun)
    try:
        twin.model_validate_json(json.dumps(value))
    except ValidationError as error:
        if not _drop_nulls(value, error):
            raise
        twin.model_validate_json(json.dumps(value))


def _drop_nulls(value: Any, error: ValidationError) -> bool:
    dropped = False
    for found in error.errors(include_url=False):
        *parents, key = found["loc"] or ("",)
        if found["input"] is None and isinstance(key, str) and found["type"] != "extra_forbidden":
            holder = value
            for parent in parents:
                holder = holder[parent]
            dropped |= holder.pop(key, value) is None
    return dropped


def _take(problems: Iterator[Problem]) -> list[Problem]:
    return [problem for problem, _ in zip(problems, range(_MOST_PROBLEMS), strict=False)]
