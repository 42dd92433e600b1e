"""A 課 with its people that asks the desk, and what it says."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from knowledge.enums import SupportTopic
from knowledge.models import SupportRequest
from knowledge.usecases.begin_support import begin_support
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import actor_for
from nara_renkei.directory.models import Division
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, TODAY


@dataclass
class Asking:
    """A 課 and somebody who works in it."""

    division: Division
    user: User

    def ask(self, **words: Any) -> SupportRequest:
        given = {
            "key": uuid4(),
            "topic": SupportTopic.CONTRACT,
            "title": "随意契約にしてよいか",
            "body": "同じことができる会社が見つかりません。",
            **words,
        }
        by = actor_for(self.user, "192.0.2.30", TODAY)
        return begin_support(asker=self.user, division=self.division, by=by, at=NOON, **given)


def asking(name: str = "環境政策課", person: str = "奈良 花子") -> Asking:
    division = DivisionFactory(name=name, email=f"ka{Division.objects.count()}@city.example")
    return Asking(division, StaffFactory(officer=True, division=division, name=person))
