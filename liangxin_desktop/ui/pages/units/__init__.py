"""覆盖单位: the register of the units that the branch looks after, and how far they are covered."""

from liangxin_desktop.ui.pages.units.page import UnitsPage

__all__ = ["UnitsPage"]
