"""Campaigns: whom they are for, the points they add to orders, and what came of them."""
