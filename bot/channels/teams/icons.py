"""The icons of the Teams app: the house of bot/web/icon.svg, in the two sizes that Microsoft asks for.

A colour icon of 192 x 192 pixels that fills its square, with the drawing in the 120 in the middle, and an
outline of 32 x 32 in white on nothing ("Design your app icon for the Microsoft Teams Store and app bar").
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

COLOUR_SIZE, OUTLINE_SIZE = 192, 32
_DRAWN_IN = 160  # pixels of the colour icon for the whole grid, of which lines take 21 squares of 32
_FINER = 8  # times: drawn larger and made smaller, which makes its edges smooth
_GRID = 32  # the drawing's own squares, as in icon.svg
_WALLS = ((7, 25), (7, 12), (16, 6), (25, 12), (25, 25))
_DOOR = ((13, 25), (13, 17), (19, 17), (19, 25))
_LINE = 3


def colour(brand: str) -> bytes:
    """The colour icon as PNG, white on ``brand``, which is written ``#rrggbb``."""
    return _png(
        Image.alpha_composite(_plain(COLOUR_SIZE, brand), _house(COLOUR_SIZE, _DRAWN_IN)).convert("RGB")
    )


def outline() -> bytes:
    """The outline icon as PNG: white, and transparent around it."""
    return _png(_house(OUTLINE_SIZE, OUTLINE_SIZE))


def _house(size: int, drawn_in: int) -> Image.Image:
    """The house in the middle of a transparent square of ``size`` pixels, ``drawn_in`` pixels wide."""
    # white everywhere, so that making it smaller leaves no grey edge; only how much of it is seen is drawn
    seen = Image.new("L", (size * _FINER, size * _FINER), 0)
    pen = ImageDraw.Draw(seen)
    scale = drawn_in * _FINER / _GRID
    start = (size - drawn_in) * _FINER / 2
    width = round(_LINE * scale)
    for line in (_WALLS, _DOOR):
        points = [(start + x * scale, start + y * scale) for x, y in line]
        pen.line(points, fill=255, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    image = _plain(size, "#ffffff")
    image.putalpha(seen.resize((size, size), Image.Resampling.BOX))
    return image


def _plain(size: int, colour: str) -> Image.Image:
    return Image.new("RGBA", (size, size), colour)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
