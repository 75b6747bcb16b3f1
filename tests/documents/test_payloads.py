"""`return.json` is read strictly, and its published schema says what the program's own noun says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from liangxin_desktop.documents.payloads import NewerError, PayloadError, read_payload
from liangxin_desktop.domain import annual_figures, room_particulars
from liangxin_desktop.domain.annual_figures import AnnualFigures, AnnualRow
from liangxin_desktop.domain.branch import Affiliation, Formation, UnitKind
from liangxin_desktop.domain.findings import Finding, SetAside, Severity, Subject, SubjectType
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.returns import (
    LAYOUT,
    DevelopmentFigures,
    DevelopmentRow,
    LifeFigures,
    LifeRow,
    ReturnKind,
    ReturnPayload,
    RoomFigures,
    RoomRow,
    StageFigures,
)
from liangxin_desktop.domain.room import ItemStatus
from liangxin_desktop.paths import resources
from tests.documents.annual_papers import annual_payload, one_of_each
from tests.documents.papers import development_payload, room_payload, room_payload_before_register
from tests.documents.specimens import payload

_FINDING = Finding(
    code="life.theme-day",
    severity=Severity.LATE,
    subject=Subject(type=SubjectType.BRANCH, id="branch", name="八号桥联合党支部"),
    period="2026-07",
    due_on=date(2026, 7, 31),
    basis="支部条例 第十八条",
    message="7月主题党日未按期召开",
    override=SetAside(
        reason="高温停工\n已补开",
        by="陈国华",
        at="2026-08-03T09:00",
        severity=Severity.OVERDUE,  # type: ignore[arg-type]
    ),
)
_WRONG: tuple[Any, ...] = (
    None,
    True,
    7,
    1.5,
    "",
    "字",
    "a\n",
    "\u202e",
    "2026-10-08",
    [],
    {},
    [1],
    {"a": 1},
    "x" * 201,
)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The published schema."""
    text = (resources() / "schemas" / "return.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


_NOUNS: dict[str, tuple[type[Noun], type[Noun]]] = {
    "life": (LifeFigures, LifeRow),
    "room": (RoomFigures, RoomRow),
    "development": (DevelopmentFigures, DevelopmentRow),
    "annual": (AnnualFigures, AnnualRow),
}


def _document(kind: str = "life") -> dict[str, Any]:
    corrected = {"findings": (_FINDING,), "revises": "HP-01", "reason": "更正"}
    makers: dict[str, Any] = {
        "room": partial(room_payload, rows=room_payload().rows[3:5]),
        "development": development_payload,
        "annual": one_of_each,
    }
    sent = makers[kind](**corrected) if kind in makers else payload(2, **corrected)
    document: dict[str, Any] = json.loads(sent.to_bytes())
    return document


def _bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_what_goes_out_comes_in() -> None:
    sent = payload(5, findings=(_FINDING,))
    assert read_payload(sent.to_bytes()) == sent


@given(
    kind=st.sampled_from([ReturnKind.LIFE, ReturnKind.RECEIPT]),
    number=st.integers(0, 20),
    revision=st.integers(0, 999),
    notes=st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"])),
    findings=st.lists(st.just(_FINDING), max_size=2),
)
def test_whatever_the_program_compiles_is_accepted(
    kind: ReturnKind, number: int, revision: int, notes: str, findings: list[Finding]
) -> None:
    sent = payload(number, kind=kind, revision=revision, notes=notes, findings=tuple(findings))
    assert read_payload(sent.to_bytes()) == sent


@given(rows=st.lists(st.sampled_from(room_payload().rows), max_size=8), counts=st.tuples(*[st.integers(0, 9)] * 4))
def test_whatever_room_return_is_compiled_is_accepted(rows: list[dict[str, Any]], counts: tuple[int, ...]) -> None:
    figures = {**room_payload().figures, **dict(zip(("items", "met", "partly", "unmet"), counts, strict=True))}
    sent = room_payload(rows=tuple(rows), figures=figures)
    assert read_payload(sent.to_bytes()) == sent


@given(rows=st.lists(st.sampled_from(development_payload().rows), max_size=8), planned=st.none() | st.integers(0, 99))
def test_whatever_development_return_is_compiled_is_accepted(rows: list[dict[str, Any]], planned: int | None) -> None:
    sent = development_payload(rows=tuple(rows), figures={**development_payload().figures, "planned": planned})
    assert read_payload(sent.to_bytes()) == sent


@given(rows=st.lists(st.sampled_from(annual_payload().rows), max_size=8), covers=st.booleans())
def test_whatever_annual_return_is_compiled_is_accepted(rows: list[dict[str, Any]], covers: bool) -> None:
    figures = annual_payload().figures
    sent = annual_payload(rows=tuple(rows), figures=figures if covers else {**figures, "cover": None})
    assert read_payload(sent.to_bytes()) == sent


def test_the_schema_names_the_fields_of_the_nouns(schema: dict[str, Any]) -> None:
    nouns: dict[str, type[Noun]] = {
        "life_figures": LifeFigures,
        "life_row": LifeRow,
        "room_figures": RoomFigures,
        "room_row": RoomRow,
        "room_particulars": room_particulars.Particulars,
        "particulars_of_room": room_particulars.RoomParticulars,
        "particulars_of_gallery": room_particulars.GalleryParticulars,
        "particulars_of_website": room_particulars.WebsiteParticulars,
        "particulars_of_journal": room_particulars.JournalParticulars,
        "particulars_of_film": room_particulars.FilmParticulars,
        "particulars_of_materials": room_particulars.MaterialsParticulars,
        "tally": room_particulars.Tally,
        "counted_title": room_particulars.CountedTitle,
        "development_figures": DevelopmentFigures,
        "development_row": DevelopmentRow,
        "stage_figures": StageFigures,
        "annual_figures": AnnualFigures,
        "annual_row": AnnualRow,
        "annual_branch": annual_figures.BranchFigures,
        "annual_members": annual_figures.MemberFigures,
        "annual_leaving": annual_figures.LeavingFigures,
        "yearly_duty": annual_figures.YearlyDuty,
        "annual_talks": annual_figures.TalkFigures,
        "annual_study": annual_figures.StudyFigures,
        "room_year": annual_figures.RoomYear,
        "room_year_item": annual_figures.RoomYearItem,
        "cover_year": annual_figures.CoverYear,
        "cover_rate": annual_figures.CoverFigures,
        "finding": Finding,
        "subject": Subject,
        "set_aside": SetAside,
    }
    described = [(schema, ReturnPayload), *((schema["$defs"][name], noun) for name, noun in nouns.items())]
    for part, noun in described:
        needed = {name for name, field in noun.model_fields.items() if field.is_required()}
        assert set(part["properties"]) == set(noun.model_fields), noun
        assert needed <= set(part["required"]) <= set(part["properties"]), noun
        assert part["additionalProperties"] is False
    assert schema["properties"]["kind"]["enum"] == list(ReturnKind)
    assert schema["$defs"]["severity"]["enum"] == list(Severity)
    assert schema["$defs"]["room_status"]["enum"] == list(ItemStatus)
    assert schema["$defs"]["stage"]["enum"] == list(Stage)
    assert schema["$defs"]["leaving_kind"]["enum"] == list(LeavingKind)
    of_branch = schema["$defs"]["annual_branch"]["properties"]
    for name, closed in {"unit_kind": UnitKind, "formation": Formation, "affiliation": Affiliation}.items():
        assert of_branch[name]["enum"] == [*closed, None]
    assert schema["$defs"]["subject"]["properties"]["type"]["enum"] == list(SubjectType)


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from _places(child, (*path, key))


def _spoiled_elsewhere(kind: str, path: tuple[Any, ...]) -> bool:
    """What all kinds share is spoiled in one of them, and so is what the year's return takes over from others."""
    taken_over = kind == "annual" and len(path) > 2 and path[1] in ("development", "life")
    return taken_over or (kind != "life" and path[0] not in ("figures", "rows"))


def _with(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The document with another value at the path; what lies beside the path is shared."""
    node: Any = copy.copy(document)
    node[path[0]] = value if len(path) == 1 else _with(node[path[0]], path[1:], value)
    return node


def _model_accepts(document: dict[str, Any]) -> bool:
    try:
        taken = ReturnPayload.model_validate(document)
        figures, row_noun = _NOUNS[taken.kind]
        figures.model_validate(taken.figures)
        for row in taken.rows:
            row_noun.model_validate(row)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", list(_NOUNS))
def test_the_schema_and_the_nouns_agree(schema: dict[str, Any], kind: str) -> None:
    """Every value replaced by every wrong one: what the schema accepts the nouns accept; what either refuses is."""
    validator, refused, accepted = Draft202012Validator(schema), 0, 0
    honest = _document(kind)
    for path in _places(honest):
        for wrong in _WRONG if path and not _spoiled_elsewhere(kind, path) else ():
            document = _with(honest, path, wrong)
            if validator.is_valid(document):
                accepted += 1
                assert _model_accepts(document), (path, wrong)
            else:
                refused += 1
                with pytest.raises(PayloadError):
                    read_payload(_bytes(document))
    assert refused > 500
    assert accepted > 100


def test_a_room_return_without_particulars_comes_in_as_it_went_out() -> None:
    """The key came later: it may be missing, or null."""
    sent = room_payload_before_register()
    assert read_payload(sent.to_bytes()) == sent
    nothing = room_payload(figures={**sent.figures, "particulars": None})
    assert read_payload(nothing.to_bytes()) == nothing


def test_a_missing_key_is_named() -> None:
    document = _document()
    del document["rows"][1]["topic"]
    with pytest.raises(PayloadError, match=r"rows\[1\]"):
        read_payload(_bytes(document))


@pytest.mark.parametrize("change", [{"version": 2}, {"layout": LAYOUT + 1}, {"version": 3, "seal": {}}])
def test_a_later_return_asks_for_an_update(change: dict[str, Any]) -> None:
    with pytest.raises(NewerError, match="升级"):
        read_payload(_bytes(_document() | change))


@pytest.mark.parametrize("change", [{"version": 0}, {"version": True}, {"version": "2"}, {"format": "x", "version": 2}])
def test_an_odd_version_is_not_a_later_one(change: dict[str, Any]) -> None:
    with pytest.raises(PayloadError) as caught:
        read_payload(_bytes(_document() | change))
    assert not isinstance(caught.value, NewerError)
