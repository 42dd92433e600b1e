"""Hold a 回 while somebody gets a place in it."""

from training.models import Session


class CannotPlace(Exception):
    """str(exc) is fit for the screen."""


def lock_place(session: Session) -> Session:
    """Return the 回, locked with every other of its day: nobody gets two places of one time from two clerks at once.

    Raises CannotPlace when it takes no changes any more.
    """
    of_the_day = Session.objects.filter(held_on=session.held_on).select_for_update(of=("self",))
    found = {one.pk: one for one in of_the_day.select_related("course").order_by("pk")}.get(session.pk)
    if found is None or not found.takes_changes:
        raise CannotPlace("この回には、いま人を入れられません。画面を開き直して、日付と段階を確かめてください。")
    return found
