"""Surveys with people who were asked, and answer by the link in their letter."""

import re

import time_machine
from django.core import mail as post

from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.usecases.address import Person, address
from nara_renkei.surveys.usecases.answer import answer
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK


def asked(company=0, division=0, survey=None):
    """Return an open survey, and the tokens by the number of the person: c0, c1, … d0, d1, …"""
    survey = survey or SurveyFactory(open=True)
    people = [Person(Side.COMPANY, f"会社の人{n}", f"c{n}@company.example") for n in range(company)]
    people += [Person(Side.DIVISION, f"職員{n}", f"d{n}@city.example") for n in range(division)]
    with time_machine.travel(NOON, tick=False):  # where transactions are real, the letters leave at once
        address(survey=survey, people=people, by=THE_DESK, at=NOON)
    return survey, tokens()


def tokens(**filters):
    """Return the newest token of each address, by what stands before the @: from the outbox, or from the letter sent."""
    mails = OutgoingMail.objects.filter(template__startswith="surveys/", **filters).order_by("pk")
    waiting = [(mail.to, mail.secret) for mail in mails if mail.secret]
    sent = [(mail.to[0], mail.body) for mail in post.outbox]
    found = [(to, re.search(r"/anketo/([^/]+)/", text)) for to, text in [*sent, *waiting]]
    return {to.partition("@")[0]: link[1] for to, link in found if link}


def answers(survey, token, score=4, text="", at=NOON):
    """Answer the two questions of SurveyFactory."""
    scale, words = survey.questions.in_order()[:2]
    answer(token=token, given={scale.pk: score, words.pk: text}, at=at)
