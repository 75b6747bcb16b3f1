"""设置与备份: backups, password, look, rules, certificate."""
