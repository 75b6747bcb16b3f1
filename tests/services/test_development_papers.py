"""The papers of a person's file: told by files, ticked, missing."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.development import DevelopmentStep, MaterialState, StepDetails
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.services.development_papers import (
    materials,
    materials_of,
    missing,
    papers_of,
    suggested,
)

DAY = date(2026, 3, 10)


def step(number: int, *names: str, day: date | None = DAY, **ticks: str) -> DevelopmentStep:
    kept = tuple(Attachment(sha256=f"{at:064x}", name=name) for at, name in enumerate(names))
    papers = {key.replace("_", "-"): MaterialState(state) for key, state in ticks.items()}
    return DevelopmentStep(
        person="p", step=number, done_on=day, details=StepDetails(materials=papers or None), attachments=kept
    )


def states(*records: DevelopmentStep) -> dict[str, str | None]:
    return {one.material.key: one.state for one in papers_of(records)}


def test_every_step_has_its_papers() -> None:
    assert {one.step for one in materials()} == set(range(1, 26))
    assert len({one.key for one in materials()}) == len(materials())
    assert all(one.words for one in materials() if len(materials_of(one.step)) > 1)


def test_nothing_ticked_is_told_by_the_files() -> None:
    told = states(step(15, "支部大会会议记录.pdf", "其他.jpg"), step(1, "扫描件.pdf"), step(2, day=None))
    assert (told["application"], told["admission-minutes"], told["ballots"]) == ("scan", "scan", "missing")
    assert (told["talk"], told["training"]) == (None, None)
    (paper,) = materials_of(1)
    assert suggested(paper, [], taken=False) is None
    assert suggested(paper, ["IMG_0001.jpg"], taken=False) is MaterialState.SCAN


def test_a_tick_wins_over_files_and_a_later_one_over_an_earlier() -> None:
    assert states(step(1, "扫描件.pdf", application="original"))["application"] == "original"
    assert states(step(1, "扫描件.pdf", application="missing"))["application"] == "missing"
    terms = (step(22, conversion_request="missing"), step(22, conversion_request="original"))
    assert states(*terms)["conversion-request"] == "original"


def test_missing_are_those_of_steps_taken() -> None:
    found = missing([step(1, "申请书.pdf"), step(3, activist_minutes="original"), step(2, day=None, talk="missing")])
    assert [one.key for one in found] == ["recommendation"]
