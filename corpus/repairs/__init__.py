"""One file a kind of damage; `corpus.repair` puts the steps in order."""
