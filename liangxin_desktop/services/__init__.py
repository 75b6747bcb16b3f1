"""The use cases, one verb each. The only layer that opens a unit of work."""
