"""What a real collector on loopback receives: a class, places, the route, the id. No word of anybody."""

import gzip
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import include, path

from nara_renkei.celery import app
from nara_renkei.core.error_tracker import TrackerHandler, allowed
from nara_renkei.core.logs import TRACKER, logging_config
from nara_renkei.core.request_ids import is_request_id

MARK = "Yamada-9f3c"
UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@login_not_required
def broken(request):
    kept_by_hand = request.POST["name"] + MARK  # noqa: F841 - a local variable of the frame
    raise ValueError(f"{MARK} cannot be stored: {request.COOKIES}")


urlpatterns = [path("broken/", broken, name="tracker_broken"), path("", include("nara_renkei.urls"))]
handler500 = "nara_renkei.portal.views.server_error"


class Collector(HTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taker)
        self.bodies = []

    @property
    def events(self):
        return [json.loads(body.decode().splitlines()[2]) for body in self.bodies]


class Taker(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(UNPACK[self.headers.get("Content-Encoding", "")](body))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


@pytest.fixture
def collector():
    server = Collector()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tracker(collector):
    """The handler as production has it; ``sent`` closes it, so that everything has arrived."""
    handler = TrackerHandler(f"http://key@127.0.0.1:{collector.server_port}/1", "r8-12")
    logging.getLogger().addHandler(handler)

    def sent():
        handler.client.flush(timeout=5)
        return collector.events

    yield sent
    logging.getLogger().removeHandler(handler)
    handler.close()


@pytest.mark.django_db
def test_a_failing_request_is_one_event_of_class_places_route_and_id(tracker, collector, settings):
    settings.ROOT_URLCONF = __name__

    client = Client(raise_request_exception=False, headers={"user-agent": MARK, "x-marked": MARK})
    client.cookies["marked"] = MARK
    answer = client.post(f"/broken/?q={MARK}", {"name": MARK})

    [event] = tracker()
    assert MARK.encode() not in b"".join(collector.bodies)
    [exception] = event["exception"]["values"]
    assert exception["type"] == "ValueError"
    last = exception["stacktrace"]["frames"][-1]
    assert (last["filename"], last["function"]) == ("nara_renkei/core/test_error_tracker.py", "broken")
    assert set(last) == {"filename", "function", "lineno", "in_app"}
    assert event["tags"] == {
        "route": "tracker_broken", "method": "POST", "request_id": answer["X-Request-ID"],
    }  # fmt: skip
    assert event["release"] == "r8-12"
    assert set(event) == {"event_id", "timestamp", "platform", "level", "logger", "release", "tags", "exception"}


@pytest.mark.django_db
def test_a_failing_task_is_one_event_that_names_the_task(tracker, collector):
    @app.task(name="tests.broken")
    def broken_task(*, name):
        raise LookupError(f"nobody is called {name}")

    try:
        broken_task.apply(kwargs={"name": MARK}, throw=False)
    finally:
        app.tasks.pop("tests.broken")

    [event] = tracker()
    assert MARK.encode() not in b"".join(collector.bodies)
    assert event["exception"]["values"][0]["type"] == "LookupError"
    assert (event["tags"]["task"], is_request_id(event["tags"]["request_id"])) == ("tests.broken", True)


def test_of_what_is_logged_without_an_exception_only_our_own_names_are_told(tracker, collector):
    logging.getLogger("nara_renkei.core.tasks").error("audit_chain_broken", extra={"problems": 2})
    structlog.get_logger("nara_renkei.x").error("scanner_away", who=MARK)
    logging.getLogger("nara_renkei.x").error(f"{MARK} is away")
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: %s", MARK)
    logging.getLogger("nara_renkei.x").warning("queue_unreachable")

    assert [event["exception"]["values"][0]["type"] for event in tracker()] == ["audit_chain_broken", "scanner_away"]
    assert MARK.encode() not in b"".join(collector.bodies)


def test_what_a_later_library_adds_does_not_leave():
    frame = {
        "filename": "a.py",
        "function": "f",
        "lineno": 1,
        "in_app": True,
        "vars": {"x": MARK},
        "context_line": MARK,
    }
    event = {
        "event_id": "1", "request": {"data": MARK}, "user": {"id": MARK}, "breadcrumbs": [MARK], "extra": {"x": MARK},
        "contexts": {"x": MARK}, "server_name": MARK, "modules": {MARK: "1"}, "tags": {"route": "x", "name": MARK},
        "exception": {"values": [{"type": "ValueError", "value": MARK, "stacktrace": {"frames": [frame]}}]},
    }  # fmt: skip

    assert MARK not in json.dumps(allowed(event))
    assert allowed(event)["tags"] == {"route": "x"}


def test_a_collector_that_is_away_hurts_nobody(capsys):
    handler = TrackerHandler("http://key@127.0.0.1:1/1")
    try:
        handler.handle(logging.LogRecord("nara_renkei.x", logging.ERROR, __file__, 1, "x_failed", None, None))
    finally:
        handler.close()

    assert capsys.readouterr().err == ""


def test_without_a_dsn_there_is_no_collector():
    assert "tracker" not in logging_config()["handlers"]
    named = logging_config(error_dsn="http://key@127.0.0.1:1/1", release="1")
    assert named["handlers"]["tracker"]["()"] == TRACKER
    assert "tracker" in named["root"]["handlers"]
