"""What went wrong in the user's world, in words the user can act on.

Everything else that goes wrong is a mistake of this program: it is logged and shown on one crash page.
"""


class LiangxinError(Exception):
    """The user's world failed: `title` says what happened and where, `advice` what to do, both in Chinese."""

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(title, advice)
        self.title = title
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.title}{self.advice}"


class WrongPasswordError(LiangxinError):
    """The password or the recovery code does not open this store."""


class DamagedError(LiangxinError):
    """A file of ours was altered or is incomplete."""


class BusyError(LiangxinError):
    """Another window or process holds the store. Never a sign of damage."""


class RefusedError(LiangxinError):
    """The input, the place or the request is not acceptable; nothing was changed."""


class CancelledError(LiangxinError):
    """The user stopped the work; nothing was changed."""
