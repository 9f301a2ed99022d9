"""Pages that are made on the server: they work without JavaScript, and everything put in is escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def page(name: str, **values: Any) -> str:
    """The page ``name`` (a file of this folder) with ``values`` put in."""
    return _pages().get_template(name).render(**values)


@lru_cache(maxsize=1)
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("bot", "pages"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
