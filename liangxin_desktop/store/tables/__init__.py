"""The tables. Each inherits its noun's fields from the domain and adds what only a store needs: keys and references.

Columns named `key` number the rows in the order they were added; a part's `owner` and `place` say whose it is and
where in the list it stands. Rows are read and written with plain statements and never leave the store.
"""

from __future__ import annotations

from liangxin_desktop.store.tables.books import AuditRow, IdentityRow, RecycledRow, ReturnRow, SettingRow, TrustedRow
from liangxin_desktop.store.tables.branch import (
    BranchQuotaRow,
    BranchRow,
    ContactRow,
    ContactTrainingRow,
    ElectionAttachmentRow,
    ElectionCandidateRow,
    ElectionRow,
    GroupRow,
    OverrideRow,
    PersonRow,
    UnitRow,
)
from liangxin_desktop.store.tables.development import (
    AssessmentByRow,
    AssessmentRow,
    DevelopmentAttachmentRow,
    DevelopmentPersonRow,
    DevelopmentRow,
)
from liangxin_desktop.store.tables.room import (
    PresetCheckItemAttachmentRow,
    PresetCheckItemRow,
    PresetCheckRow,
    RoomCheckRow,
    RoomEntryAttachmentRow,
    RoomEntryRow,
    RoomFactsRow,
    RoomItemAttachmentRow,
    RoomItemRow,
    RoomPresetItemRow,
    RoomPresetRow,
)
from liangxin_desktop.store.tables.sessions import (
    PromptRow,
    SessionAbsentRow,
    SessionActionRow,
    SessionAmendmentRow,
    SessionAttachmentRow,
    SessionLeaveRow,
    SessionPresentRow,
    SessionRow,
    SessionTagRow,
    SessionVoteRow,
)

__all__ = [
    "AssessmentByRow",
    "AssessmentRow",
    "AuditRow",
    "BranchQuotaRow",
    "BranchRow",
    "ContactRow",
    "ContactTrainingRow",
    "DevelopmentAttachmentRow",
    "DevelopmentPersonRow",
    "DevelopmentRow",
    "ElectionAttachmentRow",
    "ElectionCandidateRow",
    "ElectionRow",
    "GroupRow",
    "IdentityRow",
    "OverrideRow",
    "PersonRow",
    "PresetCheckItemAttachmentRow",
    "PresetCheckItemRow",
    "PresetCheckRow",
    "PromptRow",
    "RecycledRow",
    "ReturnRow",
    "RoomCheckRow",
    "RoomEntryAttachmentRow",
    "RoomEntryRow",
    "RoomFactsRow",
    "RoomItemAttachmentRow",
    "RoomItemRow",
    "RoomPresetItemRow",
    "RoomPresetRow",
    "SessionAbsentRow",
    "SessionActionRow",
    "SessionAmendmentRow",
    "SessionAttachmentRow",
    "SessionLeaveRow",
    "SessionPresentRow",
    "SessionRow",
    "SessionTagRow",
    "SessionVoteRow",
    "SettingRow",
    "TrustedRow",
    "UnitRow",
]
