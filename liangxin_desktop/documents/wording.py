"""The words that the forms print, read once from `resources/wording/` and checked to be complete."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import Field

from liangxin_desktop.documents.words.base import PaperWords, Words
from liangxin_desktop.documents.words.branch import BranchSheetWords, ElectionWords, RecoveryWords
from liangxin_desktop.documents.words.people import (
    AssessmentFormWords,
    DevelopmentFormWords,
    PersonHeadWords,
    ProbationFormWords,
    RosterWords,
)
from liangxin_desktop.documents.words.returns import DevelopmentWords, LifeWords, ReturnWords
from liangxin_desktop.documents.words.room import ModelRoomWords, RoomWords
from liangxin_desktop.documents.words.sessions import MonthPlanWords, SessionBookWords, SessionWords
from liangxin_desktop.domain.room import ItemStatus
from liangxin_desktop.labels import read_labels
from liangxin_desktop.paths import resources


class FormWords(Words):
    """All of `forms.toml`, and the labels of closed lists that forms print from the data alone."""

    paper: PaperWords
    life: LifeWords
    development: DevelopmentWords
    person_head: PersonHeadWords
    development_form: DevelopmentFormWords
    assessment_form: AssessmentFormWords
    probation_form: ProbationFormWords
    room: RoomWords
    model_room: ModelRoomWords
    room_status: dict[ItemStatus, str]
    returns: ReturnWords = Field(alias="return")
    session: SessionWords
    session_book: SessionBookWords
    month_plan: MonthPlanWords
    election: ElectionWords
    roster: RosterWords
    branch_sheet: BranchSheetWords
    recovery: RecoveryWords


@cache
def words() -> FormWords:
    """The wording of every form."""
    forms = tomllib.loads((resources() / "wording" / "forms.toml").read_text(encoding="utf-8"))
    return FormWords.model_validate({**forms, "room_status": read_labels()["room_status"]})
