"""The shipped programmes: small landings whose outcome a person can work out."""
