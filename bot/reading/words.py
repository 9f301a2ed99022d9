"""Text to words: tokens, sentences, base forms and small spelling mistakes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

import spacy
from lemminflect import getAllInflections, getAllLemmas, getAllLemmasOOV
from rapidfuzz.distance import DamerauLevenshtein
from spacy.lang.en.stop_words import STOP_WORDS

PLACEHOLDER = re.compile(r"\[[a-z]+\]")
SHORTEST_MISSPELLING = 6
# Irregular comparatives mean something of their own: "worse" is not a form of "ill".
_COMPARATIVES = frozenset("better best worse worst more most less least further elder".split())
_CONTRACTED = {"'s": ("be",), "'re": ("be",), "'m": ("be",)}
# Whichever sex a phrase of content is told of, it is looked up as of a boy, and so is any text.
_AS_OF_A_BOY = {"she": "he", "herself": "himself", "hers": "his", "girl": "boy", "girls": "boys"}
_AS_OF_A_BOY |= {"lass": "lad", "lasses": "lads", "daughter": "son", "daughters": "sons"}
_HER, _HIM, _HIS = "her", "him", "his"
_SOMETHING_OF_HERS = frozenset("own other first last next side front back bottom top part name".split())
_SPELT_ALIKE = str.maketrans("‘’`´“”–—‑‐\u00a0", "''''\"\"---- ")
_LONGER = 3
_DETERMINER = "DET"
# In phrases of content NUM stands for a number, YEAR for a year of the last or this century.
_NUMBER, _YEAR = "NUM", "YEAR"
_ORDINAL = ("st", "nd", "rd", "th")
_ARTICLES = frozenset(("a", "an", "the", "'s"))
_DETERMINERS = frozenset("a an the his her their my our your its this that these those some".split())
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_DOTTED = frozenset("yr yrs mth mths wk wks approx ref no st mr mrs ms dr nr rd ave tel e.g i.e".split())

_nlp = spacy.blank("en")
_tokenizer: Any = _nlp.tokenizer  # spaCy has no types for it
_tokenizer.token_match = PLACEHOLDER.fullmatch
_tokenizer.add_special_case("hes", [{"ORTH": "he"}, {"ORTH": "s"}])  # as "shes" is known to it
_special = frozenset(_tokenizer.rules or {})
_LETTERS = re.compile(r"[A-Za-z]+( [A-Za-z]+)*")


@dataclass(frozen=True)
class Token:
    """A word with its place in the text and every base form it may stand for."""

    text: str
    start: int
    end: int
    norm: str
    readings: frozenset[str]
    guessed: bool = False


Sentence = tuple[Token, ...]
# As it is written, whether it stands for any word that begins so ("neglect*"), its norm
_PhraseWord = tuple[str, bool, str]


def plain(text: str) -> str:
    """``text`` with one kind of quote and dash, same length."""
    return text.translate(_SPELT_ALIKE)


def split_words(text: str) -> list[tuple[str, int, str]]:
    """(word, offset, spelled-out lower-case word) for each word; line breaks are words too."""
    if _is_plain(text):
        return [(word[0], word.start(), _norm(word[0])) for word in re.finditer(r"\S+", text)]
    doc = _nlp.make_doc(_HYPHEN.sub(" ", plain(text)))
    return [
        (token.text, token.idx, "\n" if "\n" in token.text else token.norm_)
        for token in doc
        if not token.is_space or "\n" in token.text
    ]


def _is_plain(text: str) -> bool:
    """Whether spaCy would only cut at the spaces."""
    return _LETTERS.fullmatch(text) is not None and _special.isdisjoint(text.split())


def _words_of(phrase: str) -> list[_PhraseWord]:
    """The words of a phrase. Content holds tens of thousands of phrases, made of some thousand pieces."""
    return [word for piece in _HYPHEN.sub(" ", plain(phrase)).split() for word in _words_of_piece(piece)]


@lru_cache(maxsize=20_000)
def _words_of_piece(piece: str) -> tuple[_PhraseWord, ...]:
    """The words of what stands between two spaces."""
    return tuple(
        (word, word.endswith("*") or piece[offset + len(word) :].startswith("*"), norm)
        for word, offset, norm in split_words(piece)
        if word != "*"
    )


@lru_cache(maxsize=20_000)
def _norm(word: str) -> str:
    norm: str = _nlp.vocab[word].norm_
    return norm


@lru_cache(maxsize=50_000)
def phrase_keys(phrase: str, articles: bool = False) -> tuple[str, ...]:
    """A phrase from content as keys to look up: "doesn't eat" → do, not, eat.

    Articles and 's are left out, or stand for any determiner where little else is left: "a box"
    finds "his box" and no boxing. With ``articles`` they stay as they are. "Girl" is looked up as "boy",
    unless in capitals: GIRL asks for the sex.
    """
    keys = []
    words = _words_of(phrase)
    following = [norm for _, _, norm in words[1:]]
    for (word, is_beginning, norm), after in zip_longest(words, following):
        if word in (_NUMBER, _YEAR):
            keys.append(word)
        elif is_beginning:
            keys.append(word.lower().rstrip("*") + "*")
        elif not articles and norm in _ARTICLES:
            if norm != "'s" and len(words) < _LONGER:
                keys.append(_DETERMINER)
        elif word.isupper():
            keys.append(norm)
        elif norm == _HER:
            keys.append(_of_him(after)[0])
        else:
            keys.append(_AS_OF_A_BOY.get(norm) or _auxiliary(norm))
    return tuple(keys)


@lru_cache(maxsize=20_000)
def _of_him(following: str | None) -> tuple[str, ...]:
    """What "her" would be of a boy before a lower-case word; likelier first if both ("saw her work")."""
    if following in _SOMETHING_OF_HERS or (following and _nlp.vocab[following].like_num):
        return (_HIS, _HIM)
    if following is None or not following.isalpha() or following in STOP_WORDS:
        return (_HIM,)
    kinds = getAllLemmas(following).keys()
    if kinds.isdisjoint(("NOUN", "PROPN", "ADJ")) and "VERB" in kinds:
        return (_HIM,)
    if "ADV" in kinds and "NOUN" not in kinds:
        return (_HIM, _HIS)  # "hit her hard"
    return (_HIS, _HIM) if "VERB" in kinds else (_HIS,)


@lru_cache(maxsize=20_000)
def _auxiliary(norm: str) -> str:
    lemmas = getAllLemmas(norm, upos="AUX").get("AUX", ())
    return lemmas[0] if lemmas and lemmas[0] in ("be", "do", "have") else norm


@lru_cache(maxsize=20_000)
def base_forms(word: str) -> frozenset[str]:
    """Every base form of a lower-case word: "left" → leave, left."""
    forms = {word, *_CONTRACTED.get(word, ())}
    if word in _DETERMINERS:
        forms.add(_DETERMINER)
    if year(word):
        forms.add(_YEAR)
    elif _nlp.vocab[word].like_num and not word.endswith(_ORDINAL):
        forms.add(_NUMBER)
    if word in _COMPARATIVES or not word.isalpha():
        return frozenset(forms)
    known = getAllLemmas(word)
    if known:
        forms.update(form for group in known.values() for form in group)
    else:
        for upos in ("NOUN", "VERB"):
            forms.update(getAllLemmasOOV(word, upos=upos)[upos])
    forms.update([_AS_OF_A_BOY[form] for form in forms if form in _AS_OF_A_BOY])
    forms.discard("")  # what is left of the single letter "s"
    return frozenset(forms)


def year(word: str) -> int | None:
    """The year that a word names: 1900 to 2099 in four digits."""
    return int(word) if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20") else None


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether a lower-case word is in the dictionary."""
    return word in STOP_WORDS or bool(getAllLemmas(word))


