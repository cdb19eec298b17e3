"""Helpers for the tests: small cases worked out by hand, and random ledgers."""
