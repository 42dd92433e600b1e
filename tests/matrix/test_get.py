"""Every URL of the site, asked by every role by GET."""

import pytest
from django.urls import reverse

from tests.permission_matrix import MATRIX, ROLES, arguments, expected
from tests.test_permission_matrix import PARTS


@pytest.mark.parametrize("part", range(PARTS))
def test_each_role_gets_the_answer_of_the_matrix(part, world):
    names = sorted(MATRIX)[part::PARTS]
    urls = {name: reverse(name, kwargs=arguments(name, world)) for name in names}

    wrong = {}
    for role in ROLES:
        browser = world.browser(role)
        for name, url in urls.items():
            answer = browser.get(url).status_code
            if answer != expected(name)[role]:
                wrong[f"{name} {role}"] = (answer, "instead of", expected(name)[role])

    assert wrong == {}
