"""Another 団体 with its 課: what nobody of the world's 団体 and 課 may see."""

from typing import Any

from nara_renkei.core.private_files import store_upload
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, MenuFactory, SupportRequestFactory
from tests.factories.proposals import AttachmentFactory, MessageFactory, ProposalFactory
from tests.factories.screening import NoteFactory, RoutingFactory
from tests.harness import NOON
from tests.world import World

# in the words of a draft: read by its 団体 and by nobody of the city
OF_A_DRAFT = "だれにも見せない下書きの印"
# in the words of what was submitted: read by its 団体, its 課 and the desk
SUBMITTED = "よその提案の印"


class Foreign:
    """A submitted proposal with what belongs to it, a draft, and the rest that has an owner."""

    def __init__(self) -> None:
        self.member = MemberFactory()
        self.organization = self.member.organization
        self.division = DivisionFactory()
        self.officer = StaffFactory(officer=True, division=self.division)
        self.routing = RoutingFactory(
            division=self.division,
            screening__proposal=ProposalFactory(
                in_review=True, organization=self.organization, title=SUBMITTED, body=SUBMITTED
            ),
        )
        self.proposal = self.routing.screening.proposal
        self.draft = ProposalFactory(
            organization=self.organization, author=self.member.user, title=OF_A_DRAFT, body=OF_A_DRAFT
        )
        self.file = store_upload(World.upload(), at=NOON)
        self.attachment = AttachmentFactory(proposal=self.proposal, file=self.file)
        self.message = MessageFactory(proposal=self.proposal)
        self.note = NoteFactory(screening=self.routing.screening)
        self.consultation = ConsultationFactory(
            booked=True, author=self.member.user, organization=self.organization, title=SUBMITTED
        )
        self.support = SupportRequestFactory(division=self.division, asker=self.officer, title=SUBMITTED)
        self.menu = MenuFactory(organization=self.organization, title=SUBMITTED)
        self.case = CaseFactory(organization=self.organization, owner=self.division)

    def keys(self) -> dict[str, list[str]]:
        """Return the names of these things, by what they look like."""
        things: list[Any] = [
            self.member, self.organization, self.division, self.officer, self.member.user, self.routing, self.proposal, self.draft,
            self.attachment, self.message, self.note, self.consultation, self.support, self.menu, self.case,
        ]  # fmt: skip
        return {
            "key": [str(one.pk) for one in things],
            "uuid": [str(one.uuid) for one in things if hasattr(one, "uuid")] + [str(self.file.uuid)],
            "number": [str(self.proposal.number)],
        }
