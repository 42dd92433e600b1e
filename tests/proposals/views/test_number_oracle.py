"""Who writes down a 法人番号 does not learn whether the 団体 is here, nor whose it is: from no page, no letter and no work,
at once or later (ADR 0014).
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.models import JoinRequest
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.accounts.usecases.decide_join_request import decide_join_request
from nara_renkei.accounts.usecases.match_registrations import match_registrations
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import MemberFactory, UserFactory
from tests.factories.directory import OrganizationFactory
from tests.harness import THE_DESK, StrictClient
from tests.proposals.views.conftest import BODY, WORDS, Walker

pytestmark = pytest.mark.django_db

# What is each asker's own: keys, times, numbers.
OWN = [
    r'(?<=type="hidden")[^>]*',
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"[0-9a-f]{64}",
    r"R\d+-[A-Z]-\d+",
    r"\d{1,2}:\d{2}",
    r"hito\d+@company\.example",
    r"(?<=/hito/)\d+|\d+(?=-wanted)",
]


def numbers():
    """Return a 法人番号 of each kind: nobody's, and those of 団体 that are here in every way."""
    confirmed = MemberFactory(organization__confirmed=True).organization
    return {
        "nobody's": OrganizationFactory.build().corporate_number,
        "with a 管理者": confirmed.corporate_number,
        "with nobody in it": OrganizationFactory(confirmed=True).corporate_number,
        "taken and not confirmed": MemberFactory().organization.corporate_number,
        "merged into another": OrganizationFactory(merged_into=confirmed).corporate_number,
    }


class Asker:
    """Somebody who writes down a number, and everything they could compare with what another sees."""

    def __init__(self, number: str):
        self.number, self.user = number, UserFactory(name="見本 花子")
        self.walker = Walker(StrictClient.of(self.user))
        self.seen: list[tuple[str, int, int, str, list[str]]] = []

    def watch(self, what, act):
        """Keep the answer without what is the asker's own, the queries behind it, the letters to the asker."""
        with CaptureQueriesContext(connection) as queries:
            response = act()
        page = response.content.decode() + response.get("Location", "")
        for own in [self.number, *OWN]:
            page = re.sub(own, "*", page)
        letters = OutgoingMail.objects.filter(to=self.user.email).order_by("pk").values_list("template", flat=True)
        self.seen.append((what, response.status_code, len(queries), page, list(letters)))
        return response

    def submit(self):
        walker, post = self.walker, self.walker.post
        draft = walker.begin()
        post(draft, "proposal", WORDS)
        body = {**BODY, "corporate_number": self.number}
        self.watch("the number is written", lambda: post(draft, "organization", body))
        post(draft, "pledges", walker.ticks(draft, timezone.localdate()))
        self.watch("the check", lambda: walker.client.get(walker.url(draft, "check")))
        receipt = self.watch("the submission", lambda: post(draft, "check", action="submit"))
        self.watch("the receipt", lambda: walker.client.get(receipt.url))

    def look_around(self, when):
        own = reverse("accounts:organization", args=[organizations_of(self.user)[0].uuid])
        for page in ("/teian/", own, "/teian/tsuchi/"):
            self.watch(f"{page.replace(own, 'own page ')} {when}", lambda page=page: self.walker.client.get(page))


def test_a_number_says_nothing_about_whose_it_is(settings):
    settings.CITY_SETTINGS_SECONDS = 600
    askers = {kind: Asker(number) for kind, number in numbers().items()}

    for asker in askers.values():
        asker.submit()
        asker.look_around("at once")
    asked = match_registrations(by=THE_SYSTEM, at=timezone.now())
    for asker in askers.values():
        asker.look_around("when they were matched")
    for request in JoinRequest.objects.waiting().order_by("pk"):
        decide_join_request(request=request, approve=False, by=THE_DESK, at=timezone.now())
    for asker in askers.values():
        asker.look_around("when they were refused")

    assert asked == 3  # a 団体 that was merged is asked no more
    first = askers["nobody's"].seen
    different = {
        f"{kind}: {ours[0]}": [one for one, other in zip(ours[1:], theirs[1:], strict=True) if one != other]
        for kind, asker in askers.items()
        for ours, theirs in zip(asker.seen, first, strict=True)
        if ours != theirs
    }
    assert different == {}
