"""内容提示: the street's themes by month, taken from its file, offered for a session, counted when used.

The program writes no minutes: a theme proposes a 主题 and says its points; what was said is the branch's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.imports import Refusal
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.workspace import Workspace

PLANNED_BY_THEME = (SessionKind.THEME_DAY, SessionKind.LECTURE)
"""The kinds of sessions for which themes are offered."""


@dataclass(frozen=True)
class PromptChange:
    """A theme as it is and as the file has it."""

    before: Prompt
    after: Prompt


@dataclass(frozen=True)
class PromptPlan:
    """What importing a file would do; nothing was changed yet."""

    file: str
    added: tuple[Prompt, ...]
    changed: tuple[PromptChange, ...]
    unchanged: tuple[Prompt, ...]
    refused: tuple[Refusal, ...]

    def lines(self) -> Iterator[str]:
        """The plan in words."""
        yield (
            f"“{self.file}”：新增{len(self.added)}项，更新{len(self.changed)}项，"
            f"无变化{len(self.unchanged)}项，有错{len(self.refused)}处"
        )
        yield from (f"  新增 {one.month} {one.theme}" for one in self.added)
        yield from (f"  更新 {one.after.month} {one.after.theme}" for one in self.changed)
        yield from (f"  有错 {one}" for one in self.refused)


@dataclass(frozen=True)
class PromptUse:
    """How many of a year's themes sessions of that year were planned from."""

    year: int
    used: int
    issued: int


def plan_prompts(workspace: Workspace, path: Path) -> PromptPlan:
    """Read the file and say what it would add, change and refuse. Raises RefusedError for a file that is no list."""
    from liangxin_desktop.exchange.prompts import read_prompts

    sheet = read_prompts(path)
    with workspace.begin() as work:
        kept = {one.id: one for one in work.prompts.all()}
    known = [one for one in sheet.prompts if one.id in kept]
    same = tuple(one for one in known if _says_the_same(kept[one.id], one))
    return PromptPlan(
        file=sheet.file,
        added=tuple(one for one in sheet.prompts if one.id not in kept),
        changed=tuple(PromptChange(kept[one.id], one) for one in known if one not in same),
        unchanged=same,
        refused=sheet.refusals,
    )


def import_prompts(workspace: Workspace, plan: PromptPlan, *, skip_bad_rows: bool = False) -> Changes:
    """Do what the plan says, all of it or nothing. A bad row refuses the file unless bad rows are to be skipped."""
    if plan.refused and not skip_bad_rows:
        raise RefusedError(
            f"“{plan.file}”有{len(plan.refused)}处有错，没有导入任何内容。第一处：{plan.refused[0]}。",
            "请改好再导入，或选择跳过有错的行。",
        )
    with workspace.begin() as work:
        for one in (*plan.added, *(change.after for change in plan.changed)):
            work.prompts.put(one)
        return work.commit()


def prompts_for(workspace: Workspace, day: date) -> tuple[Prompt, ...]:
    """The themes of the day's month, in the order issued."""
    with workspace.begin() as work:
        return tuple(one for one in work.prompts.all() if one.month == f"{day:%Y-%m}")


def get_prompt(workspace: Workspace, prompt_id: str) -> Prompt | None:
    """The theme of this id; None where it never came to this branch, as after taking over another's archive."""
    with workspace.begin() as work:
        return work.prompts.get(prompt_id)


def prompt_use(workspace: Workspace, year: int) -> PromptUse:
    """How many of the year's themes were used by sessions held in it, drafts included."""
    with workspace.begin() as work:
        issued = {one.id for one in work.prompts.all() if one.month.startswith(f"{year}-")}
        used = work.sessions.prompts_used(date(year, 1, 1), date(year, 12, 31))
    return PromptUse(year, len(issued & used), len(issued))


def _says_the_same(one: Prompt, other: Prompt) -> bool:
    return (one.month, one.theme, one.points) == (other.month, other.theme, other.points)
