"""A real SMTP server in a thread, as friendly or as nasty as a test wants."""

import asyncio
import socket
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Sink:
    """Keeps what it accepts. ``answers`` are given to DATA in turn, the last one for ever; "drop" hangs up."""

    def __init__(self):
        self.letters = []
        self.answers = ["250 OK"]
        self.recipient_answer = None
        self.seconds = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient_answer:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.seconds:
            await asyncio.sleep(self.seconds)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == "drop":
            server.transport.close()
            return "421 gone"
        if answer.startswith("250"):
            self.letters.append(envelope.content)
        return answer

    def mails(self):
        return [message_from_bytes(letter, policy=default) for letter in self.letters]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self):
        self.sink = Sink()
        self.port = free_port()
        self.controller = None

    def start(self):
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None
