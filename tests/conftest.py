"""The strict harness: no network beyond this machine, real PostgreSQL, reference data always there."""

import gc
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import time_machine
from django.core.cache import cache
from django.db.models import F
from django.db.models.expressions import OrderBy
from django.db.models.sql.compiler import SQLCompiler
from xdist.scheduler import LoadScopeScheduling

from nara_renkei.core.models import CitySettings
from nara_renkei.portal.usecases.load_reference import load_reference
from tests import log_watch
from tests.browser import base_url, browser_context_args, browser_type_launch_args, playwright  # noqa: F401 - fixtures
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import NOON, StrictClient
from tests.matrix_sum import MatrixSum

# How long an example takes says something about the machine, not about the code.
hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
LATE: list[list[str]] = []  # what processes of xdist logged after their last test
# Their tests share what a process makes, or count what it does. (pytest 9.2 no longer hears xdist_group of xdist 3.8.)
IN_ONE_PROCESS = {"tests/nara_renkei/portal/test_metrics.py", "tests/nara_renkei/portal/test_seed_demo.py"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


class Together(LoadScopeScheduling):
    """Gives every test to whichever process is free, and the tests of some files to one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in IN_ONE_PROCESS else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    log_watch.begin()
    config.pluginmanager.register(MatrixSum(config), "matrix sum")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test in which something of a person reached the log has failed, whatever it asserts."""
    yield
    assert log_watch.take() == [], item.nodeid


def pytest_sessionfinish(session: pytest.Session) -> None:
    log_watch.end_of(session)
    if late := [slip for found in LATE for slip in found]:
        log_watch.tell(session, late)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    LATE.append(getattr(node, "workeroutput", {}).get("slips", []))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_in_order_by_itself() -> Iterator[None]:
    """Rows that nobody asked to be sorted come the newest first: PostgreSQL promises no order, and mostly keeps one.

    Not by chance: what counts on an order fails in every run.
    """
    asked = SQLCompiler._order_by_pairs

    def asked_or_newest(self: SQLCompiler) -> Iterator[tuple[OrderBy, bool]]:
        found = list(asked(self))
        query = self.query
        gathered = query.group_by is not None or any(one.contains_aggregate for one in query.annotation_select.values())
        nameless = query.model is None  # a constraint that is checked before it is saved
        loose = not (found or nameless or gathered or query.distinct or query.combinator or query.subquery)
        yield from [(OrderBy(F("pk"), descending=True), False)] if loose else found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SQLCompiler, "_order_by_pairs", asked_or_newest)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the reference data once into the migrated database."""
    with django_db_blocker.unblock():
        load_reference()


@pytest.fixture(autouse=True)
def _reference_data(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test empties every table: whoever comes after finds the reference data again."""
    marked = request.node.get_closest_marker("django_db")
    wanted = DATABASE_FIXTURES & set(request.fixturenames)
    if marked or wanted:
        transactional = (marked and marked.kwargs.get("transaction")) or wanted - {"db"}
        request.getfixturevalue("transactional_db" if transactional else "db")
        if not CitySettings.objects.exists():
            load_reference()
    yield
    if marked or wanted:
        cache.clear()


@pytest.fixture
def noon() -> Iterator[None]:
    """The clock stands still at NOON."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()


@pytest.fixture
def company_client(db: None) -> StrictClient:
    """A browser in which a member of a 団体 has signed in."""
    return StrictClient.of(CompanyUserFactory(member=True))


@pytest.fixture
def desk_client(db: None) -> StrictClient:
    return StrictClient.of(StaffFactory(desk=True))


@pytest.fixture
def manager_client(db: None) -> StrictClient:
    """The 課長 of a 課 of its own."""
    return StrictClient.of(StaffFactory(manager=True))
