"""Which 課 took part in a span of time: the figure of the city, and the column of a 部."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from dialogue.enums import RegistrationState, Side
from dialogue.models import Registration
from nara_renkei.directory.models import Division
from nara_renkei.directory.models.units import UnitQuerySet
from proposals.models import Challenge
from screening.models import RoutingAnswer

from .outcomes import midnight


def divisions_on_last_day(first: date, as_of: date) -> UnitQuerySet:
    """Return the 課 there on the last day with ``takes_part``: it answered, had a 課題 in public, or came to a ダイアログ."""
    answered = RoutingAnswer.objects.filter(
        routing__division=OuterRef("pk"),
        confirmed_at__gte=midnight(first),
        confirmed_at__lt=midnight(as_of + timedelta(days=1)),
    )
    asking = Challenge.objects.filter(lead=OuterRef("pk"), published_on__lte=as_of).exclude(retired_on__lt=first)
    met = Registration.objects.filter(
        division=OuterRef("pk"),
        side=Side.DIVISION,
        state=RegistrationState.ENTERED,
        event__held_on__range=(first, as_of),
    )
    return Division.objects.valid_on(as_of).annotate(takes_part=Exists(answered) | Exists(asking) | Exists(met))
