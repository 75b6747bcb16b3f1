"""The window. The only package that imports PySide6."""

from liangxin_desktop.ui.immortal import keep_constants

keep_constants()
