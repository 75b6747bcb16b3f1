"""The way to membership: the table of its 25 steps, one person's place in it, and what comes next by when."""
