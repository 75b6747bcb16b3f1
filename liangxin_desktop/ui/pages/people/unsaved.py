"""What stands unsaved in a person's form: given up only when asked, kept through a lock, taken up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.unsaved import keep_unsaved, unsaved
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.pages.people.panel import PersonPanel

_FORM = "person"


class UnsavedPerson:
    """Stands beside the panel. `keep` before the page is left and after each write, `take_up` when it is shown."""

    def __init__(self, workspace: Workspace, panel: PersonPanel) -> None:
        self._workspace, self._panel = workspace, panel

    def may_leave(self) -> bool:
        """Whether another person may take the panel: nothing unsaved there, or the user gives it up."""
        panel = self._panel
        if not panel.is_dirty():
            return True
        if not ConfirmDialog.gives_up(panel.window(), panel.title.text()):
            return False
        panel.drop()
        self.keep()
        return True

    def keep(self) -> None:
        """Keep what stands there unsaved; forget what was saved or given up."""
        panel = self._panel
        typed = {"id": panel.person_id(), "typed": panel.form.typed()} if panel.is_dirty() else {}
        keep_unsaved(self._workspace, _FORM, typed)

    def take_up(self, people: Mapping[str, PersonLine], groups: Sequence[Group]) -> bool:
        """Show again what was kept, in the form of its person or of somebody new; False when nothing was."""
        kept = unsaved(self._workspace, _FORM)
        known = people.get(kept.get("id") or "")
        if not kept or self._panel.is_dirty() or (kept["id"] and known is None):
            return False
        if known is None:
            self._panel.begin(groups)
        else:
            self._panel.show_line(known, groups)
        self._panel.form.retype(kept["typed"])
        return True
