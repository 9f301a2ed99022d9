"""Pages that are made on the server: they work without JavaScript, and everything put in is escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def page(name: str, **values: Any) -> str:
    """The page ``name`` (a file of this folder) with ``values`` put in."""
    return _pages().get_template(name).render(**values)


def dress(name: str, exit_url: str, *, has_logo: bool) -> None:
    """What every page of this process shows: name, logo if there is one, and where "leave quickly" leads."""
    _pages().globals.update(site=name, has_logo=has_logo, exit_url=exit_url)


@lru_cache(maxsize=1)
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("bot", "pages"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages
