"""Whatever stands behind the ? of an address, no page breaks: each parameter that a page reads, with what nobody should send."""

import inspect
import random
import re
import sys
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db

# as the wire carries it: a lone surrogate is no UTF-8
VALUES = (
    "%00", "%ED%A0%BD", "%EF%BF%BF", "%0D%0ASet-Cookie:a=1", *map(quote, (
        "９" * 400, "²", "٣", "-1", "0", "9" * 400, "1e999", "' OR 1=1 --", "2026-02-30", "9999-99", "0000-00-00", "%s{0}", "奈良" * 2_000,
        "</script>", "{{ 7 }}", "../../etc/passwd", "\u202e", "a,b,c", "[]", "//evil.example/",
    )),
)  # fmt: skip
READ = re.compile(r"""(?:GET(?:\.get|\.getlist)?[(\[]\s*|\(\s*)"(\w{1,20})"|"(\w+)" in request\.GET""")
OF_A_LIST = ("q", "p", "o", "all", "_to_field", "_popup", "_changelist_filters", "_facets", "pk__in", "id__exact")


def pages(resolver=None, namespaces=()):
    """Yield the name and the view of every address without an argument."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from pages(one, (*namespaces, one.namespace) if one.namespace else namespaces)
        elif one.name and not one.pattern.converters and "(?P" not in str(one.pattern):
            yield ":".join((*namespaces, one.name)), one.callback


def parameters(name, view):
    """Return what a view may read of its query, by the source of its module and the filters of its list."""
    if name.startswith("admin:") and name.endswith("_changelist"):
        _, found = next(
            (one, found)
            for one, found in admin.site._registry.items()
            if name == f"admin:{one._meta.app_label}_{one._meta.model_name}_changelist"
        )
        filters = [
            one if isinstance(one, str) else getattr(one, "parameter_name", None) or "status"
            for one in found.list_filter
            if not isinstance(one, tuple)
        ]
        filters += [one[0] for one in found.list_filter if isinstance(one, tuple)]
        return [*OF_A_LIST, *filters, *(f"{one}__exact" for one in filters)]
    module = sys.modules.get(inspect.unwrap(view).__module__)
    read = {word for pair in READ.findall(inspect.getsource(module)) for word in pair if word} if module else set()
    return sorted(read | {"q", "page"}) if "request.GET" in inspect.getsource(module) else ["q"]


def of_the_city(view):
    return not inspect.unwrap(view).__module__.startswith(("django.", "allauth."))


PAGES = [
    (name, view)
    for name, view in pages()
    if name != "portal:readyz" and (of_the_city(view) or name.endswith("_changelist") or name.startswith("account_"))
]
OURS = ("desk", "officer", "company", "anybody")


@pytest.mark.parametrize("turns", [1, pytest.param(len(VALUES), marks=pytest.mark.full)])
@pytest.mark.parametrize("who", OURS)
def test_no_query_breaks_a_page(who, turns):
    people = {
        "desk": partial_staff("desk"),
        "officer": partial_staff("officer"),
        "company": lambda: CompanyUserFactory(member=True),
    }
    client = StrictClient.of(people[who]()) if who in people else StrictClient()
    client.raise_request_exception = False
    dice, broken, asked = random.Random(who), [], 0
    own = [one for one in PAGES if one[0].startswith("admin:") == (who == "desk")]
    for name, view in own if turns > 1 else dice.sample(own, 12):
        for parameter in parameters(name, view):
            for value in dice.sample(VALUES, turns):
                answer = client.get(f"{reverse(name)}?{parameter}={value}")
                asked += 1
                if answer.status_code >= 500:
                    broken.append(f"{name}?{parameter}={value[:60]}")
                if answer.status_code in {302, 403, 405} and parameter != "q":
                    break

    assert broken == []
    assert asked > 12


def partial_staff(role):
    return lambda: StaffFactory(**{role: True})
