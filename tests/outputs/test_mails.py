"""Every letter with hard words in everything that it is told: one subject, no header more, and the words are read again."""

import email
import email.policy
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from hypothesis import HealthCheck, example, given, settings

from nara_renkei.core.text import FORBIDDEN
from nara_renkei.notifications.delivery import PostOffice
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mails
from tests.harness import NOON
from tests.letters import letters
from tests.outputs.words import JAPANESE, Words, one_space
from tests.strategies import BREAKS, KEPT, texts

pytestmark = pytest.mark.django_db

HEADERS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"}  # fmt: skip
typed = texts("Bcc: x@evil.example", "件名", ".", "\u2028", "\x85", *BREAKS, *KEPT, most=5)


def with_words(value: Any, text: str) -> Any:
    """Return a context in which every word of a person is the text."""
    if isinstance(value, str):
        return text if re.search(JAPANESE, value) else value
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**with_words(vars(value), text))
    if isinstance(value, dict):
        return {key: with_words(one, text) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(with_words(one, text) for one in value)
    return value


def sent(examples: list[Any], text: str) -> list[bytes]:
    """Send these letters with the text in them, and return what a mail server was given."""
    for letter in examples:
        context = with_words(letter.context, text)
        queue_mails(letter.template, [Envelope("a@mihon.example", "test", context)], at=NOON)
    mail.outbox.clear()
    with PostOffice() as post:
        while post.deliver_next(NOON):
            pass
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert [one for one in OutgoingMail.objects.values_list("subject", flat=True) if len(one.splitlines()) != 1] == []
    return [one.message().as_bytes() for one in mail.outbox]


def faults_of(raw: bytes) -> list[str]:
    """Return what is wrong with the form of a letter."""
    read = email.message_from_bytes(raw, policy=email.policy.default)
    faults = [f"header {name}" for name in set(read.keys()) - HEADERS]
    faults += [f"{name} twice" for name in HEADERS if len(read.get_all(name, [])) > 1]
    faults += [str(one) for part in read.walk() for one in part.defects]
    faults += ["a line of its own in the subject"] if len(str(read["Subject"]).splitlines()) != 1 else []
    faults += ["a line too long for a server"] if max(map(len, raw.splitlines())) > 998 else []
    return faults


def test_every_letter_says_what_it_was_told():
    words = Words(seed=2)
    text = words.new("what a letter is told", 60, lines=False)

    read = [email.message_from_bytes(raw, policy=email.policy.default) for raw in sent(list(letters.EXAMPLES), text)]

    said = [f"{one['Subject']}\n{one.get_content()}" for one in read]
    assert len(said) == len(letters.EXAMPLES)
    assert [
        fault for one, text in zip(letters.EXAMPLES, said, strict=True) for fault in words.lost(one.name, text)
    ] == []
    assert sum(bool(words.heard(text)) for text in said) > 60


@pytest.mark.parametrize("examples", [1, pytest.param(40, marks=pytest.mark.full)])
def test_no_word_makes_a_header_or_stops_a_letter(examples):
    every = list(letters.EXAMPLES)

    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(text=typed)
    @example(text="件名\u2028Bcc: x@evil.example")
    def check(text: str) -> None:
        OutgoingMail.objects.all().delete()
        for letter, raw in zip(every, sent(every, text), strict=True):
            assert faults_of(raw) == [], letter.name
            body = email.message_from_bytes(raw, policy=email.policy.default).get_content()
            assert one_space(FORBIDDEN.sub("", text))[:20] in one_space(body) or text not in str(
                with_words(letter.context, text)
            )

    check()
