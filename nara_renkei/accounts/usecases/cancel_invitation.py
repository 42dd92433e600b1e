"""Take an invitation back before it is used."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import Invitation
from nara_renkei.core.actors import Actor

from .revoke_links import revoke_links


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Close its link; one that was used or is too old stays as it is."""
    link = invitation.link
    revoke_links(purpose=LinkPurpose.INVITATION, about=link.about, email=link.email, by=by, at=at)
