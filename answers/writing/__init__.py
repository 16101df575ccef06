"""A language model writes on top of a decided answer; every sentence of it is checked."""
