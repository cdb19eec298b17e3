"""Random histories dense in trouble: the engine's tables against the plain replay."""
