"""支部概况: the branch's particulars, its leadership, its groups, and what the rules say of them."""

from liangxin_desktop.ui.pages.branch.page import BranchPage

__all__ = ["BranchPage"]
