"""Schema 2: themes by month as the street issues them, and the one from which a session was planned.

The statements stand in the file beside this one, a blank line between them.
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of themes, and room for one in each session."""
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.split("\n\n"):
        op.execute(statement.strip().replace(":", "\\:"))
