"""Cards in a browser, drawn by Microsoft's own renderer with Markdown as Teams reads it.

The npm packages are installed by ``make test`` where there is npm.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

NODE = Path(__file__).parent / "node_modules"
needs_node = pytest.mark.skipif(
    not (NODE / ".package-lock.json").exists(),
    reason="the npm packages of tests/teams are not installed: make test does it where there is npm",
)

_SCRIPTS = (
    "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it/dist/browser/markdown-it.umd.min.js",
)
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Cards</title><style>
* { box-sizing: border-box; }
body { margin: 8px; background: #f5f5f5; font: 14px "Segoe UI", sans-serif; }
.card { margin-bottom: 12px; background: #fff; border: 1px solid #ddd; }
p, ul, ol { margin: 0; } ul, ol { padding-left: 24px; }
.ac-pushButton { padding: 5px 12px; border: 1px solid #8a8886; background: #fff; font: inherit; }
.ac-pushButton.style-positive { background: #5b5fc7; color: #fff; }
</style></head><body></body></html>"""
# what Teams gives its cards, as far as it matters here
_HOST = {
    "supportsInteractivity": True,
    "spacing": {"small": 8, "default": 12, "medium": 16, "large": 20, "extraLarge": 24, "padding": 16},
    "fontFamily": "'Segoe UI', sans-serif",
    "textBlock": {"headingLevel": 2},
    "actions": {"maxActions": 6, "actionsOrientation": "horizontal", "actionAlignment": "left"},
    "containerStyles": {
        name: {
            "backgroundColor": colour,
            "foregroundColors": {
                "default": {"default": "#252424", "subtle": "#4b4a4a"},
                "accent": {"default": "#4f52b2", "subtle": "#4f52b2"},
            },
        }
        for name, colour in (
            ("default", "#ffffff"),
            ("emphasis", "#f9f8f7"),
            ("accent", "#c7def9"),
            ("attention", "#ffc5b2"),
        )
    },
}
_DRAW = """([cards, host]) => {
  const wrong = [];
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownit().render(text);
    result.didProcess = true;
  };
  document.body.replaceChildren(document.createElement("main"));
  for (const content of cards) {
    const card = new AdaptiveCards.AdaptiveCard();
    const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
    card.hostConfig = new AdaptiveCards.HostConfig(host);
    card.parse(content, context);
    for (let at = 0; at < context.eventCount; at++) wrong.push(context.getEventAt(at).message);
    for (const event of card.validateProperties().validationEvents) wrong.push(event.message);
    const place = document.createElement("div");
    place.className = "card";
    place.append(card.render());
    document.querySelector("main").append(place);
  }
  return wrong;
}"""
_OF_THE_RENDERER = 'Invalid value "en" for property "lang".'  # its pattern is used twice without a reset


def draw(page: Page, cards: Sequence[dict[str, Any]]) -> list[str]:
    """Show these cards on an empty page. What comes back is what the renderer finds wrong with them."""
    page.set_content(_PAGE)
    for script in _SCRIPTS:
        page.add_script_tag(path=NODE / script)
    wrong: list[str] = page.evaluate(_DRAW, [list(cards), _HOST])
    return [one for one in wrong if one != _OF_THE_RENDERER]
