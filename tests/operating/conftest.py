from tests.operating.homes import expected, shop

__all__ = ["expected", "shop"]
