"""From here on people can be asked, and the questions stay as they are."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Survey


class CannotOpen(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def open_survey(*, survey: Survey, by: Actor, at: datetime) -> Survey:
    """Return the survey, open. Mails nothing: ``address`` does. Raises CannotOpen."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.is_draft:
        raise CannotOpen("このアンケートは、もう始めています。")
    if survey.closes_on < local_day(at):
        raise CannotOpen("締切が過ぎています。締切を直してから始めてください。")
    if not survey.questions.exists():
        raise CannotOpen("質問がありません。質問を足してから始めてください。")
    survey.opened_at = at
    survey.save(update_fields=["opened_at"])
    record("survey.opened", about=survey.key, by=by, at=at)
    return survey
