"""党员名册: the roster, one person's particulars, and a roster sheet on its way in."""

from liangxin_desktop.ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
