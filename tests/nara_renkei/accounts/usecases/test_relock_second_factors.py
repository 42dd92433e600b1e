"""SECRET_KEY can be replaced, and after the factors are locked anew the old key can go."""

from io import StringIO

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command

from nara_renkei.accounts.usecases.relock_second_factors import Relocked, relock_second_factors
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import StaffFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db
OLD, NEW = "old-key-" + "x" * 50, "new-key-" + "y" * 50


@pytest.fixture
def enrolled(settings):
    """Somebody with an app, recovery codes and a key, under the old SECRET_KEY."""
    settings.SECRET_KEY = OLD
    user, secret = StaffFactory(), generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"credential": "x"})
    return user, secret


def opened(user):
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return get_adapter().decrypt(factor.data["secret"])


def test_without_it_the_old_key_must_stay_and_after_it_may_go(settings, enrolled):
    user, secret = enrolled
    codes = RecoveryCodes(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)).get_unused_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert opened(user) == secret

    assert relock_second_factors(by=THE_SYSTEM, at=NOON) == Relocked(done=2, lost=0)
    settings.SECRET_KEY_FALLBACKS = []

    assert opened(user) == secret
    left = RecoveryCodes(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)).get_unused_codes()
    assert left == codes
    assert AuditEvent.objects.get(verb="second_factor.relocked").keys == {"count": 2, "lost": 0}


def test_a_key_that_went_too_early_loses_them_and_the_command_says_so(settings, enrolled):
    user, _ = enrolled
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []

    with pytest.raises(InvalidToken):
        opened(user)
    with pytest.raises(CommandError, match="2個は、どの鍵でも開きません"):
        call_command("relock_second_factors", stdout=StringIO())

    settings.SECRET_KEY_FALLBACKS = [OLD]
    said = StringIO()
    call_command("relock_second_factors", stdout=said)
    assert said.getvalue() == "2個の二段階認証に、新しい鍵をかけました。\n"
