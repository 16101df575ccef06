"""One file a format: the bytes of a file become its text."""
