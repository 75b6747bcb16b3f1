"""What stands before the window while no record is open: the first run, and the lock."""
