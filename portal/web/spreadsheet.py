"""Cells of a file that somebody opens in a spreadsheet program."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """Also behind what a spreadsheet program leaves out before it looks."""
    begins = cell.lstrip(" \n\v\f\u00a0\ufeff'\"")
    return f"'{cell}" if begins.startswith(FORMULA_SIGNS) or cell.startswith(FORMULA_SIGNS) else cell
