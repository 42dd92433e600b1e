"""One world for all questions of a file: it is made once, and what a question changes is taken back."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.test.utils import _TestState
from django.urls import reverse

from nara_renkei.core.models import CitySettings
from nara_renkei.portal.usecases.load_reference import load_reference
from nara_renkei.portal.views import errors
from tests.addresses import arguments
from tests.harness import StrictClient
from tests.matrix.asking import taken_back
from tests.matrix.foreign import Foreign
from tests.matrix.rows import Rows
from tests.matrix_sum import ASKED
from tests.permission_matrix import MATRIX, ROLES
from tests.world import World


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Any:
    """Count the requests of a test; tests/matrix_sum.py says the sum, and whether it is enough."""
    before = StrictClient.asked
    try:
        return (yield)
    finally:
        item.user_properties.append((ASKED, StrictClient.asked - before))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world, in a transaction of its own that is taken back when the file is done."""
    with django_db_blocker.unblock(), taken_back():
        if not CitySettings.objects.exists():
            load_reference()
        yield World()


@pytest.fixture(scope="module")
def foreign(world: World) -> Foreign:
    """What belongs to nobody of the world."""
    return Foreign()


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, StrictClient]:
    """Return a browser of every role, signed in once. What a page changes in one is taken back by ``one_question``."""
    return {role: world.browser(role) for role in ROLES}


@pytest.fixture(scope="module")
def rows(foreign: Foreign, urls: dict[str, str], browsers: Any, django_db_blocker: Any) -> Iterator[Rows]:
    """The notebook of what is written, while the file lasts."""
    with django_db_blocker.unblock(), taken_back(), Rows.written_down() as notebook:
        yield notebook


@pytest.fixture(scope="module")
def kwargs(world: World) -> dict[str, dict[str, Any]]:
    """Return what the address of every page needs: things of the world."""
    return {name: arguments(name, world) for name in sorted(MATRIX)}


@pytest.fixture(scope="module")
def urls(kwargs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the address of every page of the site."""
    return {name: reverse(name, kwargs=needed) for name, needed in kwargs.items()}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """Of thousands of refusals only the number and the headers are read, and of the city nothing changes.

    The pages themselves are read in the tests of the apps and tests/nara_renkei/portal/.
    """
    monkeypatch.setattr(errors, "render", _number_alone)
    # nobody asks which templates a page was made of: Django would copy their contexts for every one
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    settings.CITY_SETTINGS_SECONDS = 600
    CitySettings._kept = None
    logging.disable(logging.INFO)
    yield
    logging.disable(logging.NOTSET)
    CitySettings._kept = None


def _number_alone(request: HttpRequest, template: str, context: Any = None, status: int = 200) -> HttpResponse:
    return HttpResponse(template, status=status)
