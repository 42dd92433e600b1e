"""Name and address of those who were asked how a proposal went go with its contact; that they were asked stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import BooleanField, Func, Value
from django.db.models.functions import Replace

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.surveys.models import Addressee
from proposals.models import Proposal
from proposals.rules.retention import WIPED
from screening.models import AfterQuestion

BATCH = 500


@transaction.atomic
def forget_addressees(*, proposal: Proposal | None = None, by: Actor, at: datetime) -> int:
    """Clear the addressees of one proposal, or of all; return how many. Runs any number of times.

    The database says who is due (addressee_is_over): the survey is closed, and of every proposal the
    person was asked about the contact is over or the words are gone. Sheets and counts stay as they are.
    """
    link = AfterQuestion.people.through._default_manager.order_by()
    asked = link.filter(afterquestion__proposal=proposal) if proposal else link
    found = (
        Addressee.objects.filter(pk__in=asked.values("addressee"))
        .exclude(email="")
        .filter(Func("pk", function="addressee_is_over", output_field=BooleanField()))
        .select_related("survey")
        .order_by("pk")
    )
    people = list(found[:BATCH])
    for one in people:
        letters = OutgoingMail.objects.filter(about=one.survey.key, to=one.email)
        letters.filter(state=MailState.QUEUED).update(state=MailState.CANCELLED, secret="")
        letters.update(body=Replace("body", Value(one.name), Value(WIPED)), to="", last_error="")
    Addressee.objects.filter(pk__in=[one.pk for one in people]).update(name=WIPED, email="")
    for key in dict.fromkeys(one.survey.key for one in people):
        audit.record("survey.forget", about=key, by=by, at=at)
    return len(people)
