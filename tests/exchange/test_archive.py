"""The archive comes back as it went out, and a bad one is refused with the path of every problem."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.archive import (
    Archive,
    ArchiveRefusedError,
    from_bytes,
    read_archive,
    to_bytes,
    write_archive,
)
from tests.exchange.sample import PHOTO, PHOTO_SHA, sample_tree


def _no_attachment(sha256: str) -> bytes:
    raise AssertionError(sha256)


def _written(folder: Path, tree: Any) -> Path:
    path = folder / "支部.json"
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return path


def _problems(folder: Path, tree: Any) -> dict[str, str]:
    with pytest.raises(ArchiveRefusedError) as caught:
        read_archive(_written(folder, tree))
    return {problem.path: problem.message for problem in caught.value.problems}


def changed(path: str, value: Any) -> Any:
    """The sample with one value put in; `people/0/name` leads to it."""
    tree = sample_tree()
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    holder: Any = tree
    for parent in parents:
        holder = holder[parent]
    holder[last] = value
    return tree


def test_sample_is_read_whole(tmp_path: Path) -> None:
    record = read_archive(_written(tmp_path, sample_tree())).record
    assert record.sessions[0].votes[0].in_favour == 2
    assert record.people[0].id_number == "11010519491231002X"
    assert record.development[1].details.in_favour == 2
    assert record.overrides[0].subject == "s1"


@pytest.mark.parametrize("suffix", ["json", "lxz"])
def test_export_then_import_is_equal(tmp_path: Path, suffix: str) -> None:
    record = from_bytes(json.dumps(sample_tree()).encode(), "x")
    path = tmp_path / f"支部.{suffix}"
    write_archive(path, record, {PHOTO_SHA: PHOTO}.__getitem__)
    archive = read_archive(path)
    assert archive.record == record
    assert dict(archive.attachments) == ({PHOTO_SHA: PHOTO} if suffix == "lxz" else {})
    first = path.read_bytes()
    write_archive(path, archive.record, {PHOTO_SHA: PHOTO}.__getitem__)
    assert path.read_bytes() == first


def test_keys_stand_in_the_published_order() -> None:
    tree = json.loads(to_bytes(from_bytes(json.dumps(sample_tree()).encode(), "x")))
    assert list(tree)[:5] == ["format", "version", "branch", "groups", "people"]
    assert list(tree["sessions"][0])[:6] == ["id", "kind", "status", "group", "for_year", "starts_at"]
    assert list(tree["sessions"][0]["votes"][0])[5:7] == ["for", "against"]
    assert tree["sessions"][0]["starts_at"] == "2026-06-08T14:00"
    assert tree["development"][0]["details"] == {}


def test_byte_order_mark_and_ext_b_names_are_kept(tmp_path: Path) -> None:
    tree = changed("people/0/name", "𠮷野·𪚥")
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(tree, ensure_ascii=False).encode())
    record = read_archive(path).record
    assert record.people[0].name == "𠮷野·𪚥"
    assert "𠮷野·𪚥" in to_bytes(record).decode()


def test_null_means_absent(tmp_path: Path) -> None:
    tree = sample_tree()
    tree["groups"] = None
    tree["people"] = [{**person, "group": None, "stage": None, "votes": None} for person in tree["people"]]
    tree["sessions"][0]["tags"] = None
    tree["sessions"][0]["votes"][0]["abstain"] = None
    record = read_archive(_written(tmp_path, tree)).record
    assert record.groups == ()
    assert record.people[0].votes
    assert record.sessions[0].tags == ()


BAD = [
    ("people/0/name", None, "people[0].name", "缺少"),
    ("people/0/name", "", "people[0].name", "至少"),
    ("people/0/name", "长" * 61, "people[0].name", "最多60个字"),
    ("people/0/name", "张\x00三", "people[0].name", "控制字符"),
    ("people/0/name", "张\ud800三", "people[0].name", "残缺"),
    ("people/0/name", "张\u202e三", "people[0].name", "书写方向"),
    ("people/0/name", 3, "people[0].name", "应为文字"),
    ("people/0/nickname", "x", "people[0].nickname", "不认识"),
    ("people/0/sex", "m", "people[0].sex", "male、female"),
    ("people/0/votes", "true", "people[0].votes", "true 或 false"),
    ("people/0/birth_date", "1949-12-32", "people[0].birth_date", "没有这一天"),
    ("people/0/birth_date", "1949-2-3", "people[0].birth_date", "这样的日期"),
    ("people/0/birth_date", "-631152000", "people[0].birth_date", "这样的日期"),
    ("people/0/birth_date", 0, "people[0].birth_date", "这样的日期"),
    ("people/0/birth_date", "1950-12-31", "people[0]", "不一致"),
    ("people/0/id_number", "110105194912310021", "people[0].id_number", "校验码不符"),
    ("people/0/id_number", "110105491231002", "people[0].id_number", "15位"),
    ("people/0/id_number", 110105194912310021, "people[0].id_number", "应为文字"),
    ("people/1/id", "p1", "people[1].id", "重复"),
    ("people/1/group", "g9", "people[1].group", "没有编号为“g9”的党小组"),
    ("groups/0/leader", "p9", "groups[0].leader", "没有编号为“p9”的人员"),
    ("sessions/0/host", "p9", "sessions[0].host", "没有编号"),
    ("sessions/0/kind", "party", "sessions[0].kind", "只能是"),
    ("sessions/0/starts_at", "2026-06-31T14:00", "sessions[0].starts_at", "没有这个日期"),
    ("sessions/0/starts_at", "2026-06-08T14:00:30", "sessions[0].starts_at", "这样的日期和时间"),
    ("sessions/0/starts_at", "2026-06-08T14:00Z", "sessions[0].starts_at", "这样的日期和时间"),
    ("sessions/0/ends_at", "2026-06-08T13:00", "sessions[0]", "早于"),
    ("sessions/0/present", ["p1", "p1"], "sessions[0]", "两次"),
    ("sessions/0/present", "p1", "sessions[0].present", "列表"),
    ("sessions/0/votes/0/for", "2", "sessions[0].votes[0].for", "整数"),
    ("sessions/0/votes/0/for", 2.5, "sessions[0].votes[0].for", "整数"),
    ("sessions/0/votes/0/against", -1, "sessions[0].votes[0].against", "不能小于0"),
    ("sessions/0/votes/0/in_favour", 2, "sessions[0].votes[0].in_favour", "不认识"),
    ("sessions/0/attachments/0/sha256", "ab", "sessions[0].attachments[0].sha256", "SHA-256"),
    ("development/0/step", 26, "development[0].step", "不能大于25"),
    ("development/0/details", {"conclusion": "qualified"}, "development[0]", "第1步"),
    ("development/0/person", "p9", "development[0].person", "没有编号"),
    ("branch/yearly_quota", {"20x6": 1}, "branch.yearly_quota.20x6", "年份"),
    ("branch/term_years", 9, "branch.term_years", "不能大于5"),
    ("branch", None, "branch", "缺少"),
    ("people", {}, "people", "列表"),
    ("surprise", 1, "surprise", "不认识"),
    ("version", "1", "version", "整数"),
    ("units", [3], "units[0]", "对象"),
]


@pytest.mark.parametrize(("where", "value", "path", "reason"), BAD)
def test_every_problem_is_named_by_its_path(tmp_path: Path, where: str, value: Any, path: str, reason: str) -> None:
    tree = changed(where, value)
    target = tmp_path / "支部.json"
    target.write_text(json.dumps(tree), encoding="utf-8")
    with pytest.raises(ArchiveRefusedError) as caught:
        read_archive(target)
    problems = {problem.path: problem.message for problem in caught.value.problems}
    assert reason in problems[path]
    assert caught.value.title.startswith("“支部.json”不能导入")
    assert not any("Input" in message or "should" in message for message in problems.values())


def test_all_problems_are_collected(tmp_path: Path) -> None:
    tree = changed("people/0/votes", "true")
    tree["sessions"][0]["host"] = "p9"
    tree["branch"]["theme_day"] = 40
    assert set(_problems(tmp_path, tree)) == {"people[0].votes", "sessions[0].host", "branch.theme_day"}


def test_no_number_of_a_person_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefusedError) as caught:
        read_archive(_written(tmp_path, changed("people/0/id_number", "110105194912310021")))
    assert "110105194912310021" not in str(caught.value)


def test_twenty_problems_are_shown_and_all_counted(tmp_path: Path) -> None:
    tree = sample_tree()
    tree["units"] = [{"name": ""} for _ in range(50)]
    with pytest.raises(ArchiveRefusedError) as caught:
        read_archive(_written(tmp_path, tree))
    assert len(caught.value.problems) == 50
    assert str(caught.value).count("units[") == 20
    assert "共50处" in caught.value.title


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "JSON"),
        ("[]", "支部档案"),
        ("{}", "支部档案"),
        ('{"format": "liangxin-branch-archive", "version": 2, "branch": {}}', "较新版本"),
        ('{"format": "liangxin-branch-archive", "version": 1, "branch": {"name": "a"', "截断"),
        ('{"format": "liangxin-branch-archive", "version": 1, "branch": {"name": "a", "name": "b"}}', "branch.name"),
        ('{"format": "liangxin-branch-archive", "version": 1, "hours": NaN}', "NaN"),
        ('{"format": "liangxin-branch-archive", "version": 1, "hours": -Infinity}', "Infinity"),
        ('{"format": "liangxin-branch-archive", "version": 1, "x": ' + "[" * 100 + "]" * 100 + "}", "嵌套"),
        ("[" * 200_000, "嵌套"),
        ('{"format": "liangxin-branch-archive", "version": 1, "x": ' + "9" * 5000 + "}", "数"),
        ('{"format": "liangxin-branch-archive", "version": 1, "\\ud800": 1}', "残缺"),
    ],
)
def test_bad_documents_are_refused_in_one_sentence(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "坏.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        read_archive(path)
    assert "坏.json" in caught.value.title
    assert reason in str(caught.value)
    str(caught.value).encode()


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for encoding in ("utf-16", "gb18030"):
        path.write_bytes(json.dumps(sample_tree(), ensure_ascii=False).encode(encoding))
        with pytest.raises(RefusedError, match="UTF-8"):
            read_archive(path)


def test_too_large_and_too_many_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(RefusedError, match="太大"):
        read_archive(path)
    path.write_bytes(b"[" + b"1," * 1_100_000 + b"1]")
    with pytest.raises(RefusedError, match="项数"):
        read_archive(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"没有\.json”不能导入：位置不存在"):
        read_archive(tmp_path / "没有.json")


words = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ),
    max_size=12,
)
dates = st.none() | st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")


@st.composite
def trees(draw: st.DrawFn) -> Any:
    tree = copy.deepcopy(sample_tree())
    tree["branch"]["superior"] = draw(words)
    tree["people"][1] = {
        "id": "p2",
        "name": draw(words.filter(bool)),
        "left_on": draw(dates),
        "unit": draw(st.none() | words),
        "stage": draw(st.sampled_from(["applicant", "activist", "target", "probationary", "full"])),
    }
    session = tree["sessions"][0]
    session["discussion"] = draw(st.none() | words.map(lambda text: f"{text}\n\t{text}"))
    session["tags"] = draw(st.lists(words, max_size=3))
    session["hours"] = draw(st.none() | st.floats(0, 1000))
    session["for_year"] = draw(st.none() | st.integers(1921, 9999))
    session["starts_at"] = draw(st.datetimes()).strftime("%Y-%m-%dT%H:%M").rjust(16, "0")
    session["ends_at"] = None
    tree["room_checks"][0]["items"]["film"] = draw(
        st.none() | st.fixed_dictionaries({"evidence_on": dates, "gap": words})
    )
    return tree


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_any_record_survives_the_journey(tree: Any) -> None:
    record = from_bytes(json.dumps(tree).encode(), "x")
    assert from_bytes(to_bytes(record), "y") == record
    assert isinstance(record, BranchRecord)


def _places(tree: Any, path: str = "") -> list[str]:
    """The path of every value in the tree, as `changed` takes it."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    found = [path.lstrip("/")] if path else []
    return found + [place for key, value in inner for place in _places(value, f"{path}/{key}")]


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.just("id"), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_places(sample_tree())), anything)
def test_anything_anywhere_is_taken_or_refused(place: str, value: Any) -> None:
    tree = changed(place, value)
    try:
        record = from_bytes(json.dumps(tree).encode(), "a.json")
    except RefusedError as error:
        said = str(error)
    else:
        said = "“a.json”"
        assert from_bytes(json.dumps(_without_nulls(tree)).encode(), "b") == record
    assert said.startswith("“a.json”")
    assert "\n" not in said
    assert said.encode()


def test_the_photo_is_what_its_name_says() -> None:
    assert hashlib.sha256(PHOTO).hexdigest() == PHOTO_SHA
    assert Archive(from_bytes(json.dumps(sample_tree()).encode(), "x")).attachments == {}
