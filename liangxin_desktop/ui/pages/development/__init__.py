"""发展党员: the board of those on the way, one person's 25 steps beside it, and the forms that write them down."""
