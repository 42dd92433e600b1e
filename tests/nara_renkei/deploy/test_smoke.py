"""What the walk of the smoke reads in the logs of two machines."""

import sys

import pytest

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from smoke import idle

READ, SENT = '{"event": "request_finished"}', '{"event": "mail_handled"}'
LOGS = {"web": READ, "web-2": READ, "worker": SENT, "worker-2": SENT, "pdf-worker": "", "beat-2": ""}


@pytest.mark.parametrize("name", ["web", "web-2", "worker", "worker-2"])
def test_a_machine_that_had_no_part_in_it_is_named(name):
    assert idle(LOGS) == []
    assert idle({**LOGS, name: "celery@worker ready."}) == [name]
