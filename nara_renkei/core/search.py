"""Search inside Japanese sentences: a tsvector of character bigrams, and an exact recheck.

An index on words cannot find 「連携」 in 「公民連携デスク」. Two characters are one bigram, longer
words are bigrams joined by &, rechecked on the normalised text.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from .text import FORBIDDEN, bigrams, normalise


class LexemesToVector(Func):
    """array_to_tsvector: no parser, no dictionary, so the database's locale does not matter."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()


class BigramQuery(SearchQuery):
    """All of the bigrams, by a cast: to_tsquery would ask the parser, which under LC_CTYPE=C drops kanji."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, pairs: list[str]) -> None:
        super().__init__(" & ".join(map(_quoted, pairs)), search_type="raw")


def vector_of(text: str) -> LexemesToVector:
    """Return the expression that stores the bigrams of a text."""
    return LexemesToVector(Cast(Value(bigrams(FORBIDDEN.sub(" ", text))), ArrayField(TextField())))


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def matching(
    queryset: QuerySet[Any], words: str, *, text: str = "search", vector: str = "search_vector"
) -> QuerySet[Any]:
    """Return the rows whose text holds every word of the query, each at least 2 characters.

    A word of one character is looked for as a substring of the rows that the others leave.
    """
    for word in normalise(FORBIDDEN.sub(" ", words)).split(" ")[:8]:
        pairs = bigrams(word)
        if pairs:
            queryset = queryset.filter(**{vector: BigramQuery(pairs)})
        if word and len(word) != 2:
            queryset = queryset.filter(**{f"{text}__contains": word})
    return queryset
