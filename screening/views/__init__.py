"""/ka/: what a 課 owes, everything of one proposal, and the acts on it."""
