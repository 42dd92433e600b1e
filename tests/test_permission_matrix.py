"""The permission matrix is complete. The questions are asked in tests/matrix/."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.addresses import ADDRESSES, PAGES_OF_A_ROW, ROWS
from tests.permission_matrix import MATRIX, NAMELESS, ROLES


def named_urls(resolver: Any, namespace: str = "") -> Iterator[str]:
    """Yield every name of the site map with its namespace; a pattern without a name by its text."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_urls(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}{pattern.pattern}"


def test_every_url_of_the_site_has_a_line_and_every_line_a_url():
    names = set(named_urls(get_resolver()))

    assert {"missing": sorted(names - set(MATRIX) - NAMELESS), "gone": sorted(set(MATRIX) - names)} == {
        "missing": [],
        "gone": [],
    }


def test_every_line_answers_for_every_role():
    assert {name: len(line.split()) for name, line in MATRIX.items() if len(line.split()) != len(ROLES)} == {}


def test_nothing_is_kept_for_an_address_that_the_site_does_not_have():
    assert set(ADDRESSES) - set(MATRIX) == set()
    assert [table for table in ROWS if not any(f"admin:{table}_{page}" in MATRIX for page in PAGES_OF_A_ROW)] == []
