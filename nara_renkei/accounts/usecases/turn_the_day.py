"""0:00: what was planned for today comes into force. Posts need nothing: they hold by their dates."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor

from .apply_name_changes import apply_name_changes
from .review_routing import review_routing


@transaction.atomic
def turn_the_day(*, on: date, by: Actor, at: datetime) -> None:
    """Make planned names so and see which 課 can be sent to. Twice does no harm."""
    apply_name_changes(on=on, by=by, at=at)
    review_routing(on=on, by=by, at=at)
