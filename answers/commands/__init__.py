"""Commands of ``python -m answers`` with a file of their own; each only parses, calls and prints."""
