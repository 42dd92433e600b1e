"""The ガイドライン on paper. What was made of the very same chapters is not made again."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.queries.guideline import edition_about
from knowledge.rules.papers import GUIDELINE, INTERNAL_EDITION, PUBLIC_EDITION
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from proposals.queries import usable_paper

TITLES: Final = {
    PUBLIC_EDITION: "公民連携ガイドライン（公開版）",
    INTERNAL_EDITION: "公民連携ガイドライン（庁内版）",
}


@transaction.atomic
def order_guideline(*, edition: str, by: Actor, at: datetime) -> PaperJob:
    """Return the paper of an edition as it stands today. ``edition``: PUBLIC_EDITION or INTERNAL_EDITION."""
    about = edition_about(edition, local_day(at))
    return usable_paper(GUIDELINE, about) or order_paper(
        kind=GUIDELINE, about=about, title=TITLES[edition], by=by, at=at
    )
