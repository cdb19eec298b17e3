"""An independent day-by-day replay of the rules, to check the published tables."""
