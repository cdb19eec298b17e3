"""Points: credits, debits, the line in which lots are used up, and the rows of it."""
