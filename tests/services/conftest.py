"""The services work on the same small store as the pages."""

from tests.ui.pages.conftest import specimen_folder, workspace

__all__ = ["specimen_folder", "workspace"]
