"""How words change: a second round of 修正, marks, a draft near its end, a draft from a past proposal, a rewording."""

from datetime import timedelta

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import wareki_with_year
from proposals.models import PledgeItem, Proposal
from proposals.rules.content import Mark
from proposals.usecases.copy_proposal import copy_proposal
from proposals.usecases.forget_drafts import forget_drafts
from proposals.usecases.resubmit_proposal import resubmit_proposal
from proposals.usecases.reword_pledge import reword_pledge
from screening.models import Screening
from screening.rendering import LetterText
from screening.usecases.return_proposal import return_proposal

from .city import City
from .clock import moment
from .proposals import NAMED

SECOND = "直していただき、ありがとうございます。本数のもとになる数を、もう一つだけお願いします。\n\n期日：{day}"


def show_writing(city: City) -> None:
    clock = city.clock
    _second_round(city)
    old = Proposal.objects.get(title=NAMED["shopfront"].title)
    Proposal.objects.filter(pk=old.pk).update(updated_at=moment(clock.ago(80)))
    forget_drafts(by=THE_SYSTEM, at=moment(clock.base, 4))
    source = Proposal.objects.select_related("organization", "challenge").get(title=NAMED["dusk"].title)
    author, by = city.members[NAMED["dusk"].by], city.company(NAMED["dusk"].by)
    copy_proposal(proposal=source, with_files=False, author=author, by=by, at=moment(clock.base, 9))
    item = PledgeItem.objects.get(code="P9", version=1)
    reword_pledge(
        item=item,
        text=item.text.replace("宣伝しません", "宣伝せず、市の名前やマークを使うときは先に相談します"),
        basis=item.basis,
        position=item.position,
        valid_from=clock.base + timedelta(days=14),
        is_retired=False,
        by=city.desk(),
        at=moment(clock.base, 11),
    )


def _second_round(city: City) -> None:
    proposal = Proposal.objects.select_related("organization").get(title=NAMED["bamboo"].title)
    resubmit_proposal(
        proposal=proposal,
        changes={
            "team": "当社の設計担当2名と、木工の職人1名。強さは県の試験所で確かめます。",
            "schedule": "1年に引き取れる竹は、およそ300本です。",
        },
        marks={"schedule": Mark("およそ300本", "仕入れの量が競争相手に知られるため。")},
        by=city.company(NAMED["bamboo"].by),
        at=moment(city.clock.ago(4), 15),
    )
    wanted = city.clock.base + timedelta(days=10)
    return_proposal(
        screening=Screening.objects.select_related("proposal__organization").get(proposal=proposal),
        reasons={"schedule": "300本の見込みのもとになる、去年の本数を書いてください。"},
        wanted_by=wanted,
        letter=LetterText(
            title="もう一度、修正のお願い",
            body=SECOND.format(day=wareki_with_year(wanted)),
            sender="奈良市長",
            dated_on=city.clock.ago(1),
            document_number="",
        ),
        by=city.desk(),
        at=moment(city.clock.ago(1), 10),
    )
