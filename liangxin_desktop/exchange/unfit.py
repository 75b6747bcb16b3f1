"""Why a file from outside cannot be taken."""


class UnfitError(ValueError):
    """The file is not acceptable; the message is a Chinese clause without a full stop, to follow the file's name."""
