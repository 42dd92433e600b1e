"""What the suite does inside Django, as owner: the companies before, the last letters and the counting after.

To be imported when the environment names the database.
"""

# ruff: noqa: E402 - Django must be set up before the apps are imported

import hashlib
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Member, User
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.audit_seals import seal_pending, verify_chain
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import open_file, sweep
from nara_renkei.deploy.cookies import cookie
from nara_renkei.deploy.faults.verdict import Receipt, Seen, Stored, Taken
from nara_renkei.directory.models import Organization
from nara_renkei.notifications.delivery import message_id
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.usecases.resend_mail import resend_mail
from proposals.models import Proposal, Submission
from proposals.queries import files_of
from proposals.usecases.freeze_version import canonical

NUMBER = re.compile(r"R\d+-[JK]-\d{4,}")
CLERK = Actor(DESK, "障害の試験", "user:0", "127.0.0.1")


def found(count: int) -> list[str]:
    """Make so many companies of one member each; return the cookies of the members."""
    call_command("load_reference", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    return [cookie(member(n)) for n in range(count)]


def member(n: int) -> User:
    now = timezone.now()
    organization = Organization.objects.create(
        kind="VOLUNTARY", name=f"障害の中の団体{n}【例示】", address="奈良市二条大路南一丁目1番1号",
        representative="代表　見本 一郎", created_at=now,
    )  # fmt: skip
    user = User.objects.create_user(email=f"faults-{n}@company.example", name=f"見本{n}")
    Member.objects.create(organization=organization, user=user, role=MemberRole.ADMIN, joined_at=now)
    return user


def settle(seconds: float, say: Callable[[str], None]) -> int:
    """Let beat and the worker hand over every letter: turns brought forward, the dead ones sent again by the desk.

    Return how many the desk sent again. The waits of the portal reach a quarter of an hour; nobody sits here so long.
    Nobody is woken: that beat and the worker live is a part of what is seen.
    """
    close_old_connections()
    again, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        for mail in OutgoingMail.objects.dead():
            resend_mail(mail=mail, by=CLERK, at=timezone.now())
            again += 1
        waiting = OutgoingMail.objects.filter(state=MailState.QUEUED)
        if not waiting.exists():
            return again
        now = timezone.now()
        waiting.filter(next_try_at__gt=now).update(next_try_at=now)
        time.sleep(1)
    say(f"{seconds:.0f} 秒たっても {waiting.count()} 通が送信待ちです。")
    return again


def count(taken: list[dict[str, str]]) -> Seen:
    """Sweep, seal, and return what lies there."""
    sweep(timezone.now())
    while seal_pending(timezone.now(), everything=True):
        pass
    root = Path(settings.PRIVATE_ROOT)
    lying = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    rows = set(PrivateFile.objects.values_list("stored_name", flat=True))
    letters = OutgoingMail.objects.filter(template="proposals/received")
    return Seen(
        stored=[stored(version) for version in Submission.objects.select_related("proposal").order_by("pk")],
        receipts=[Receipt(message_id(mail), number_in(mail.subject + mail.about)) for mail in letters],
        taken=[Taken(one["id"], number_in(one["subject"]), one["to"]) for one in taken],
        rows_without_file=sorted(rows - lying),
        files_without_row=sorted(lying - rows),
        broken_seals=verify_chain(),
    )


def stored(version: Submission) -> Stored:
    proposal: Proposal = version.proposal
    words = version.content["fields"]
    return Stored(
        number=proposal.number or "",
        title=words["title"],
        body=words["body"],
        sha256=version.sha256,
        computed=hashlib.sha256(canonical(version.content)).hexdigest(),
        promised_files=tuple(file["sha256"] for file in version.content["files"]),
        lying_files=tuple(sha256_of(attachment.file) for attachment in files_of(proposal)),
    )


def sha256_of(file: PrivateFile) -> str:
    try:
        with open_file(file) as lying:
            return hashlib.file_digest(lying, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def number_in(text: str) -> str:
    match = NUMBER.search(text)
    return match[0] if match else ""
