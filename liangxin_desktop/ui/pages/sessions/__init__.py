"""组织生活: the year's sessions on the left, the record itself on the right."""

from liangxin_desktop.ui.pages.sessions.page import SessionsPage

__all__ = ["SessionsPage"]
