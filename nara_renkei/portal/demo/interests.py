"""関心あり, 係と担当者, and norms of one 課題 and one 課."""

from nara_renkei.accounts.enums import PostKind
from nara_renkei.directory.models import Section
from proposals.enums import OPEN_STATUSES, Stage
from proposals.models import Norm, Proposal
from screening.models import Routing
from screening.usecases.name_handler import name_handler
from screening.usecases.raise_hand import lower_hand, raise_hand

from .city import SHOWN_DIVISION, City
from .clock import moment

HANDS = (
    ("文化振興課", "文化ホールの夜の催しと、一緒に案内できそうです。"),
    (SHOWN_DIVISION, "来訪者への案内に生かせそうです。"),
)


def keep_norms(city: City) -> None:
    """One 課題 was announced with a quick first answer; one 課 needs longer for its part."""
    Norm.objects.create(stage=Stage.FIRST_ANSWER, challenge=city.challenges["kadai-1"], days=7)
    Norm.objects.create(stage=Stage.OUTCOME, division=city.divisions["文化財課"], days=80)


def show_interests(city: City) -> None:
    """Two hands that are up, one that was lowered; a 担当者 in the 課 that is shown."""
    shared = Proposal.objects.shared_in_city().exclude(
        screening__routings__division__name__in=[name for name, _ in HANDS]
    )
    newest = shared.newest_first()[:2]
    for proposal in newest:
        for name, words in HANDS:
            raise_hand(
                proposal=proposal,
                division=city.divisions[name],
                words=words,
                by=city.officer(name),
                at=moment(city.clock.before(1), 11),
            )
    lower_hand(
        proposal=newest[1],
        division=city.divisions["文化振興課"],
        by=city.officer("文化振興課"),
        at=moment(city.clock.base, 9),
    )
    own = Routing.objects.in_hand().filter(
        division=city.divisions[SHOWN_DIVISION], screening__proposal__status__in=OPEN_STATUSES
    )
    for routing in own.select_related("screening").order_by("pk")[:1]:
        name_handler(
            routing=routing,
            section=Section.objects.get(division=routing.division),
            handler=city.of(SHOWN_DIVISION, PostKind.OFFICER),
            by=city.officer(SHOWN_DIVISION),
            at=moment(city.clock.base, 9),
        )
