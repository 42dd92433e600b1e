"""Keep the answers of a consultation that is not booked yet: what fits, and nothing is refused."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from proposals.enums import ConsultationState
from proposals.models import Consultation


class NoLongerOpen(Exception):
    """It was booked, held or cancelled meanwhile, in another tab or by the desk. str(exc) is fit for the screen."""


@transaction.atomic
def save_consultation(*, consultation_id: int, values: Mapping[str, Any]) -> Consultation:
    """Write ``values`` into the columns of an unbooked consultation. Raises NoLongerOpen."""
    consultation = unbooked(consultation_id)
    for field, value in values.items():
        setattr(consultation, field, value)
    consultation.save(update_fields=list(values))
    return consultation


def locked_consultation(consultation_id: int) -> Consultation:
    """Return the consultation with its row locked."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("slot", "organization", "author")
    return rows.get(pk=consultation_id)


def unbooked(consultation_id: int) -> Consultation:
    """Return the consultation with its row locked, while it can still be written. Raises NoLongerOpen."""
    consultation = locked_consultation(consultation_id)
    if consultation.state != ConsultationState.DRAFT:
        raise NoLongerOpen("この相談は、もう予約されています。")
    return consultation
