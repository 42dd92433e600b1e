"""Two doors: the company's under /teian/, the staff's under /accounts/.

Of allauth only the staff's pages are open: nobody signs up there, and no address is managed there.
"""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from . import views

our_doors = [
    path("teian/kakunin/", views.prove_email, name="prove_email"),
    path("teian/kakunin/code/", views.enter_code, name="enter_code"),
    path("accounts/2fa/mail/", views.mail_factor, name="mail_factor"),
]

staff_door = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", include((our_doors, "accounts"))),
    # The name under which pages of other apps and allauth's own templates know the company's door.
    path("teian/kakunin/", views.prove_email, name="account_request_login_code"),
    path("accounts/", include(staff_door)),
]
