"""What comes in from and goes out to other programs: spreadsheets and archives."""
