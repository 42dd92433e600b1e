"""That the whole suite's log is read, and that what would have to be found is found."""

import logging

import pytest

from tests import log_watch

OURS = logging.getLogger("proposals.usecases")


@pytest.mark.parametrize(
    ("say", "found"),
    [
        (lambda: OURS.info("奈良の案"), ["leak"]),
        (lambda: OURS.info("told yamada@company.example"), ["leak"]),
        (lambda: OURS.info("R8-J-0012"), ["leak"]),
        (lambda: OURS.info("0742-34-1111"), ["leak"]),
        (lambda: OURS.info("stored", extra={"route": "夜の図書室"}), ["leak"]),
        (lambda: OURS.info("stored", extra={"title": "x"}), ["dropped"]),
        (lambda: logging.getLogger("celery.apps.worker").info("%s ready.", "celery@web.city.example"), []),
        (lambda: OURS.info("mail_handled", extra={"mail": "6f0c", "attempts": 1}), []),
        (lambda: logging.getLogger("urllib3").warning("山田 %s", "yamada@company.example"), []),
    ],
)
def test_what_slips_into_the_log_fails_its_test(say, found):
    say()

    assert {slip.split(": ")[1] for slip in log_watch.take()} == set(found)


def test_a_key_that_is_printed_beside_the_list_is_found():
    record = logging.makeLogRecord({"name": "urllib3", "msg": "x"})

    assert log_watch.faults_of(record, '{"event": "x", "path": "/teian/"}') == ["printed: path"]


def test_what_is_logged_after_the_last_test_fails_the_run(pytestconfig):
    class Session:
        exitstatus = 0

        class config:
            workeroutput: dict[str, list[str]] = {}

    OURS.info("R8-J-0012")
    log_watch.end_of(Session)

    assert Session.config.workeroutput["slips"] == ["proposals.usecases: leak: R8-J-0012"]
    assert log_watch.take() == []
