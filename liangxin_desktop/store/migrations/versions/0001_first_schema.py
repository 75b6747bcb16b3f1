"""Schema 1: the record of one branch, its settings, returns, identities and audit log.

The statements stand in the file beside this one, a blank line between them. What was written into the audit log is
final: triggers refuse to change it or to take it out.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and trigger."""
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.split("\n\n"):
        op.execute(statement.strip().replace(":", "\\:"))
