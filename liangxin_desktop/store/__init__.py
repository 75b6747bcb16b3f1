"""The encrypted record on disk: key, database, migrations, audit log, attachments, backups."""
