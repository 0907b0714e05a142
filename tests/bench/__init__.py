"""A generated desk: meetings, sources and everything around them, of any size, all of it invented."""
