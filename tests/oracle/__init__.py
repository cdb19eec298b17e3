"""A plain replay of the programme, to hold the published tables against."""
