"""Proposals that are not one company's own typing: three 団体 asked to join a draft, three entered by the desk."""

from uuid import uuid4

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.actors import PROPOSER, Actor
from nara_renkei.directory.models import OrganizationKind
from proposals.enums import Ask, Channel, Cost, Publicity
from proposals.models import CoProposer, Draft, Proposal
from proposals.queries import items_due
from proposals.usecases.accept_co_proposal import accept_co_proposal, name_co_proposer
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.confirm_pledges import confirm_pledges, record_paper_pledges
from proposals.usecases.decline_co_proposal import decline_co_proposal
from proposals.usecases.enter_for_company import enter_for_company

from .city import City
from .clock import moment
from .story import paper, ticks


def show_joint(city: City) -> None:
    """F's draft waits for one 団体, has another and goes on without the third; three came by telephone and letter."""
    at = moment(city.clock.ago(3))
    draft = Proposal.objects.create(
        organization=city.organizations["F"],
        author=city.members["F"],
        contact_name=city.members["F"].name,
        contact_phone="0742-00-0030",
        title="朝の町家で市場をひらく",
        summary="空いている町家の軒先で、月に一度、朝だけの小さな市場をひらきます。",
        beneficiary="近くに店のない通りの方が、歩いて買物できるようになります。",
        body="第二日曜の朝七時から九時まで。農家と店が三軒ずつ出て、売れ残りは見守りの訪問に持っていきます。",
        asks=[Ask.PLACE, Ask.PUBLICITY],
        cost=Cost.NONE,
        status_changed_at=at,
        created_at=at,
        updated_at=at,
    )
    Draft.objects.create(proposal=draft)
    asked = [
        ask_co_proposer(
            proposal_id=draft.pk,
            name=city.organizations[key].name,
            email=city.members[key].email,
            by=city.company("F"),
            at=at,
        )
        for key in ("A", "G", "B")
    ]
    _accept(city, draft, asked[1], "G")
    decline_co_proposal(
        co_proposer=asked[2],
        link=_link(asked[2].about),
        reason="この時期は人手が足りません。次の機会にお声がけください。",
        by=city.company("B"),
        at=moment(city.clock.ago(1)),
    )
    _by_telephone(city)
    _by_letter(city)
    _on_paper(city)


def _accept(city: City, draft: Proposal, row: CoProposer, key: str) -> None:
    by, at = city.company(key), moment(city.clock.ago(2))
    member, organization = city.members[key], city.organizations[key]
    row = name_co_proposer(
        co_proposer=row, chosen=organization, body=None, name=member.name, member=member, by=by, at=at
    )
    answers = ticks(items_due(organization.pk, city.clock.ago(2)))
    accept_co_proposal(co_proposer=row, link=_link(row.about), answers=answers, sha256=draft.joint_sha256, by=by, at=at)


def _by_telephone(city: City) -> None:
    _entered(city, 2, Channel.PHONE, "バス停に本を置く", "鹿の角文庫の会【例示】", "hon@shikanotsuno.example")


def _by_letter(city: City) -> None:
    proposal = _entered(city, 4, Channel.MAIL, "夏の夜に水をまく", "打ち水の輪【例示】", "wa@uchimizu.example")
    confirm_pledges(
        proposal=proposal,
        link=_link(proposal.key),
        answers=ticks(items_due(proposal.organization_id, city.clock.ago(2))),
        by=Actor(PROPOSER, f"{proposal.contact_name}（wa@uchimizu.example）", "", "198.51.100.21"),
        at=moment(city.clock.ago(2)),
    )


def _on_paper(city: City) -> None:
    proposal = _entered(city, 5, Channel.MAIL, "古い写真で町を歩く", "写真を読む会【例示】", "")
    record_paper_pledges(
        proposal=proposal,
        answers=ticks(items_due(proposal.organization_id, city.clock.ago(3))),
        scan=paper("誓約書.pdf"),
        by=city.desk(),
        at=moment(city.clock.ago(3)),
    )


def _entered(city: City, days: int, channel: Channel, title: str, name: str, email: str) -> Proposal:
    return enter_for_company(
        key=uuid4(),
        channel=channel,
        received_on=city.clock.ago(days),
        organization=None,
        body={
            "kind": OrganizationKind.GROUP,
            "name": name,
            "address": "奈良市中院町1-1",
            "representative": "会長 中院 桂",
        },
        content={
            "title": title,
            "summary": f"{title}取組を、月に一度から始めます。",
            "beneficiary": "近くに住む方が、外に出る用事を持てます。",
            "body": "道具は会で用意します。場所と、知らせる手だてを市にお願いします。",
            "asks": [Ask.PLACE],
            "cost": Cost.NONE,
            "publicity": Publicity.CLOSED,
            "contact_name": "中院 桂",
            "contact_phone": "0742-00-0040",
        },
        challenge=None,
        email=email,
        scans=[paper("届いた手紙.pdf")] if channel == Channel.MAIL else [],
        by=city.desk(),
        at=moment(city.clock.ago(days), 11),
    )


def _link(about: str) -> CapabilityLink:
    return CapabilityLink.objects.filter(about=about).latest("pk")
