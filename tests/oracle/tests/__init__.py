"""The replay itself, against cases worked out by hand and properties of all cases."""
