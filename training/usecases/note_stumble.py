"""つまずきそうなこと after a 研修: a text without a name, and what its author wants it to be besides."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import divisions_of
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.models import Trouble
from proposals.usecases.note_trouble import note_trouble
from training.models import Session, Stumble


class CannotSettle(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def note_stumble(
    *, session: Session, person: User, text: str, to_desk: bool, as_hint: bool, by: Actor, at: datetime
) -> Stumble:
    """Keep the text. ``to_desk``: a 困りごとメモ in the name of the person and the 課 of today comes of it.

    Who wrote it is kept with the 困りごとメモ alone: neither row nor audit leads from any other text to a person.
    """
    trouble = _memo(person, text, by=by, at=at) if to_desk else None
    return Stumble.objects.create(
        session=session, text=text, written_on=local_day(at), trouble=trouble, is_hint=as_hint
    )


@transaction.atomic
def settle_hint(*, stumble: Stumble, by: Actor, at: datetime) -> Stumble:
    """The desk has done with a hint what there was to do. Raises CannotSettle when somebody was faster."""
    stumble = Stumble.objects.select_for_update(of=("self",)).select_related("session__course").get(pk=stumble.pk)
    if not stumble.is_hint or stumble.settled_at is not None:
        raise CannotSettle("このヒントは、もう済になっています。一覧を開き直してください。")
    stumble.settled_at, stumble.settled_by = at, by.label
    stumble.save(update_fields=["settled_at", "settled_by"])
    audit.record("stumble.settle", about=stumble.session.key, by=by, at=at, stumble=stumble.pk)
    return stumble


@transaction.atomic
def reopen_hint(*, stumble: Stumble, by: Actor, at: datetime) -> Stumble:
    """Put a hint back on the list. Raises CannotSettle when it stands there already."""
    stumble = Stumble.objects.select_for_update(of=("self",)).select_related("session__course").get(pk=stumble.pk)
    if stumble.settled_at is None:
        raise CannotSettle("このヒントは、もう未対応になっています。一覧を開き直してください。")
    stumble.settled_at, stumble.settled_by = None, ""
    stumble.save(update_fields=["settled_at", "settled_by"])
    audit.record("stumble.reopen", about=stumble.session.key, by=by, at=at, stumble=stumble.pk)
    return stumble


def _memo(person: User, text: str, *, by: Actor, at: datetime) -> Trouble:
    division = next(iter(divisions_of(person, local_day(at))), None)
    line = text.replace("\n", " ")
    return note_trouble(trouble=line, wish="", division=division, email=person.email, by=by, at=at)
