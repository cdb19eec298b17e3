"""A rules file, read into exact numbers."""
