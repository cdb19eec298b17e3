"""The published tables that are compared: a row of each, its columns by name."""
