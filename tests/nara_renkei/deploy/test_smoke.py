"""What the walk of the smoke reads in the logs of two machines."""

import sys

import pytest

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from smoke import idle

DONE = "Task notifications.deliver_mail[0] succeeded in 0.1s: None"
LOGS = {
    "web": "request_finished", "web-2": "request_finished", "worker": DONE, "worker-2": DONE, "pdf-worker": "", "beat-2": "",
}  # fmt: skip


@pytest.mark.parametrize("name", ["web", "web-2", "worker", "worker-2"])
def test_a_machine_that_had_no_part_in_it_is_named(name):
    assert idle(LOGS) == []
    assert idle({**LOGS, name: "Task notifications.deliver_mail[0] received"}) == [name]
