"""The pages of the window, in the order of the rail. Each module is imported when its page is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.widgets.page import Page


@dataclass(frozen=True)
class PageEntry:
    """A page in the rail: its key, its name, its icon, and the module and class that make it."""

    key: str
    title: str
    icon: str
    place: str

    def make(self, workspace: Workspace) -> Page:
        """The page upon the open record."""
        module, name = self.place.split(":")
        page: Page = getattr(import_module(f"{__name__}.{module}"), name)(workspace)
        return page


ALL_PAGES = (
    PageEntry("workbench", "工作台", "house", "workbench.page:WorkbenchPage"),
    PageEntry("people", "党员名册", "users", "people.page:PeoplePage"),
    PageEntry("sessions", "组织生活", "calendar-days", "sessions.page:SessionsPage"),
    PageEntry("development", "发展党员", "trending-up", "development.page:DevelopmentPage"),
    PageEntry("room", "阵地六有", "grid-2x2-check", "room.page:RoomPage"),
    PageEntry("returns", "报表报送", "file-text", "returns.page:ReturnsPage"),
    PageEntry("branch", "支部概况", "landmark", "branch.page:BranchPage"),
    PageEntry("units", "覆盖单位", "building-2", "units.page:UnitsPage"),
    PageEntry("settings", "设置与备份", "settings", "settings.page:SettingsPage"),
)
