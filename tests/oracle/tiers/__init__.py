"""The tier of a member on every day, and the rows of it."""
