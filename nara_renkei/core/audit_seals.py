"""Sealing the audit: each batch carries the digest of the one before, so a change anywhere breaks the chain.

Appending stays free of locks; a beat task seals what has been committed, one sealer at a time.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from .models import AuditEvent, AuditSeal, SealedEvent

# any number that no other advisory lock of ours uses
SEAL_LOCK: Final = 7_240_001
BATCH: Final = 10_000
# how far back a transaction may have taken its id before it committed
LOOK_BACK: Final = 100_000


@transaction.atomic
def seal_pending(at: datetime, *, everything: bool = False) -> AuditSeal | None:
    """Seal the next batch of committed events, in id order; None when there is nothing or another is sealing.

    ``everything`` looks at the whole table and not only at its recent end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return None
    events = list(unsealed(everything=everything)[:BATCH])
    if not events:
        return None
    last = AuditSeal.objects.order_by("-pk").first()
    previous = last.digest if last else ""
    seal = AuditSeal.objects.create(at=at, events=len(events), previous=previous, digest=digest_of(previous, events))
    SealedEvent.objects.bulk_create([SealedEvent(event=event, seal=seal) for event in events], batch_size=2_000)
    return seal


def unsealed(*, everything: bool = False) -> QuerySet[AuditEvent]:
    """Return the events without a seal, in id order."""
    events = AuditEvent.objects.filter(~Exists(SealedEvent.objects.filter(event=OuterRef("pk"))))
    if not everything:
        newest = SealedEvent.objects.aggregate(newest=Max("event_id"))["newest"] or 0
        events = events.filter(pk__gt=newest - LOOK_BACK)
    return events.order_by("pk")


def digest_of(previous: str, events: Iterable[AuditEvent]) -> str:
    """Return the SHA-256 over the previous digest and one line of canonical JSON per event."""
    digest = hashlib.sha256(previous.encode("ascii"))
    for event in events:
        digest.update(b"\n")
        digest.update(canonical(event).encode("utf-8"))
    return digest.hexdigest()


def canonical(event: AuditEvent) -> str:
    """Return an event as JSON that is the same wherever it is written: UTC, sorted keys, no spaces."""
    return json.dumps(
        {
            "id": event.pk,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "verb": event.verb,
            "about": event.about,
            "actor_key": event.actor_key,
            "address": event.address,
            "keys": event.keys,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def verify_chain() -> list[str]:
    """Recompute every seal and return what is wrong, as sentences; empty when the audit is whole."""
    problems = []
    previous = ""
    for seal in AuditSeal.objects.order_by("pk").iterator(chunk_size=500):
        events = list(
            AuditEvent.objects.filter(pk__in=SealedEvent.objects.filter(seal=seal).values("event_id")).order_by("pk")
        )
        if seal.previous != previous:
            problems.append(f"封印{seal.pk}が、前の封印につながっていません。")
        if len(events) != seal.events:
            problems.append(f"封印{seal.pk}の記録は{seal.events}件のはずですが、{len(events)}件です。")
        elif digest_of(seal.previous, events) != seal.digest:
            problems.append(f"封印{seal.pk}の記録が、封印したときと違います。")
        previous = seal.digest
    return problems
