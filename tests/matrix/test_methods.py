"""What no page takes: another method than GET, HEAD and POST, and a POST without its token."""

import pytest

from tests.harness import StrictClient
from tests.matrix.asking import written
from tests.permission_matrix import PARTS, expected

pytestmark = pytest.mark.django_db

NOT_TAKEN = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


@pytest.mark.parametrize("role", ["anonymous", "desk"])
def test_no_page_takes_another_method(role, world, urls):
    browser = world.browser(role)

    with written() as tables:
        answers = {
            f"{method} {name}": browser.generic(method, url).status_code
            for name, url in urls.items()
            for method in NOT_TAKEN
        }

    assert {question: answer for question, answer in answers.items() if answer != 405} == {}
    assert tables == []


@pytest.mark.parametrize("role", ["anonymous", "company", "desk"])
def test_nothing_is_sent_without_the_token_of_the_form(role, world, urls):
    browser = StrictClient(enforce_csrf_checks=True)
    browser.cookies = world.browser(role).cookies

    with written() as tables:
        answers = {name: browser.post(url).status_code for name, url in urls.items()}

    assert {name: answer for name, answer in answers.items() if answer != 403} == {}
    assert tables == []


@pytest.mark.parametrize("part", range(PARTS))
def test_head_is_get_without_the_body(part, world, urls):
    wrong = {}
    for role in ("anonymous", "officer"):
        browser = world.browser(role)
        for name in list(urls)[part::PARTS]:
            answer = browser.head(urls[name])
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code != expected(name)[role] or body:
                wrong[f"{name} {role}"] = (answer.status_code, "instead of", expected(name)[role], len(body))

    assert wrong == {}
