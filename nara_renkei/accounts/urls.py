"""Two doors: the company's under /teian/, the staff's under /accounts/; and the 団体 behind the first.

Of allauth only the staff's pages are open: nobody signs up there, and no address is managed there.
"""

from allauth.account import views as allauth
from allauth.account.decorators import reauthentication_required
from django.urls import include, path, re_path

from .permissions import by_password
from .views import devices, doors, emergency, invitations, notices, oidc, organizations, postal_codes

our_doors = [
    path("teian/kakunin/", doors.prove_email, name="prove_email"),
    path("teian/kakunin/code/", doors.enter_code, name="enter_code"),
    # 団体, its people, what they want to be told
    path("teian/dantai/", organizations.organizations, name="organizations"),
    path("teian/dantai/<uuid:uuid>/", organizations.organization, name="organization"),
    path("teian/dantai/<uuid:uuid>/naosu/", organizations.profile, name="profile"),
    path("teian/dantai/<uuid:uuid>/shotai/", organizations.invite, name="invite"),
    path("teian/dantai/<uuid:uuid>/shotai/<int:pk>/", organizations.cancel, name="cancel_invitation"),
    path("teian/dantai/<uuid:uuid>/moshide/<int:pk>/", organizations.decide, name="decide_join_request"),
    path("teian/dantai/<uuid:uuid>/hito/<int:pk>/", organizations.member, name="member"),
    path("teian/shotai/", invitations.pending, name="pending_invitation"),
    path("teian/shotai/<slug:token>/", invitations.invitation, name="invitation"),
    path("teian/tsuchi/", notices.notices, name="notices"),
    path("yubin/<slug:code>/", postal_codes.look_up, name="postal_code"),
    path("my/tanmatsu/", devices.devices, name="devices"),
    path("accounts/2fa/mail/", doors.mail_factor, name="mail_factor"),
    path("accounts/kinkyu/owaru/", emergency.close, name="emergency_close"),
    path("accounts/kinkyu/<slug:token>/", emergency.emergency, name="emergency"),
    path("accounts/oidc/", oidc.start, name="oidc_start"),
    path("accounts/oidc/again/", oidc.again, name="oidc_again"),
    path("accounts/oidc/callback/", oidc.callback, name="oidc_callback"),
]

passwords = [
    path("password/change/", by_password(allauth.password_change), name="account_change_password"),
    # The first password of who came by the city's provider: not by a machine that was left open.
    path("password/set/", by_password(reauthentication_required(allauth.password_set)), name="account_set_password"),
    path("password/reset/", by_password(allauth.password_reset), name="account_reset_password"),
    path("password/reset/done/", by_password(allauth.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        by_password(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        by_password(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

staff_door = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    *passwords,
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", include((our_doors, "accounts"))),
    # The name under which pages of other apps and allauth's own templates know the company's door.
    path("teian/kakunin/", doors.prove_email, name="account_request_login_code"),
    path("accounts/", include(staff_door)),
]
