from tests.small_region import database

__all__ = ["database"]
