"""How the room's page puts standings, evidence and plans into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from liangxin_desktop.domain.room import ItemStatus, RoomItem
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.services.attachments import is_picture
from liangxin_desktop.services.room import RoomCard, Standing
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.theme import Tone

_NUMERALS = "一二三四五六七八九十"
TONES: dict[ItemStatus, Tone] = {ItemStatus.MET: "ok", ItemStatus.PARTLY: "warn", ItemStatus.UNMET: "bad"}
UNSEEN = "未核查"
_BY_AGE: dict[Standing, tuple[Tone, str]] = {
    Standing.EXPIRING: ("warn", "将到期"),
    Standing.EXPIRED: ("warn", "已到期"),
    Standing.UNSEEN: ("quiet", UNSEEN),
}


def numeral(at: int) -> str:
    """The number of the item at that place, counted from 0."""
    return _NUMERALS[at] if at < len(_NUMERALS) else str(at + 1)


def pill_of(standing: Standing) -> tuple[Tone, str]:
    """The pill of a card."""
    return _BY_AGE.get(standing) or status_pill(ItemStatus(standing.value))


def status_pill(status: ItemStatus | None) -> tuple[Tone, str]:
    """The pill of an item in a self-check; None where it was not looked at."""
    return ("quiet", UNSEEN) if status is None else (TONES[status], label("room_status", status))


def evidence_line(card: RoomCard) -> str:
    """What proves the item, and how long; of a wanting one the gap, and who mends it by when."""
    item = card.item
    if item is None:
        return "还没有自查"
    if item.status is not ItemStatus.MET:
        return wanting_line(item, card.owner)
    parts = counted(item.attachments)
    if item.evidence_on and card.holds_to:
        word = "已于" if card.standing is Standing.EXPIRED else "可用至"
        tail = " 到期" if card.standing is Standing.EXPIRED else ""
        parts.append(f"佐证 {item.evidence_on.isoformat()}，{word} {card.holds_to.isoformat()}{tail}")
    return " · ".join(parts) or "还没有佐证"


def wanting_line(item: RoomItem, owner: str) -> str:
    """差距 and 整改, as far as they are written."""
    plan = " ".join(word for word in (owner, f"{item.plan_due_on} 前" if item.plan_due_on else "") if word)
    gap = f"差距：{short(item.gap, 24)}" if item.gap else "差距未写明"
    return f"{gap}　整改：{plan or short(item.plan, 24) or '未安排'}"


def counted(files: Sequence[Attachment]) -> list[str]:
    """How many files of each kind: 照片 4, PDF 5 份."""
    kinds = Counter(_kind(file) for file in files)
    said = {"photo": "照片 {}", "pdf": "PDF {} 份", "other": "文件 {} 份"}
    return [text.format(kinds[kind]) for kind, text in said.items() if kinds[kind]]


def short(text: str | None, most: int) -> str:
    """The text on one line, cut with "…" where it is too long."""
    line = " ".join((text or "").split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _kind(file: Attachment) -> str:
    if is_picture(file):
        return "photo"
    return "pdf" if Path(file.name).suffix.lower() == ".pdf" else "other"
