"""A small SVG page: boxes, wrapped text that can be selected, and curves. Same input, same output."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

FONT = "Verdana, DejaVu Sans, Arial, sans-serif"
LINE = 18
SMALL_LINE = 15
_PER_CHARACTER = {"": 0.56, "bold": 0.63, "small": 0.56 * 11 / 13}
_STYLE = (
    f"text{{font:13px {FONT};fill:#1b1b1b}}.bold{{font-weight:bold}}.small{{font-size:11px}}"
    ".large{font-size:17px;font-weight:bold}.huge{font-size:24px;font-weight:bold}.white{fill:#fff}"
)

_CORNERS = {
    "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
    "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
    "triangle": ((0, -7), (7, 6), (-7, 6)),
}


def wrap(text: str, width: float, style: str = "") -> list[str]:
    """Lines of text that fit ``width`` pixels in a style, by the width of a usual letter."""
    return textwrap.wrap(text, max(8, int(width / (13 * _PER_CHARACTER[style])))) or [""]


@dataclass(frozen=True)
class Box:
    """Where a box stands."""

    x: float
    y: float
    width: float
    height: float

    @property
    def below(self) -> float:
        """Where the next box may start."""
        return self.y + self.height + 8


@dataclass(frozen=True)
class Wire:
    """A line from the right side of one box to the left side of another."""

    start: Box
    end: Box
    colour: str
    dashed: bool = False


@dataclass
class Page:
    """An SVG page that grows downwards. ``title`` and ``description`` are read out by a screen reader."""

    width: int
    title: str
    description: str
    _parts: list[str] = field(default_factory=list)
    _behind: list[str] = field(default_factory=list)

    def box(self, box: Box, fill: str, line: str = "none", weight: int = 1) -> None:
        """A rectangle with soft corners."""
        self._parts.append(
            f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="5" '
            f'fill="{fill}" stroke="{line}" stroke-width="{weight}"/>'
        )

    def lines(self, x: float, y: float, lines: Sequence[str], style: str = "", step: int = LINE) -> float:
        """Lines of text, the first with its baseline at ``y``; the baseline that a next line would have."""
        kind = f' class="{style}"' if style else ""
        for line in lines:
            self._parts.append(f'<text x="{x:g}" y="{y:g}"{kind}>{escape(line, quote=False)}</text>')
            y += step
        return y

    def small(self, x: float, y: float, lines: Sequence[str]) -> float:
        """Lines of small text."""
        return self.lines(x, y, lines, "small", SMALL_LINE)

    def flag(self, x: float, y: float) -> None:
        """A small flag on a pole: a sign to act on at once, also for those who see no red."""
        self._parts.append(
            f'<path d="M{x:g} {y + 14:g}V{y:g}L{x + 12:g} {y + 4:g}L{x:g} {y + 8:g}" fill="#b00020" '
            'stroke="#b00020" stroke-width="2"/>'
        )

    def mark(self, x: float, y: float, shape: str, line: str, fill: str) -> None:
        """A small mark around a point: circle, square, diamond or triangle."""
        look = f'fill="{fill}" stroke="{line}" stroke-width="2"'
        if shape == "circle":
            self._parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="6" {look}/>')
            return
        corners = _CORNERS[shape]
        path = "L".join(f"{x + dx:g} {y + dy:g}" for dx, dy in corners)
        self._parts.append(f'<path d="M{path}Z" {look}/>')

    def rule(self, left: float, right: float, y: float, colour: str) -> None:
        """A dashed line across the page."""
        self._parts.append(
            f'<path d="M{left:g} {y:g}H{right:g}" stroke="{colour}" stroke-width="2" stroke-dasharray="6 4"/>'
        )

    def behind_line(self, x: float, top: float, bottom: float, colour: str) -> None:
        """An upright line behind everything else."""
        self._behind.append(f'<path d="M{x:g} {top:g}V{bottom:g}" stroke="{colour}" stroke-width="2"/>')

    def wires(self, wires: Sequence[Wire]) -> None:
        """Curves from left to right, behind everything else, spread over the sides of their boxes."""
        leaving = _ports(wires, lambda wire: wire.start, lambda wire: wire.end)
        arriving = _ports(wires, lambda wire: wire.end, lambda wire: wire.start)
        for wire in wires:
            x1, y1 = wire.start.x + wire.start.width, leaving[wire]
            x2, y2 = wire.end.x, arriving[wire]
            bend = (x2 - x1) / 2
            dash = ' stroke-dasharray="5 4"' if wire.dashed else ""
            self._behind.append(
                f'<path d="M{x1:g} {y1:.1f}C{x1 + bend:g} {y1:.1f} {x2 - bend:g} {y2:.1f} {x2:g} {y2:.1f}" '
                f'fill="none" stroke="{wire.colour}" stroke-width="1.5"{dash}/>'
            )

    def begin(self, name: str) -> None:
        """Start a group with a name, which a browser shows as a tooltip."""
        self._parts.append(f'<g role="group"><title>{escape(name, quote=False)}</title>')

    def end(self) -> None:
        """End the group."""
        self._parts.append("</g>")

    def render(self, height: float) -> str:
        """The whole page as text."""
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height:g}" '
                f'width="{self.width}" height="{height:g}" role="document" aria-labelledby="title desc">',
                f'<title id="title">{escape(self.title, quote=False)}</title>',
                f'<desc id="desc">{escape(self.description, quote=False)}</desc>',
                f"<style>{_STYLE}</style>",
                f'<rect width="{self.width}" height="{height:g}" fill="#fff"/>',
                *self._behind,
                *self._parts,
                "</svg>\n",
            )
        )


def _ports(
    wires: Sequence[Wire], own: Callable[[Wire], Box], other: Callable[[Wire], Box]
) -> dict[Wire, float]:
    """The height at which each wire meets its own box, in the order of the boxes at its other end."""
    at: dict[Box, list[Wire]] = {}
    for wire in sorted(wires, key=lambda wire: (other(wire).y, other(wire).x)):
        at.setdefault(own(wire), []).append(wire)
    return {
        wire: box.y + box.height * (position + 1) / (len(several) + 1)
        for box, several in at.items()
        for position, wire in enumerate(several)
    }
