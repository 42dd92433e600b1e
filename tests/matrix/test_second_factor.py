"""Where a second factor is required, a session that has shown the password alone works nowhere."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from tests.factories.accounts import PASSWORD, StaffFactory
from tests.harness import StrictClient
from tests.matrix.asking import one_question, written
from tests.permission_matrix import expected

pytestmark = pytest.mark.django_db

# By hand: what answers such a session all the same, and why.
WHILE_NOTHING_IS_SHOWN = {
    # going out, and the doors themselves
    "account_login",
    "account_logout",
    "account_inactive",
    "accounts:oidc_start",
    "accounts:oidc_callback",
    # saying again who one is: by the password, by the city's provider
    "account_reauthenticate",
    "accounts:oidc_again",
    # a forgotten password: for whoever has the mailbox, signed in or not
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # 緊急アクセス: opens for whoever holds its secret; the session that it opens may be closed
    "accounts:emergency",
    "accounts:emergency_close",
    # for machines: no word about anybody
    "portal:healthz",
    "portal:readyz",
}
TO_SHOW = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
TO_REGISTER = {
    "accounts:mail_factor",
    "mfa_index",
    "mfa_authenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def signed_in(user):
    """Return the browser of who has shown the password and nothing else."""
    browser = StrictClient()
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return browser


def answer_of(response):
    """Return where a page leads, or its number where it leads nowhere."""
    return response.get("Location", str(response.status_code)).partition("?")[0]


@pytest.fixture
def sides(world):
    """The browser of who has a factor and has not shown it, and of who has none: where each is led, what answers it."""
    owner, newcomer = StaffFactory(desk=True), StaffFactory(desk=True)
    browsers = signed_in(owner), signed_in(newcomer)
    TOTP.activate(owner, generate_totp_secret())
    shown, registered = WHILE_NOTHING_IS_SHOWN | TO_SHOW, WHILE_NOTHING_IS_SHOWN | TO_SHOW | TO_REGISTER
    return [(browsers[0], reverse("mfa_reauthenticate"), shown), (browsers[1], reverse("mfa_index"), registered)]


# Each address is asked by one of the two, by GET or by POST; all four ways in the full run.
@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.full) for turn in (1, 2, 3))])
def test_every_address_leads_to_the_second_factor(sides, urls, turn):
    wrong = {}
    with written() as tables:
        for number, name in enumerate(sorted(urls.keys() - sides[1][2])):
            browser, factor, _ = sides[(number + turn) % 2]
            is_sent = (number + turn) // 2 % 2
            answer = answer_of((browser.post if is_sent else browser.get)(urls[name]))
            if answer != factor:
                wrong[name] = answer

    assert wrong == {}
    assert tables == []


def test_what_answers_all_the_same_is_on_the_list(sides, urls):
    for browser, factor, deliberate in sides:
        answering = set()
        for name in sorted(sides[1][2]):
            with one_question(browser):  # some of them sign the browser out
                if answer_of(browser.get(urls[name])) != factor:
                    answering.add(name)

        assert answering == deliberate


@pytest.mark.full
def test_between_the_password_and_the_factor_one_is_nobody(world, urls):
    desk = StaffFactory(desk=True)
    TOTP.activate(desk, generate_totp_secret())
    browser = signed_in(desk)

    wrong = {}
    for name, url in urls.items():
        with one_question(browser):
            answer = browser.get(url).status_code
        if answer != expected(name)["anonymous"]:
            wrong[name] = answer

    # the door leads on to where the factor is shown
    assert wrong == {"account_login": 302, "mfa_authenticate": 200}
