"""A return laid out beside the window: the data, what to look at, the pages, and who signs."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.verdicts import CertificateFacts
from liangxin_desktop.services.identity import current_facts
from liangxin_desktop.services.return_desk import Point, points
from liangxin_desktop.services.returns import ReturnOrder, SignedReturn, compile_return, draft_pages, signed_pages
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.tasks import Progress


@dataclass(frozen=True)
class DraftSheet:
    """A return not signed yet. `facts` are those of the certificate that would sign; None before the first."""

    payload: ReturnPayload
    points: tuple[Point, ...]
    pdf: bytes
    facts: CertificateFacts | None


def lay_out(workspace: Workspace, wanted: ReturnOrder, progress: Progress) -> DraftSheet:
    """Compile and lay out a draft; it can be stopped between its steps."""
    payload = compile_return(workspace, wanted)
    progress(1, 3)
    found, facts = points(workspace, payload), current_facts(workspace)
    progress(2, 3)
    return DraftSheet(payload, found, draft_pages(payload), facts)


def fetch(workspace: Workspace, number: str, _progress: Progress) -> SignedReturn:
    """A signed return as it was signed."""
    return signed_pages(workspace, number)
