"""The 25 steps as data: their names, the five stages they stand in, and which step waits for which."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field as Limits
from pydantic import model_validator

from liangxin_desktop.domain.development import StepNumber
from liangxin_desktop.domain.nouns import Name, Noun

STEPS = 25


class FormerName(Noun):
    """What a step was called when it was done before `until`."""

    until: date
    name: Name


class StepEntry(Noun):
    """One step. `after` are the steps it depends on (`dev.order`): done before it, or on the same day."""

    number: StepNumber
    name: Name
    after: tuple[StepNumber, ...] = ()
    formerly: FormerName | None = None

    @model_validator(mode="after")
    def _waits_for_earlier_ones(self) -> StepEntry:
        if any(before >= self.number for before in self.after):
            raise ValueError(f"step {self.number} waits for a later one")
        return self


class StepStage(Noun):
    """One of the five stages with its steps."""

    title: Name
    step: Annotated[tuple[StepEntry, ...], Limits(min_length=1)]


class StepTable(Noun):
    """The stages in their order; together they hold each step once, in order."""

    stages: tuple[StepStage, ...] = Limits(default=(), alias="stage")

    @model_validator(mode="after")
    def _every_step_once(self) -> StepTable:
        numbers = [step.number for stage in self.stages for step in stage.step]
        if self.stages and numbers != list(range(1, STEPS + 1)):
            raise ValueError(f"the steps are not 1 to {STEPS} in order: {numbers}")
        return self

    @cached_property
    def entries(self) -> dict[int, StepEntry]:
        """Each step by its number, in order."""
        return {step.number: step for stage in self.stages for step in stage.step}

    def after(self, number: int) -> tuple[int, ...]:
        """The steps that this one depends on."""
        return self.entries[number].after

    def name(self, number: int, on: date) -> str:
        """What the step is called when it is done on that day."""
        entry = self.entries[number]
        return entry.formerly.name if entry.formerly and on < entry.formerly.until else entry.name

    def stage_of(self, number: int) -> StepStage:
        """The stage in which the step stands."""
        return next(stage for stage in self.stages if any(step.number == number for step in stage.step))
