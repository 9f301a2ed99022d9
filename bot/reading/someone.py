"""Words for the people that a worry is about."""

SOMEONE = frozenset(
    "he she him her his hers they them child children kid kids baby toddler boy girl lad lass son daughter "
    "pupil student sibling brother sister mum mom mother dad father parent parents stepdad stepmum nan gran "
    "grandad uncle aunt carer family teenager twins infant newborn".split()
)
# the writer, and the assistant that is written to
_WRITER = frozenset("i me my i'm i've myself you your".split())
_THE_ASSISTANTS = "your"
_MANY = 12  # different words, with which something is told all the same


def is_about_the_writer(words: frozenset[str]) -> bool:
    """Whether a few lower-case words speak of the writer or the assistant and of nobody else; any number,
    where they are about what is the assistant's, such as its instructions.

    More tell of somebody whom nobody names: "nothing in to eat, no bed, and they told me to come back".
    """
    many = sum(map(str.isalpha, words))
    is_brief = many < _MANY or _THE_ASSISTANTS in words
    return is_brief and not words.isdisjoint(_WRITER) and words.isdisjoint(SOMEONE)
