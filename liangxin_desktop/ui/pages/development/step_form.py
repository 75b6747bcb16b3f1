"""The form of a step in the panel: written down, corrected, refused with the reason why it was done all the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.development import DevelopmentStep
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.development import StepLine, Way
from liangxin_desktop.services.development_decisions import is_decided
from liangxin_desktop.services.development_entry import RuleRefusedError, remove_step, steps_of, take_step
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.details import step_fields
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.pages.development.step_fields import StepFields
from liangxin_desktop.ui.widgets.incoming import IncomingFiles

_HINT = "不填日期即记为办理中，填了日期即为已办。"


class StepForm(FormSheet):
    """One step of one person. `wanted(request)` to see a session, `said(str)` of what was done to a scan."""

    wanted = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记", parent)
        self._workspace = workspace
        self._key: int | None = None
        self._record: DevelopmentStep | None = None
        self.fields: StepFields | None = None
        self._incoming = self._take_files(self)

    def show_step(self, way: Way, step: StepLine, record: DevelopmentStep | None = None) -> None:
        """Begin with a step: what is recorded of it (an earlier term's, where given), or nothing yet."""
        record = record or step.record
        self._record, self._key = record, self._key_of(way, record)
        self.subject = {"person": way.person.id, "number": step.number, "key": self._key}
        self.fields = step_fields(self._workspace, way.person.id, step.number, self)
        title = f"第 {step.number} 步　{step.name}"
        self.fields.show_step(record)
        self.set_form(title, self.fields, _HINT, removable=record is not None)
        self.fields.wanted.connect(self.wanted)
        self.fields.scans.said.connect(self.said)
        self.fields.scans.paste_wanted.connect(self._incoming.paste)
        self._take_files(self.fields)

    def renew(self) -> None:
        """Sessions were written: offer them as they are now; other forms are left as they are being typed."""
        if self.fields is not None and is_decided(self.fields.number):
            self.fields.follow_day()

    def _take_files(self, onto: QWidget) -> IncomingFiles:
        incoming = IncomingFiles(onto, lambda: self._workspace.now)
        incoming.came.connect(self._came)
        incoming.hovering.connect(self._welcome)
        return incoming

    def _came(self, files: Sequence[Incoming]) -> None:
        if self.fields is not None:
            self.fields.scans.add(files)

    def _welcome(self, hovering: bool) -> None:
        if self.fields is not None:
            self.fields.scans.tiles.set_welcoming(hovering)

    def _key_of(self, way: Way, record: DevelopmentStep | None) -> int | None:
        entries = steps_of(self._workspace, way.person.id) if record else ()
        return next((key for key, one in entries if one == record), None)

    @override
    @guarded
    def save(self) -> None:
        if self.fields is None or not self.settle():
            return
        if self.fields.scans.intake.is_busy():
            raise RefusedError("附件还在添加。", "请等它完成后再登记。")
        step = self.fields.step()
        try:
            changes = take_step(self._workspace, step, key=self._key, reason=self.reason_given())
        except RuleRefusedError as error:
            self.refuse(error)
            return
        self.done(changes, "已登记" if step.done_on else "已记为办理中")

    @override
    @guarded
    def take_out(self) -> None:
        if self._key is None or self._record is None:
            return
        day = self._record.done_on.isoformat() if self._record.done_on else "办理中"
        losses = [f"{self.title.text()}（{day}）"]
        if ConfirmDialog.ask(self.window(), "删除这一步的记录？", losses=losses, action="删除"):
            self.done(remove_step(self._workspace, self._key), "已删除")
