"""0:00: what was planned for today comes into force. Posts need nothing: they hold by their dates."""

from datetime import date, datetime

from nara_renkei.core.actors import Actor

from .announce_orders import announce_orders
from .apply_name_changes import apply_name_changes
from .review_routing import review_routing


def turn_the_day(*, on: date, by: Actor, at: datetime) -> None:
    """Make planned names so, see which 課 can be sent to, then bring in what is announced today. Twice does no harm.

    Three transactions: a file that breaks the last takes nothing from the others.
    """
    apply_name_changes(on=on, by=by, at=at)
    review_routing(on=on, by=by, at=at)
    announce_orders(on=on, by=by, at=at)
