"""``make train``: learn the content's examples and phrasings now rather than at the first start."""

from __future__ import annotations

from bot.content.load import load
from bot.reading.finder import Finder
from bot.reading.meaning import Meaning
from bot.reading.passages import encode


def learn() -> None:
    """Encode and learn everything, and keep it. Raises ContentError or WrongWeights."""
    content = load()
    Meaning(content)
    Finder(content, keep=True)
    encode(content, keep=True)


if __name__ == "__main__":
    learn()
