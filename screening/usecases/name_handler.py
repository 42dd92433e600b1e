"""係と担当者: inside the 課, who looks after a 送付."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import holders
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Section
from screening.models import Routing

from .open_screening import locked


class CannotNameHandler(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def name_handler(
    *, routing: Routing, section: Section | None, handler: User | None, by: Actor, at: datetime
) -> Routing:
    """Keep the 係 and the person, both of the 課; None for not decided. Opens nothing to anybody.

    Raises CannotNameHandler.
    """
    screening = locked(routing.screening)
    routing = Routing.objects.select_related("division").get(pk=routing.pk)
    today, division = local_day(at), routing.division
    if section and (section.division_id != division.pk or not section.is_valid_on(today)):
        raise CannotNameHandler(f"{section}は、いまの{division}の係ではありません。選び直してください。")
    if handler and handler.pk not in {post.user_id for post in holders(division, today)}:
        raise CannotNameHandler(f"{handler}は、いま{division}の席にいません。選び直してください。")
    routing.section, routing.handler = section, handler
    routing.save(update_fields=["section", "handler"])
    audit.record("routing.handler", about=screening.proposal.key, by=by, at=at, division=division.code)
    return routing
