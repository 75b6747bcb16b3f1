"""What stands half written in a form of the panel: kept through a lock, taken up again for the same person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liangxin_desktop.services.development_entry import assessments_of, steps_of
from liangxin_desktop.services.development_form import names_of
from liangxin_desktop.services.unsaved import keep_unsaved, unsaved
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.development.newcomer import NewcomerForm
from liangxin_desktop.ui.pages.development.panel import WayPanel
from liangxin_desktop.ui.pages.development.plan_form import PlanForm
from liangxin_desktop.ui.pages.development.sheet import FormSheet

_FORM = "development"


class UnsavedForm:
    """Stands beside the panel. `keep` before the page is left and after each write, `take_up` when it is shown."""

    def __init__(self, workspace: Workspace, panel: WayPanel) -> None:
        self._workspace, self._panel = workspace, panel
        self._forms: dict[str, FormSheet] = {
            "step": panel.step_form,
            "assessment": panel.assessment_form,
            "application": panel.application_form,
            "transfer": panel.transfer_form,
            "leaving": panel.leaving_form,
            "plan": panel.plan_form,
        }

    def keep(self) -> None:
        """Keep what stands unsaved in the form in front; forget what was saved or given up."""
        front = self._panel.front()
        name = next((name for name, form in self._forms.items() if form is front and form.is_dirty()), None)
        form = self._forms[name] if name else None
        kept = {"form": name, "subject": form.subject, "typed": form.typed()} if form else {}
        keep_unsaved(self._workspace, _FORM, kept)

    def take_up(self, show: Callable[[str], object]) -> None:
        """Fill in again what was kept, after `show` has brought its person, by the id, to the panel."""
        kept = unsaved(self._workspace, _FORM)
        person = kept.get("subject", {}).get("person", "")
        if not kept or self._panel.front() is not None or (person and person not in names_of(self._workspace)):
            return
        if person:
            show(person)
        self._begin(kept["form"], kept["subject"])
        form = self._forms[kept["form"]]
        self._panel.show_form(form)
        form.retype(kept["typed"])

    def _begin(self, name: str, subject: Mapping[str, Any]) -> None:
        """Begin with the form as it was begun then."""
        panel, way = self._panel, self._panel.way
        if not subject or way is None:
            new: dict[str, NewcomerForm | PlanForm]
            new = {"application": panel.application_form, "transfer": panel.transfer_form, "plan": panel.plan_form}
            new[name].show_new()
        elif name == "step":
            record = dict(steps_of(self._workspace, way.person.id)).get(subject["key"])
            panel.step_form.show_step(way, way.steps[subject["number"] - 1], record)
        elif name == "assessment":
            made = dict(assessments_of(self._workspace, way.person.id)).get(subject["key"])
            panel.assessment_form.show_assessment(way, made)
        else:
            panel.leaving_form.show_way(way)
