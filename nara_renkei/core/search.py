"""Search inside Japanese sentences: a tsvector of character bigrams, and an exact recheck.

An index on words cannot find 「連携」 in 「公民連携デスク」. Two characters are one bigram, longer
words are bigrams joined by &, rechecked on the normalised text. Where a page has a title, its bigrams stand in the
vector once more with a mark, and it is the first line of the text: a title that holds a word is found on the same
index.
"""

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Lower

from .finding import SELECTORS, VARIANTS, fold
from .text import FORBIDDEN, bigrams, normalise

IN_TITLE: Final = "^"  # before a bigram of the title


class LexemesToVector(Func):
    """array_to_tsvector: no parser, no dictionary, so the database's locale does not matter."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()


class BigramQuery(SearchQuery):
    """All of the bigrams, by a cast: to_tsquery would ask the parser, which under LC_CTYPE=C drops kanji."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, pairs: list[str]) -> None:
        super().__init__(" & ".join(map(_quoted, pairs)), search_type="raw")


class TitleLine(Func):
    """The first line of a search form."""

    function = "split_part"
    output_field = TextField()

    def __init__(self, text: str) -> None:
        super().__init__(F(text), Value("\n"), Value(1))


def vector_of(text: str, title: str = "") -> LexemesToVector:
    """Return the expression that stores the bigrams of a text, and those of its title once more."""
    pairs, head = bigrams(FORBIDDEN.sub(" ", text)), bigrams(FORBIDDEN.sub(" ", title))
    return LexemesToVector(Cast(Value(pairs + [IN_TITLE + pair for pair in head]), ArrayField(TextField())))


def index_of(title: str, *texts: str) -> tuple[str, LexemesToVector]:
    """Return the search form of a page with a title, and its vector. Variants of names are written one way."""
    head, rest = (normalise(fold(FORBIDDEN.sub(" ", part))) for part in (title, " ".join(filter(None, texts))))
    form = f"{head}\n{rest}"
    return form, vector_of(form, head)


def folded(column: str) -> Func:
    """Return the expression of a column as ``normalise(fold(…))`` writes a word; for tables too small for an index."""
    bare = Func(F(column), Value(SELECTORS.pattern), Value(""), Value("g"), function="regexp_replace")
    plain = Lower(Func(bare, function="normalize", template="%(function)s(%(expressions)s, NFKC)"))
    before, after = ("".join(map(chr, part)) for part in (VARIANTS.keys(), VARIANTS.values()))
    return Func(plain, Value(before), Value(after), function="translate", output_field=TextField())


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def matching(queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the rows whose text holds every word of the query, each at least 2 characters.

    A word of one character is looked for as a substring of the rows that the others leave.
    """
    for word in normalise(FORBIDDEN.sub(" ", words)).split(" ")[:8]:
        pairs = bigrams(word)
        if pairs:
            queryset = queryset.filter(search_vector=BigramQuery(pairs))
        if word and len(word) != 2:
            queryset = queryset.filter(search__contains=word)
    return queryset


def in_title(words: str) -> Q:
    """Return the condition that a title holds every word of the query. Needs ``title_line``, a TitleLine."""
    found = Q()
    for word in normalise(FORBIDDEN.sub(" ", words)).split(" ")[:8]:
        found &= Q(search_vector=BigramQuery([IN_TITLE + pair for pair in bigrams(word)]))
        if len(word) != 2:
            found &= Q(title_line__contains=word)
    return found
