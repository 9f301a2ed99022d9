"""NLU component: what a text says about a child, for the classifier and the actions."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_bridge.resources import reader

READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ReadingComponent(GraphComponent, EntityExtractorMixin):
    """Puts ``reading`` (a dict) into the parsed message, and an entity for each mention."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReadingComponent:
        """The component; it has nothing to train or store."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message. A button's payload (``/choose{...}``) is not a text to read."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith(INTENT_MESSAGE_PREFIX):
                continue
            reading = reader().read(text).to_dict()
            message.set(READING, reading, add_to_output=True)
            entities = [self._entity(mention) for mention in reading["mentions"]]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _entity(self, mention: dict[str, Any]) -> dict[str, Any]:
        return {
            "entity": "indicator",
            "value": mention["indicator"],
            "role": mention["status"],
            "start": mention["start"],
            "end": mention["end"],
            "extractor": self.name,
        }
