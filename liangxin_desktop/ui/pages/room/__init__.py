"""阵地六有: the six items as cards, the self-check that fills them, and the self-checks in a row."""

from liangxin_desktop.ui.pages.room.page import RoomPage

__all__ = ["RoomPage"]
