"""The page 发展党员."""
