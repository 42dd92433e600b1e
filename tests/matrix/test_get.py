"""Every URL of the site, asked by every role by GET."""

import pytest

from tests.permission_matrix import PARTS, ROLES, expected

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", range(PARTS))
def test_each_role_gets_the_answer_of_the_matrix(part, world, urls):
    wrong = {}
    for role in ROLES:
        browser = world.browser(role)
        for name in list(urls)[part::PARTS]:
            answer = browser.get(urls[name]).status_code
            if answer != expected(name)[role]:
                wrong[f"{name} {role}"] = (answer, "instead of", expected(name)[role])

    assert wrong == {}
