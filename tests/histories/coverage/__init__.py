"""What the histories have to contain, each feature recognised in the facts."""
