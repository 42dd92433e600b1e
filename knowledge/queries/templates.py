"""様式 as pages read them, and the words of a proposal that fill them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Sum

from knowledge.models import Method, Template, TemplateDownload, TemplateVersion
from knowledge.rules.templates import NOTHING
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.accounts.queries import speaker_words
from nara_renkei.core.calendar import FiscalYear, local_day, wareki
from nara_renkei.core.models import CitySettings
from proposals.enums import AccessScope
from proposals.models import Proposal, ProposalAccess, ProposalQuerySet


@dataclass(frozen=True, slots=True)
class Shelf:
    """The 様式 of one 連携手法; those of none stand last."""

    name: str
    templates: Sequence[Template]


def shelves(method: str = "") -> list[Shelf]:
    """Return the 様式 in use by 連携手法, each under every method it belongs to. Three queries.

    ``method``: the code of one method; any other word means all.
    """
    templates = list(Template.objects.in_use().in_order().select_related("owner").prefetch_related("methods"))
    methods = Method.objects.in_use().order_by("position", "pk")
    found = [
        Shelf(one.name, [row for row in templates if one in row.methods.all()])
        for one in methods
        if method in {"", one.code}
    ]
    others = Shelf("そのほか", [row for row in templates if not row.methods.all()])
    return [shelf for shelf in (*found, *([] if method else [others])) if shelf.templates]


def versions_of(template: Template) -> list[TemplateVersion]:
    """Return the versions of a 様式 with their files, the newest first. One query."""
    return list(template.versions.select_related("file").order_by("-number"))


@dataclass(frozen=True, slots=True)
class Taken:
    """How often a 様式 was taken in a month, in one way."""

    month: date  # its first day
    is_filled: bool
    times: int


def times_taken(template: Template) -> list[Taken]:
    """Return how often all versions were taken, the newest month first. One query."""
    rows = TemplateDownload.objects.filter(version__template=template).values_list("month", "is_filled")
    return [Taken(*row) for row in rows.annotate(times=Sum("times")).order_by("-month", "is_filled")]


def proposals_in_full(user: User, on: date) -> ProposalQuerySet:
    """Return the proposals that a member of staff reads in full: the desk all, a 課 what was granted so."""
    seen = Proposal.objects.visible_to(user, on)
    if may(user, Permission.READ_ALL_PROPOSALS, on):
        return seen
    full = ProposalAccess.objects.in_force(on).filter(
        proposal=OuterRef("pk"), division__in=division_ids(user, on), scope=AccessScope.FULL
    )
    return seen.filter(Exists(full))


def words_of(proposal: Proposal, on: date) -> Mapping[str, str]:
    """Return what fills a 様式, by the names of its places. Three queries at most."""
    city, body, lead = CitySettings.load(), proposal.proposer, proposal.lead_division
    joined = [one.partner.name for one in proposal.co_proposers.accepted().in_order()]
    words = {
        "団体名": body.name,
        "代表者": body.representative,
        "所在地": body.address,
        "法人番号": body.corporate_number,
        "担当者": proposal.contact_name,
        "共同提案者": "、".join(joined) or "なし",
        "提案名": proposal.title,
        "提案番号": proposal.number,
        "提出日": wareki(local_day(proposal.submitted_at)) if proposal.submitted_at else "",
        "概要": proposal.summary,
        "提案内容": proposal.body,
        "よくなること": proposal.beneficiary,
        "役割分担": proposal.roles,
        "費用": proposal.get_cost_display(),
        "希望時期": proposal.timing,
        "連携手法": proposal.method,
        "担当課": lead.name if lead else "",
        "担当課長": speaker_words([lead.pk], on).get(lead.pk, "") if lead else "",
        "市名": city.city_name,
        "市の代表": city.sender_title,
        "窓口": city.desk_name,
        "今日": wareki(on),
        "年度": str(FiscalYear.of(on)),
    }
    return {name: text or NOTHING for name, text in words.items()}
