"""One world for all questions of a file: it is made once, and what a question changes is taken back."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nara_renkei.core.models import CitySettings
from nara_renkei.portal.usecases.load_reference import load_reference
from nara_renkei.portal.views import errors
from tests.harness import StrictClient
from tests.matrix.asking import taken_back
from tests.permission_matrix import MATRIX, arguments
from tests.test_permission_matrix import World


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Any:
    """Count the requests of a test; tests/conftest.py says the sum."""
    before = StrictClient.asked
    try:
        return (yield)
    finally:
        item.user_properties.append(("asked", StrictClient.asked - before))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world, in a transaction of its own that is taken back when the file is done."""
    with django_db_blocker.unblock(), taken_back():
        if not CitySettings.objects.exists():
            load_reference()
        yield World()


@pytest.fixture(scope="module")
def urls(world: World) -> dict[str, str]:
    """Return the address of every page of the site, about things of the world."""
    return {name: reverse(name, kwargs=arguments(name, world)) for name in sorted(MATRIX)}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """Of thousands of refusals only the number and the headers are read, and of the city nothing changes.

    The pages themselves are read in the tests of the apps and tests/nara_renkei/portal/.
    """
    monkeypatch.setattr(errors, "render", _number_alone)
    settings.CITY_SETTINGS_SECONDS = 600
    CitySettings._kept = None
    logging.disable(logging.INFO)
    yield
    logging.disable(logging.NOTSET)
    CitySettings._kept = None


def _number_alone(request: HttpRequest, template: str, context: Any = None, status: int = 200) -> HttpResponse:
    return HttpResponse(template, status=status)
