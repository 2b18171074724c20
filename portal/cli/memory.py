"""How a process of ours looks after its memory."""

import gc


def look_for_circles_less_often() -> None:
    """Call it when everything has been imported. Pages and documents are made of many small things that leave hardly
    a circle behind: looking for circles as often as Python does by itself is a tenth of a page, a quarter of a
    rebuild and of an import."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
