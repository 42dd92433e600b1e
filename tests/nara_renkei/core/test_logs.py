import io
import json
import logging

import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import include, path

from nara_renkei.core.logs import ALLOWED, JsonFormatter, fill_in

SECRETS = ("山田太郎", "yamada@example.jp", "0742-34-1111", "R8-J-0001", "提案の題", "tok3n")


@login_not_required
def broken(request, number):
    raise ValueError("山田太郎 yamada@example.jp tok3n")


@login_not_required
def fine(request, number):
    from django.http import HttpResponse

    return HttpResponse("ok")


urlpatterns = [
    path("log/<str:number>/broken/", broken, name="log_broken"),
    path("log/<str:number>/", fine, name="log_fine"),
    path("", include("nara_renkei.urls")),
]
handler500 = "nara_renkei.portal.views.server_error"


@pytest.fixture
def lines():
    """Everything that reaches the root logger, as it would be printed."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.removeHandler(handler)


def without_noise(line):
    return {key: value for key, value in line.items() if key not in {"timestamp", "stack"}}


def test_our_own_line_keeps_only_what_is_on_the_list(lines):
    logging.getLogger("nara_renkei.x").info(
        "mail_handled", extra={"state": "SENT", "attempts": 2, "to": "yamada@example.jp", "title": "山田太郎"}
    )

    assert [without_noise(line) for line in lines()] == [
        {"event": "mail_handled", "level": "info", "logger": "nara_renkei.x", "state": "SENT", "attempts": 2}
    ]


def test_what_was_put_into_a_template_is_left_out(lines):
    logging.getLogger("nara_renkei.x").warning("sent to %s", "yamada@example.jp")

    assert lines()[0]["event"] == "sent to %s"


def test_a_line_break_in_a_word_makes_no_second_line(lines):
    forged = 'x\n{"event": "login", "user_id": 1}\r\n\u2028'

    logging.getLogger("nara_renkei.x").warning(forged, extra={"route": forged})

    assert [(line["event"], line["route"]) for line in lines()] == [(forged, forged)]


def test_a_library_s_words_are_left_out(lines):
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: 'yamada@example.jp'")

    assert lines()[0]["event"] == "django.security.DisallowedHost error"


def test_a_task_is_named_without_its_arguments(lines):
    logging.getLogger("celery.app.trace").error(
        "Task %(name)s[%(id)s] %(description)s: %(exc)s",
        {"name": "core.beat", "id": "1", "description": "x", "exc": "山田太郎"},
    )

    assert (lines()[0]["event"], lines()[0]["task"]) == ("Task %(name)s[%(id)s] %(description)s: %(exc)s", "core.beat")


@pytest.mark.parametrize(
    ("template", "arguments", "said"),
    [
        ("%s ready.", ("celery@web",), "celery@web ready."),
        ("Booting worker with pid: %(pid)s", ({"pid": 7},), "Booting worker with pid: 7"),
        ("mingle: all alone", (), "mingle: all alone"),
    ],
)
def test_what_starts_and_stops_is_named(template, arguments, said, lines):
    logging.getLogger("celery.apps.worker").info(template, *arguments)

    assert lines()[0]["event"] == said


def test_arguments_that_do_not_fit_leave_the_template():
    assert [fill_in("%s and %s", ("one",)), fill_in("%(pid)s", {"p": 1})] == ["%s and %s", "%(pid)s"]


@pytest.mark.parametrize(
    ("logger", "level"), [("gunicorn.error", logging.ERROR), ("celery.worker.consumer.consumer", logging.INFO)]
)
def test_what_may_hold_a_visitor_s_words_is_not_filled_in(logger, level, lines):
    logging.getLogger(logger).log(level, "Error handling request %s", "/teian/R8-J-0001/?q=山田太郎")

    assert lines()[0]["event"] == "Error handling request %s"


@pytest.mark.parametrize("get_logger", [logging.getLogger, structlog.get_logger])
def test_an_exception_leaves_its_class_and_places_but_not_its_words(get_logger, lines):
    try:
        raise ValueError("山田太郎 yamada@example.jp")
    except ValueError:
        get_logger("nara_renkei.x").exception("failed")

    line = lines()[0]
    assert (line["event"], line["error"]) == ("failed", "ValueError")
    assert line["stack"][0].startswith("nara_renkei/core/test_logs.py:")


@pytest.mark.django_db
def test_a_request_is_one_line_with_the_route_s_name(lines, settings):
    settings.ROOT_URLCONF = __name__

    Client().get("/log/R8-J-0001/?q=提案の題", headers={"user-agent": "yamada@example.jp"})

    finished = [line for line in lines() if line["event"] == "request_finished"]
    assert [(line["route"], line["method"], line["code"]) for line in finished] == [("log_fine", "GET", 200)]
    assert_nothing_slipped(lines())


@pytest.mark.django_db
def test_a_failing_request_says_where_and_not_what(lines, settings):
    settings.ROOT_URLCONF = __name__

    Client(raise_request_exception=False).post("/log/R8-J-0001/broken/", {"name": "山田太郎", "phone": "0742-34-1111"})

    failed = [line for line in lines() if line["event"] == "request_failed"]
    assert [(line["route"], line["error"]) for line in failed] == [("log_broken", "ValueError")]
    assert_nothing_slipped(lines())


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/nothing/R8-J-0001/", "/?q=%00tok3n", "/log/R8-J-0001/?next=//tok3n"])
def test_no_path_reaches_the_log(url, lines, settings):
    settings.ROOT_URLCONF = __name__

    Client(raise_request_exception=False).get(url)

    assert_nothing_slipped(lines())


def assert_nothing_slipped(found):
    text = json.dumps(found, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in text] == []
    assert {key for line in found for key in line} <= ALLOWED
