"""Programmes over small landings whose outcome a person can work out."""
