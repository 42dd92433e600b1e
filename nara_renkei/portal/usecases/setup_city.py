"""The first day: the city's settings and the first system administrator, with a second factor."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.usecases.appoint import appoint
from nara_renkei.accounts.usecases.employ import employ
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings

from .load_reference import load_reference


class CannotSetUp(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """What is shown once and stored nowhere in readable form but here."""

    user: User
    totp_secret: str
    totp_url: str  # otpauth://…, for an app or a hardware token
    recovery_codes: tuple[str, ...]


@transaction.atomic
def setup_city(
    *,
    city_name: str,
    desk_email: str,
    email: str,
    name: str,
    employee_number: str,
    password: str,
    by: Actor,
    at: datetime,
    force: bool = False,
) -> FirstAdministrator:
    """Make the settings and the administrator. Raises ``CannotSetUp`` when there is one already, unless ``force``.

    Settings that exist stay, but for the two given here. Empty strings change nothing.
    """
    today = local_day(at)
    if not force and Post.objects.held_on(today).filter(kind=PostKind.SYSTEM).exists():
        raise CannotSetUp("システム管理者がもういます。もう一人作るときは --force を付けてください。")
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as exc:
        raise CannotSetUp("".join(exc.messages)) from exc
    load_reference()
    _settings(city_name, desk_email)
    user = employ(email=email, name=name, employee_number=employee_number, password=password, by=by, at=at)
    appoint(user=user, kind=PostKind.SYSTEM, starts_on=today, title="システム管理者", by=by, at=at)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    record("city.set_up", about=f"user:{user.pk}", by=by, at=at)
    return FirstAdministrator(user, secret, get_adapter().build_totp_url(user, secret), tuple(codes))


def _settings(city_name: str, desk_email: str) -> None:
    city = CitySettings.load()
    city.city_name = city_name or city.city_name
    city.email = desk_email or city.email
    try:
        city.full_clean()
    except ValidationError as exc:
        raise CannotSetUp("".join(exc.messages)) from exc
    city.save()
