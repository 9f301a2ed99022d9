"""Signs and meaning weighed together: which signs stand, which are asked about, what meaning adds.

Signs are precise and miss what nobody wrote down; meaning sees the whole of what was said, such as
"first time, sorted by dinner", and names the nearest indicator. A statement of up to three sentences is
weighed as one (``statements.py``), a story by what labelled stories taught (``stories/``).
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.content.load import Content
from bot.reading.hearing import Guessed, Heard
from bot.reading.meaning import Meaning
from bot.reading.model import Mention
from bot.reading.naming import Weighed
from bot.reading.owners import Owners
from bot.reading.statements import StatementJudge
from bot.reading.stories.judge import StoryJudge
from bot.reading.stories.weights import Taught


class Judge:
    """Weighs what signs found against what meaning heard. Danger now is heard in a message and in questions
    here, and in what a story tells by what weighs it. Holds no state and is safe in threads."""

    def __init__(self, content: Content, meaning: Meaning, taught: Taught | None) -> None:
        """With nothing ``taught``, as where a partnership has other topics and has not learnt again, a story
        is weighed as a statement is, and both by the examples alone."""
        taught = taught or Taught()
        owners = Owners(meaning.owners, meaning.topics, content)
        attuned = taught.attuned
        self._danger = taught.danger
        self._statements = StatementJudge(content, meaning, owners, taught.statements, attuned)
        self._stories = (
            StoryJudge(content, meaning, owners, taught.stories, attuned, taught.danger)
            if taught.stories
            else self._statements
        )

    def weigh(self, heard: Heard, found: tuple[Mention, ...]) -> Weighed:
        """``found`` as it stands beside meaning, and what meaning adds."""
        weighed = (self._stories if heard.is_story else self._statements).weigh(heard, found)
        heard_danger = self._danger is not None and self._danger.hears(heard)
        return weighed._replace(is_danger=weighed.is_danger or heard_danger)

    def hears_danger(self, asked: Iterable[Guessed], *, of_story: bool) -> bool:
        """Whether one of the questions of a message, or of a story, tells of danger now."""
        return self._danger is not None and self._danger.hears_in_questions(asked, of_story=of_story)
