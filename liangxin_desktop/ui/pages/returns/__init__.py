"""报表报送: the returns owed and signed, the paper, what to look at before signing, and the returns received."""

from liangxin_desktop.ui.pages.returns.page import ReturnsPage

__all__ = ["ReturnsPage"]
