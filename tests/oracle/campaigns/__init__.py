"""Campaigns: for whom they are, what they add to orders, what came of them."""
