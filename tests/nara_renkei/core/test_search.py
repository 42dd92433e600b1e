import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nara_renkei.core.search import BigramQuery, matching, vector_of
from nara_renkei.core.text import normalise
from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
TEXTS = {
    "desk": "公民連携デスクの提案「観光 〜奈良町～」",
    "bus": "コミュニティバスのＥＶ化（ﾊﾞｽ路線）",
    "tree": "街路樹の剪定 A-B 100%_達成 C:\\data 'quoted' & | ! : * ()",
}
WORDS = [
    ("公民連携", {"desk"}),
    ("連携", {"desk"}),
    ("携デ", {"desk"}),
    ("連携 観光", {"desk"}),
    ("連携　バス", set()),
    ("奈良町~", {"desk"}),
    ("〜奈良町〜", {"desk"}),
    ("ﾊﾞｽ", {"bus"}),
    ("バス", {"bus"}),
    ("ばす", set()),
    ("ev化", {"bus"}),
    ("ＥＶ", {"bus"}),
    ("A－B", {"tree"}),
    ("%_", {"tree"}),
    ("'q", {"tree"}),
    ("quoted'", {"tree"}),
    ("c:\\d", {"tree"}),
    ("\\d", {"tree"}),
    ("樹", {"tree"}),
    ("路", {"bus", "tree"}),
    ("", {"desk", "bus", "tree"}),
    ("公携", set()),
    ("公民 民連 連携デス", {"desk"}),
]


@pytest.fixture
def rows():
    made = {}
    for key, text in TEXTS.items():
        made[key] = ProposalFactory().pk
        Proposal.objects.filter(pk=made[key]).update(search=normalise(text), search_vector=vector_of(text))
    return made


def found(words, rows):
    keys = set(matching(Proposal.objects.filter(pk__in=rows.values()), words).values_list("pk", flat=True))
    return {key for key, pk in rows.items() if pk in keys}


@pytest.mark.parametrize(("words", "expected"), WORDS)
def test_a_word_is_found_inside_a_sentence(words, expected, rows):
    assert found(words, rows) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=20))
def test_no_words_are_an_error(words, rows):
    found(words, rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30), data=st.data())
def test_whatever_stands_in_the_text_is_found(text, data, rows):
    Proposal.objects.filter(pk=rows["desk"]).update(search=normalise(text), search_vector=vector_of(text))
    words = [word for word in normalise(text).split(" ") if len(word) > 1]
    if words:
        word = data.draw(st.sampled_from(words))
        start = data.draw(st.integers(0, len(word) - 2))
        part = word[start : start + data.draw(st.integers(2, 6))]
        # a part that begins in the middle of a letter with its marks is another word when it is normalised again
        if normalise(part) == part:
            assert "desk" in found(part, rows)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_the_locale_of_the_database_does_not_matter(locale):
    """to_tsquery drops kanji where LC_CTYPE is C; the cast does not."""
    name = f"locale_{locale.replace('.', '_').replace('-', '_').lower()}"
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    query = Proposal.objects.all().query
    compiler = query.get_compiler("default")
    vector, pairs = (
        expression.resolve_expression(query).as_sql(compiler, connection)
        for expression in (vector_of("公民連携デスク ﾊﾞｽ"), BigramQuery(["公民", "民連", "バス"]))
    )
    with psycopg.connect(**parameters, autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name}")
        link.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE '{locale}' LC_CTYPE '{locale}'"
        )
        try:
            with psycopg.connect(**{**parameters, "dbname": name}, autocommit=True) as other:
                assert other.execute(f"SELECT {vector[0]} @@ {pairs[0]}", [*vector[1], *pairs[1]]).fetchone() == (True,)
        finally:
            link.execute(f"DROP DATABASE IF EXISTS {name}")


def test_the_index_is_used_by_a_word_of_two_characters():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = matching(Proposal.objects.all(), "連携").explain()

    assert "proposal_search" in plan
