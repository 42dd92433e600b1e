"""Who may not open a page may not send to it either: the same refusal, and nothing is written."""

import pytest

from tests.matrix.asking import one_question
from tests.permission_matrix import PARTS, ROLES, expected

pytestmark = pytest.mark.django_db

REFUSED = {403, 404, 410}
DOOR = 302
# their POST forgets, in this browser, whose link was opened in it: for whoever sits there
FORGET = {"dialogue:person", "dialogue:staff_person"}


def refusals(urls, part):
    """Yield (role, name, answers that are right) of everything that is refused by GET."""
    for role in ROLES:
        for name in list(urls)[part::PARTS]:
            by_get = expected(name)[role]
            if name in FORGET:
                continue
            if by_get in REFUSED or (role == "anonymous" and by_get == DOOR):
                yield role, name, {by_get, 405}


@pytest.mark.parametrize("part", range(PARTS))
def test_who_is_refused_a_page_sends_nothing_to_it(part, world, urls):
    browsers = {role: world.browser(role) for role in ROLES}
    wrong = {}
    for role, name, right in refusals(urls, part):
        with one_question(browsers[role]) as tables:
            answer = browsers[role].post(urls[name]).status_code
        if answer not in right or tables:
            wrong[f"{name} {role}"] = (answer, "instead of", right, tables)

    assert wrong == {}
