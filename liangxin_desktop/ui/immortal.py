"""PySide6 6.12 drops references that it does not own: of None each time a model of ours answers None, of True each time
a signal is emitted from Python.

From Python 3.12 on these have no count to lose (PEP 683). Before, the count runs out after some hours of work, and the
interpreter aborts with "deallocating None" or "deallocating True or False". So there they get more references than
anyone can drop.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 48


def keep_constants() -> None:
    """Make None, True and False outlive every reference dropped by mistake; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        known = sys.getrefcount(constant)
        if known < _PLENTY and abs(count.value - known) <= 1:
            count.value += _PLENTY
