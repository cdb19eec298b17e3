"""The score of a member on every day."""
