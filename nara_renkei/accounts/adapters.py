"""allauth's doors, dressed for the city: mail by the outbox, links by SITE_URL, entries in the audit."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.audit import record

from .models import User
from .permissions import actor_for
from .queries import staff_url
from .rules.addresses import client_address
from .usecases.send_password_link import send_password_link
from .usecases.tell_owner import tell_owner

# The same words for a wrong password, an unknown address and a locked account.
WRONG: Final = (
    "メールアドレスかパスワードが違います。5回間違えると、その後5分間は、正しいパスワードでも入れません。"
    "5分待ってから、もう一度入れてください。忘れたときは、パスワードを決め直してください。"
)
# What allauth tells the owner of an account: the audit's verb and the letter's sentence.
TOLD: Final = {
    "account/email/password_changed": ("password.changed", "あなたのパスワードが変わりました。"),
    "account/email/password_set": ("password.changed", "あなたのパスワードが決まりました。"),
    "account/email/password_reset": ("password.changed", "あなたのパスワードが、メールのリンクから決め直されました。"),
    "mfa/email/totp_activated": ("second_factor.added", "二段階認証のアプリ（トークン）が登録されました。"),
    "mfa/email/totp_deactivated": ("second_factor.removed", "二段階認証のアプリ（トークン）の登録が消されました。"),
    "mfa/email/webauthn_added": ("second_factor.added", "二段階認証のセキュリティキーが登録されました。"),
    "mfa/email/webauthn_removed": ("second_factor.removed", "二段階認証のセキュリティキーの登録が消されました。"),
    "mfa/email/recovery_codes_generated": ("second_factor.codes", "二段階認証の回復コードが新しく作られました。"),
}


class AccountAdapter(DefaultAccountAdapter):
    """The staff's door. Companies come in by ``accounts:prove_email``."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request.META, settings.TRUSTED_PROXY_COUNT)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not user.may_enter_on(timezone.localdate()):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        actor = actor_for(user, self.get_client_ip(request), timezone.localdate(now))
        record("login", about=f"user:{user.pk}", by=actor, at=now, door="staff")
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        now = timezone.now()
        actor = actor_for(request.user, self.get_client_ip(request), timezone.localdate(now))
        record("login.failed", about="door:staff", by=actor, at=now)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            # A locked door takes as long as a wrong password, and leaves the same trace.
            User().set_password(credentials.get("password"))
            self.authentication_failed(request, **credentials)
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth adds the Host, which would give a stranger one allowance per host name.
        return str(credentials.get("email", "")).strip().lower()

    def reauthenticate(self, user: Any, password: str) -> bool:
        # allauth looks into its own table of addresses, which we leave empty.
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return staff_url(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        if isinstance(user, User):
            self._send_password_link(user, user.email, context["password_reset_url"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError(f"{template_prefix}: every letter of this site goes through the outbox")

    def send_no_password(self, email: str) -> None:
        """Answer an address that no account has."""
        self._send_password_link(None, email, "")

    def _send_password_link(self, user: User | None, to: str, link: str) -> None:
        now = timezone.now()
        send_password_link(
            user=user,
            to=to,
            link=link,
            by=actor_for(self.request.user, self.get_client_ip(self.request), timezone.localdate(now)),
            at=now,
            expires_at=now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        )

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner what changed; what allauth may one day tell besides is told in general words."""
        now = timezone.now()
        verb, what = TOLD.get(template_prefix, ("sign_in.changed", "ログインの設定が変わりました。"))
        actor = actor_for(self.request.user, self.get_client_ip(self.request), timezone.localdate(now))
        tell_owner(user=user, verb=verb, what=what, by=actor, at=now)


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP (an app or a hardware token), WebAuthn keys and recovery codes. Their secrets are stored encrypted."""

    def encrypt(self, text: str) -> str:
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _safe().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.MFA_TOTP_ISSUER}


def _safe() -> MultiFernet:
    # The first key locks, all of them open: SECRET_KEY can be replaced without losing a second factor.
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys])
