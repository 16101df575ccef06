"""The commands of ``python -m eval``, one file each; each only parses, calls and prints."""
