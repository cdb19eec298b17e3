"""What has landed: typed rows of every feed, and what of them counts on a day."""
