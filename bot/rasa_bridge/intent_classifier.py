"""NLU component: what the practitioner wants.

A linear model decides between the intents, under rules that no training example can outvote:
words of danger now are ``danger``, a recognised concern about a child is ``tell`` (never a
command, whatever words it holds), and what cannot be read is ``unclear``.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa_bridge.hashed_text import LinearModel, train
from bot.rasa_bridge.intent_rules import choose_intent
from bot.rasa_bridge.reading_component import READING
from bot.rasa_bridge.resources import option_labels

_ARRAYS = "model.npz"
_WORDS = "words.json"
_RANKING = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HashedIntentClassifier(GraphComponent, IntentClassifier):
    """Logistic regression over hashed n-grams, under the rules of ``intent_rules``."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``tell_below``: a best guess below this probability is not used."""
        return {"tell_below": 0.3}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """``model`` is None until trained or loaded."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HashedIntentClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model to the examples and keep it as arrays and JSON."""
        examples = [(message.get(TEXT), message.get(INTENT)) for message in training_data.intent_examples]
        self._model = train(examples)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _ARRAYS, weights=self._model.weights, biases=self._model.biases)
            spoken = {"labels": self._model.labels, "vocabulary": sorted(self._model.vocabulary)}
            (folder / _WORDS).write_text(json.dumps(spoken), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HashedIntentClassifier:
        """The trained classifier. Nothing that is read here can run code."""
        with model_storage.read_from(resource) as folder:
            spoken = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
            with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
                model = LinearModel(
                    tuple(spoken["labels"]),
                    frozenset(spoken["vocabulary"]),
                    arrays["weights"],
                    arrays["biases"],
                )
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message that is not a button's payload."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not text.startswith(INTENT_MESSAGE_PREFIX):
                self._classify(message, text)
        return messages

    def _classify(self, message: Message, text: str) -> None:
        if self._model is None:
            raise ValueError("the intent classifier is not trained; run `make train`")
        ranking = self._model.ranking(text)
        option = option_labels().get(text.strip().casefold())
        if option is not None and option not in self._model.labels:
            intent, confidence = "tell", 1.0
        else:
            intent, confidence = choose_intent(
                text,
                message.get(READING),
                ranking,
                self._model.vocabulary,
                self._config["tell_below"],
            )
        best = [(intent, confidence), *(guess for guess in ranking if guess[0] != intent)]
        named = [{"name": name, "confidence": score} for name, score in best[:_RANKING]]
        message.set(INTENT, named[0], add_to_output=True)
        message.set("intent_ranking", named, add_to_output=True)
