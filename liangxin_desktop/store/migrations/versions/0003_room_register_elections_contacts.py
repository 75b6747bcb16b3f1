"""Schema 3: the room's register and other standards, elections, contacts; where people came from and why they left.

The statements stand in the file beside this one, a blank line between them.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and room for the new particulars of branch and people."""
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.split("\n\n"):
        op.execute(statement.strip().replace(":", "\\:"))