@lru_cache(maxsize=20_000)
def is_inflected_verb(word: str) -> bool:
    """Whether a lower-case word can be a verb with a subject, such as "hits" or "said"."""
    return not word.endswith("ing") and any(
        form != word for form in getAllLemmas(word, upos="VERB").get("VERB", ())
    )


@lru_cache(maxsize=20_000)
def is_plural_noun(word: str) -> bool:
    """Whether a lower-case word can be the plural of a noun, such as "raids"."""
    return word.endswith("s") and any(
        form != word for form in getAllLemmas(word, upos="NOUN").get("NOUN", ())
    )


@lru_cache(maxsize=20_000)
def is_adjective(word: str) -> bool:
    """Whether a lower-case word can be an adjective."""
    return bool(getAllLemmas(word, upos="ADJ"))


@lru_cache(maxsize=20_000)
def is_noun_or_verb(word: str) -> bool:
    """Whether a lower-case word can be a noun or a verb."""
    return not getAllLemmas(word).keys().isdisjoint(("NOUN", "VERB"))


class Vocabulary:
    """The words that content uses: the forms a reader may meet, misspelt ones included."""

    def __init__(self, keys: Iterable[str]) -> None:
        words = set(keys)
        self._prefixes = tuple(sorted(word[:-1] for word in words if word.endswith("*")))
        self._words = frozenset(word for word in words if not word.endswith("*"))
        self.readings = lru_cache(maxsize=50_000)(self._readings)

    @cached_property
    def _spelling(self) -> dict[str, list[str]]:
        """Every form of every word by its first letter: made for the first word that is misspelt."""
        spelling: dict[str, list[str]] = {}
        for form in self._forms(self._words):
            if len(form) >= SHORTEST_MISSPELLING and form.isalpha():
                spelling.setdefault(form[0], []).append(form)
        return spelling

    @staticmethod
    def _forms(words: Collection[str]) -> set[str]:
        forms = set(words)
        for word in words:
            for inflected in getAllInflections(word).values():
                forms.update(form.lower() for form in inflected)
        return forms

    def _readings(self, word: str) -> tuple[frozenset[str], bool]:
        forms = base_forms(word)
        starts = {prefix + "*" for prefix in self._prefixes if word.startswith(prefix)}
        if starts or forms & self._words or is_known(word):
            return forms | starts, False
        meant = self._misspelt(word)
        return (base_forms(meant), True) if meant else (forms, False)

    def _misspelt(self, word: str) -> str | None:
        if len(word) < SHORTEST_MISSPELLING or not word.isalpha():
            return None
        for form in self._spelling.get(word[0], ()):
            if abs(len(form) - len(word)) <= 1 and (
                DamerauLevenshtein.distance(word, form, score_cutoff=1) <= 1
            ):
                return form
        return None

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of ``text``, none of them empty."""
        found: list[Sentence] = []
        current: list[Token] = []
        words = split_words(text)
        for place, (word, start, norm) in enumerate(words):
            if norm != "\n":
                readings, guessed = self.readings(norm)
                if norm in (_HER, _HIS):
                    after = words[place + 1][2] if place + 1 < len(words) else None
                    readings = readings.union(_of_him(after))
                current.append(
                    Token(word, start, start + len(word), norm, readings | {word.lower()}, guessed)
                )
            if current and _ends_sentence(words, place):
                found.append(tuple(current))
                current = []
        if current:
            found.append(tuple(current))
        return found


def _ends_sentence(words: list[tuple[str, int, str]], place: int) -> bool:
    norm = words[place][2]
    if norm in ("!", "?", "\n"):
        return True
    if norm != ".":
        return False
    before = words[place - 1][2] if place else ""
    after = words[place + 1][0] if place + 1 < len(words) else ""
    return before not in _DOTTED or not (after[:1].islower() or after.isdigit())
