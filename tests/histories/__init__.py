"""Random members full of edge cases: the engine's tables against the replay's."""
