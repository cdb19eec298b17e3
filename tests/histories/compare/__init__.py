"""Running the engine and the replay over the same facts, and telling differences."""
