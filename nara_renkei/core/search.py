"""Search inside Japanese sentences: a tsvector of character bigrams, and an exact recheck.

An index on words cannot find 「連携」 in 「公民連携デスク」. Two characters are one bigram, longer
words are bigrams joined by &, rechecked on the normalised text.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.contrib.postgres.fields import ArrayField

from .text import bigrams, normalise


class LexemesToVector(Func):
    """array_to_tsvector: no parser, no dictionary, so the database's locale does not matter."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()


def vector_of(text: str) -> LexemesToVector:
    """Return the expression that stores the bigrams of a text."""
    return LexemesToVector(Cast(Value(bigrams(text)), ArrayField(TextField())))


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def matching(queryset: QuerySet[Any], words: str, *, text: str = "search", vector: str = "search_vector") -> QuerySet[Any]:
    """Return the rows whose text holds every word of the query, each at least 2 characters.

    A word of one character is looked for as a substring of the rows that the others leave.
    """
    for word in normalise(words).split(" ")[:8]:
        pairs = bigrams(word)
        if pairs:
            query = SearchQuery(" & ".join(_quoted(pair) for pair in pairs), search_type="raw", config="simple")
            queryset = queryset.filter(**{vector: query})
        if word and len(word) != 2:
            queryset = queryset.filter(**{f"{text}__contains": word})
    return queryset


