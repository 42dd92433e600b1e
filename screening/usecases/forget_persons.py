"""担当者の氏名・連絡先 of what was over long ago go by rule, earlier than the record, which stays."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Replace

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.core.private_files import delete
from nara_renkei.notifications.models import MailState
from proposals.models import Consultation, CoProposer, PledgeRequest, Proposal, Submission
from proposals.rules.content import CONTACT_FIELDS
from proposals.rules.retention import WIPED
from screening.enums import RecordKind
from screening.models import RetentionClass
from screening.queries.retention import held
from screening.queries.wiping import keys_of, letters_about, links_of, papers_of
from screening.rules.retention import KIND_OF, over_before

from .forget_addressees import forget_addressees

BATCH = 500


def forget_persons(*, by: Actor, at: datetime) -> int:
    """Put 「（保存年限により削除）」 where the contact stood; return of how many proposals. Runs any number of times.

    Nothing while the city has not confirmed the row of 保存年限, and nothing of what is held. Each proposal is its own
    transaction.
    """
    forgotten = _forget_all(by=by, at=at)
    forget_addressees(by=by, at=at)
    return forgotten


def _forget_all(*, by: Actor, at: datetime) -> int:
    row = RetentionClass.objects.filter(kind=RecordKind.PERSON, is_confirmed=True).first()
    if row is None:
        return 0
    before = datetime.combine(over_before(local_day(at), row.years), time.min, TOKYO)
    return sum(_forget(pk, before, by=by, at=at) for pk in list(_due(before).values_list("pk", flat=True)[:BATCH]))


def _due(before: datetime) -> QuerySet[Proposal]:
    return (
        Proposal.objects.filter(status__in=KIND_OF, status_changed_at__lt=before)
        .exclude(contact_name=WIPED)
        .exclude(contact_name="", contact_phone="")
        .exclude(title=WIPED)
        .filter(~held())
        .order_by("status_changed_at", "pk")
    )


@transaction.atomic
def _forget(pk: int, before: datetime, *, by: Actor, at: datetime) -> bool:
    # FOR UPDATE first: a hold that comes meanwhile is seen by the question after it
    Proposal.objects.select_for_update(of=("self",)).get(pk=pk)
    proposal = _due(before).filter(pk=pk).first()
    if proposal is None:
        return False
    known = [word for word in (proposal.contact_name, proposal.contact_phone) if word]
    for version in Submission.objects.filter(proposal=proposal).order_by("pk"):
        known += [word for word in _persons(version.content).values() if word]
        _clear_version(version)
    _clear_letters(proposal, dict.fromkeys(known))
    Proposal.objects.filter(pk=pk).update(contact_name=WIPED, contact_phone="")
    Consultation.objects.filter(proposal=proposal).update(contact_name=WIPED, contact_phone="")
    PledgeRequest.objects.filter(proposal=proposal).update(email="")
    CoProposer.objects.filter(proposal=proposal).update(email="")
    audit.record("persons.forget", about=proposal.key, by=by, at=at)
    return True


def _persons(content: dict[str, Any]) -> dict[str, str]:
    fields = content.get("fields", {})
    return {name: fields[name] for name in CONTACT_FIELDS if fields.get(name)}


def _clear_version(version: Submission) -> None:
    """The SHA-256 stays that of the version as it was submitted. The guard lets exactly this through (without_persons)."""
    gone = dict.fromkeys(_persons(version.content), WIPED)
    if gone:
        content = {**version.content, "fields": {**version.content["fields"], **gone}}
        Submission.objects.filter(pk=version.pk).update(content=content)


def _clear_letters(proposal: Proposal, known: Iterable[str]) -> None:
    """Letters lose addresses and the names in them, links go, and papers that print the contact can be made anew."""
    papers = list(papers_of(proposal).select_related("file"))
    keys = keys_of(proposal, papers)
    letters = letters_about(keys).exclude(state=MailState.QUEUED)
    for word in known:
        letters.filter(body__contains=word).update(body=Replace("body", Value(word), Value(WIPED)))
    letters.update(to="", last_error="")
    links_of(keys).delete()
    for paper in papers:
        file = paper.file
        paper.delete()
        if file:
            delete(file)
