"""次に試すこと: one promise of a person for a 研修, worded until its 90 days are over, then answered."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from training.enums import Outcome
from training.models import Resolution, Trainee
from training.queries.after import Around
from training.rules.promises import asks_again_on, asks_on


class CannotKeepResolution(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_resolution(*, around: Around, text: str, by: Actor, at: datetime) -> Resolution:
    """Write the promise, or word it anew. Raises CannotKeepResolution before the 研修 and after the 90 days."""
    trainee, today = Trainee.objects.select_for_update(of=("self",)).get(pk=around.trainee.pk), local_day(at)
    began_on = around.took_part_on
    if began_on is None:
        raise CannotKeepResolution("次に試すことは、研修に出るか、自習に合格してから書けます。")
    resolution = Resolution.objects.filter(trainee=trainee).first()
    resolution = resolution or Resolution(trainee=trainee, asks_on=asks_on(began_on))
    if not resolution.takes_text_on(today):
        raise CannotKeepResolution(
            f"{wareki(resolution.asks_on)}に90日が過ぎたため、書き換えられません。どうなったかを答えてください。"
            if resolution.pk
            else "研修から90日が過ぎたため、もう書けません。"
        )
    resolution.text, resolution.written_at = text, at
    resolution.save()
    audit.record("resolution.keep", about=trainee.key, by=by, at=at)
    return resolution


@transaction.atomic
def answer_resolution(*, trainee: Trainee, outcome: Outcome, line: str, by: Actor, at: datetime) -> Resolution:
    """Say what became of it; an answer may be changed. 「まだ」 is asked about once more after thirty days.

    Raises CannotKeepResolution before the 90 days are over.
    """
    resolution = Resolution.objects.select_for_update().get(trainee=trainee)
    if not resolution.takes_answer_on(local_day(at)):
        raise CannotKeepResolution(f"{wareki(resolution.asks_on)}から答えられます。")
    resolution.outcome, resolution.line, resolution.answered_at = outcome, line, at
    if outcome == Outcome.NOT_YET and resolution.asks_again_on is None:
        resolution.asks_again_on = asks_again_on(local_day(at))
    resolution.save()
    audit.record("resolution.answer", about=trainee.key, by=by, at=at, outcome=str(outcome))
    return resolution
