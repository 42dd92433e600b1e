"""The row of a 引継ぎ, made by the first act and locked by each."""

from nara_renkei.accounts.models import Post
from screening.models import Handover


def open_handover(post: Post) -> Handover:
    """Return the locked row of a post. Needs a transaction."""
    Handover.objects.get_or_create(post=post)
    return Handover.objects.select_for_update(of=("self",)).get(post=post)
