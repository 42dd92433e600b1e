"""What the letters of a survey say."""

from typing import Any

from nara_renkei.notifications.usecases.queue_mail import render_mail

from .models import Survey


def letter_context(survey: Survey, side: str, name: str) -> dict[str, Any]:
    """Return what templates/mail/surveys/ know."""
    return {"survey": survey, "name": name, "intro": survey.intro_for(side)}


def preview(survey: Survey, side: str, *, again: bool = False, name: str = "（お名前）") -> tuple[str, str]:
    """Return subject and body as one of that side will read them; 〔リンク〕 stands for the link of each.

    ``again``: the letter of ``remind`` instead of that of ``address``.
    """
    return render_mail("surveys/reminded" if again else "surveys/asked", letter_context(survey, side, name))
