"""How people come to a 団体: invited, asking, merged with it, and what they would rather not be told."""

from nara_renkei.accounts.enums import MemberRole, Notice
from nara_renkei.accounts.models import JoinRequest, User
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.accounts.usecases.join_organization import join_organization
from nara_renkei.accounts.usecases.match_registrations import match_registrations
from nara_renkei.accounts.usecases.set_notices import set_notices
from nara_renkei.core.actors import THE_SYSTEM
from proposals.usecases.merge_organizations import merge_organizations

from .city import City
from .clock import moment


def show_joining(city: City) -> None:
    """K's number was registered twice and waits for the desk; A took its own twin in; F invites and is asked."""
    day = city.clock.ago(2)
    at = moment(day, 10)
    merge_organizations(
        source=city.organizations["A2"], target=city.organizations["A"], by=city.desk(), at=moment(day, 9)
    )
    match_registrations(by=THE_SYSTEM, at=at)
    shown, by = city.organizations["F"], city.company("F")
    colleague = User.objects.create_user("yoyaku@yunagizaka.example", name="高畑 紬")
    member = join_organization(user=colleague, organization=shown, by=by, at=moment(city.clock.ago(60), 10))
    set_notices(member=member, wanted=[Notice.DRAFT, Notice.APPOINTMENT], by=by, at=at)
    invite_member(organization=shown, email="shinnin@yunagizaka.example", role=MemberRole.CONTACT, by=by, at=at)
    newcomer = User.objects.create_user("machiya@yunagizaka.example", name="紀寺 晶")
    JoinRequest.objects.create(
        organization=shown, user=newcomer, name=newcomer.name, reason="同じ法人番号で登録した方", requested_at=at
    )
