"""The address in a letter to somebody on the list of a 研修."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.send_link import token_digest
from training.models import Trainee
from training.rules.people import about_of


def link_to(trainee: Trainee, **fields) -> str:
    """Return the personal link of this person, as a letter holds it."""
    token = f"token-{trainee.pk}"
    now = timezone.now()
    CapabilityLink.objects.create(
        **{
            "purpose": LinkPurpose.TRAINEE,
            "about": about_of(trainee.pk),
            "email": trainee.user.email,
            "token_sha256": token_digest(token),
            "created_at": now,
            "created_by": "見本",
            "expires_at": now + timedelta(days=30),
            **fields,
        }
    )
    return reverse("training:by_link", args=[token])
