"""Why a file from outside cannot be taken."""

from liangxin_desktop.errors import RefusedError


class UnfitError(ValueError):
    """The file is not acceptable; the message is a Chinese clause without a full stop, to follow the file's name."""


class NoTableError(UnfitError):
    """No sheet of the workbook has a table of the kind sought."""


class OtherSheetError(RefusedError):
    """The same, told to the user: the workbook may hold a table of another kind."""
