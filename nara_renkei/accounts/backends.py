"""The staff's door: a password opens it for people with a 職員番号 only."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.utils import timezone

from nara_renkei.core.gathering import Worded

from .models import User
from .permissions import password_opens
from .rules.passwords import is_guessed_early

BY_ID = Worded(lambda pk: User.objects.filter(pk=pk))  # every page asks it


class StaffBackend(AuthenticationBackend):
    """Also asked on every request who the session belongs to, so a last day works at 0:00 of the next."""

    def user_can_authenticate(self, user: Any) -> bool:
        return isinstance(user, User) and user.may_enter_on(timezone.localdate())

    def get_user(self, user_id: int) -> User | None:
        user = next(iter(BY_ID.ask(pk=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None

    def _check_password(self, user: Any, password: str) -> Any:
        # Where the provider is the only door, no password is right. Without a 職員番号 there is no such account at
        # this door; the time it takes is the same.
        if not (password_opens() and isinstance(user, User) and user.is_employee and self.user_can_authenticate(user)):
            return None
        return super()._check_password(user, password)


class GuessingValidator:
    """Refuse a password that is guessed early, whatever its characters are."""

    SENTENCE = "推測されやすいパスワードです。よくある言葉や並び、市や自分の名前だけにせず、関係のない言葉をいくつか続けてください。"

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError``."""
        about = (user.email, user.email.partition("@")[0], user.employee_number) if isinstance(user, User) else ()
        if is_guessed_early(password, [word for word in about if word]):
            raise ValidationError(self.SENTENCE, code="guessed_early")

    def get_help_text(self) -> str:
        return "文字の種類は問いません。関係のない言葉をいくつか続けると、長くても覚えやすくなります。"
