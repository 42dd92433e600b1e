"""Whatever stands in an address where an id belongs: there is no such page, and nobody is led to another site."""

import random
import re
from urllib.parse import quote, urlsplit

import pytest

from tests.matrix.asking import one_question
from tests.permission_matrix import PARTS, ROLES, expected

pytestmark = pytest.mark.django_db

# as the wire carries them
IDS = (
    "0", "-1", "9223372036854775808", "-9223372036854775809", "9" * 40, "9" * 5_000, "a" * 5_000, "%00", "1%00", "%2e%2e%2f", "%2e%2e", "..%5c",
    quote("１２"), quote("٣"), quote("²"), quote("'\" OR 1=1 --"), "11111111-2222-5333-8444-555555555555", "%ED%A0%BD", "%EF%BF%BF",
    "%0d%0aSet-Cookie:a=1", "%2f%2fevil.example", "R8-J-9999", "R8-K-0001", "1e3", "%25s%7B0%7D", quote("奈良" * 200), "NaN",
)  # fmt: skip
A_FEW = 4
REFUSED = {400, 403, 404, 405, 410}
DOOR, POST_ONLY = 302, 405
# their page says in a sentence that there is no such badge
SAYS_SO = {"admin:dialogue_event_badge", "dialogue:badge"}


@pytest.fixture(scope="module")
def places(kwargs, urls):
    """Return (name, the address before and after) for each argument of each address."""
    return [
        (name, around)
        for name, needed in kwargs.items()
        for value in needed.values()
        if (around := cut(urls[name], str(value)))
    ]


def cut(url, value):
    """Return the address before and after the argument, or nothing if it is only a part of a step of it."""
    found = re.fullmatch(rf"(.*/){re.escape(quote(value))}(/.*|)", url)
    return found.groups() if found else None


def fault(answer):
    """Return what is wrong with an answer, or nothing."""
    if answer.status_code == DOOR:
        there = urlsplit(answer["Location"])
        return "" if not there.netloc and there.path.startswith("/") else answer["Location"]
    return "" if answer.status_code in REFUSED else str(answer.status_code)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.full)])
@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_no_id_opens_nothing(part, whole, places, browsers):
    """Some hostile ids in each place, asked by one who may open the page; in full all, and by one who may not."""
    wrong = {}
    for name, (before, after) in places[part::PARTS]:
        dice = random.Random(name)
        readers = [role for role in ROLES if expected(name)[role] in {200, 302, 405}] or list(ROLES)
        others = [role for role in ROLES if whole and role not in readers]
        for value in IDS if whole else dice.sample(IDS, A_FEW):
            for role in (dice.choice(some) for some in (readers, others) if some):
                browser = browsers[role]
                browser.raise_request_exception = False
                try:
                    with one_question(browser):
                        # a page that asks for POST looks for nothing before
                        ask = browser.post if expected(name)[role] == POST_ONLY else browser.get
                        answer = ask(f"{before}{value}{after}")
                finally:
                    browser.raise_request_exception = True
                if (found := fault(answer)) and not (name in SAYS_SO and found == "200"):
                    wrong[f"{name} {before}{value[:40]}{after} {role}"] = found

    assert wrong == {}
