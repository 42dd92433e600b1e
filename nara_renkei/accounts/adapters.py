"""allauth's doors, dressed for the city: mail by the outbox, links by SITE_URL, entries in the audit."""

import time
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

import jwt
from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from requests import RequestException

from nara_renkei.core.audit import record
from nara_renkei.core.devices import device_words, is_known, remember

from .models import User
from .permissions import PROVIDER_FACTOR, actor_for, password_opens
from .queries import staff_named, staff_url
from .rules.addresses import client_address
from .rules.identity import ALGORITHMS, fault_of, named_person, shows_second_factor, was_asked_since
from .usecases.begin_session import begin_session
from .usecases.relock_second_factors import safe
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

LEEWAY: Final = 60  # seconds between the clocks of two machines


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
        # Said anew by every sign-in: what an earlier one in this session showed counts for nothing.
        request.session.pop(PROVIDER_FACTOR, None)
        claims = _claims_of(kwargs)
        if shows_second_factor(claims, settings.OIDC_SECOND_FACTOR):
            request.session[PROVIDER_FACTOR] = user.pk
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Any) -> None:
        is_first = user.last_login is None
        super().login(request, user)
        now = timezone.now()
        begin_session(
            session=request.session,
            user=user,
            device=device_words(request.headers.get("User-Agent", "")),
            is_known=is_first or is_known(request, user.pk),
            by=actor_for(user, self.get_client_ip(request), timezone.localdate(now)),
            at=now,
        )

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        actor = actor_for(user, self.get_client_ip(request), timezone.localdate(now))
        door = "oidc" if _claims_of(kwargs) else "staff"
        record("login", about=f"user:{user.pk}", by=actor, at=now, door=door)
        response = super().post_login(request, user, **kwargs)
        remember(response, request, user.pk)
        return response

    def get_login_stages(self) -> list[str]:
        # Who showed a second factor to the provider is not asked for another.
        stages: list[str] = super().get_login_stages()
        own = f"{AuthenticateStage.__module__}.{AuthenticateStage.__name__}"
        return [stage for stage in stages if stage != own or PROVIDER_FACTOR not in self.request.session]

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
        return str(credentials.get("email", "")).lower()

    def reauthenticate(self, user: Any, password: str) -> bool:
        # allauth looks into its own table of addresses, which we leave empty.
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By the password while one opens the door, by the second factor, by the city's provider: in this order."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not password_opens():
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        if settings.OIDC_ISSUER and isinstance(user, User):
            description = f"{settings.OIDC_NAME}でもう一度ログインする"
            methods.append({"id": "oidc", "description": description, "url": reverse("accounts:oidc_again")})
        return methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth lets pass who has neither a password nor a factor. Here the provider asks them, or nobody does."""
        is_required: bool = super().is_reauthentication_required(app=app, **kwargs)
        user = self.request.user
        has_own_ways = bool(super().get_reauthentication_methods(user))
        if is_required and isinstance(user, User) and not has_own_ways and not _was_asked_lately(self.request):
            if not self.get_reauthentication_methods(user):
                raise PermissionDenied
            raise ReauthenticationRequired
        return is_required

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
        return safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return safe().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.MFA_TOTP_ISSUER}


class ProviderDoor(OpenIDConnectOAuth2Adapter):
    """What allauth leaves out of a code's way home: the signature, the nonce, the algorithms, a discovery that lies.

    Raises ``OAuth2Error`` for whatever the provider answers wrongly.
    """

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        document = _document(self.get_provider().server_url)
        if fault := fault_of(document, settings.OIDC_ISSUER):
            raise OAuth2Error(f"discovery: {fault}")
        return document

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return staff_url(reverse("accounts:oidc_callback"))

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_access_token_data(*args, **kwargs)
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise _misread(exc, "token") from exc

    def parse_token(self, data: Any) -> SocialToken:
        try:
            return super().parse_token(data)
        except (KeyError, TypeError, ValueError) as exc:
            raise _misread(exc, "token") from exc

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = self._verified(str(kwargs["response"].get("id_token", "")))
        if "userinfo_endpoint" in self.openid_config and named_person(claims, settings.OIDC_NUMBER_CLAIM) is None:
            told = self._fetch_user_info(token.token)
            if not isinstance(told, dict) or told.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo: of somebody else")
            claims = {**told, **claims}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": {"sub": claims["sub"]}})
        login.account.extra_data = claims
        return login

    def _verified(self, token: str) -> dict[str, Any]:
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            keys = jwt.PyJWKSet.from_dict(_document(self.openid_config["jwks_uri"])).keys
            # Where the provider has one key only, its tokens need not name it.
            fitting = [one for one in keys if kid in {None, one.key_id}]
            if len(fitting) != 1:
                raise OAuth2Error("id_token: signed with a key that is not the provider's")
            key = fitting[0]
            claims = jwt.decode(
                token,
                key.key,
                algorithms=[name for name in ALGORITHMS if name == key.algorithm_name],
                audience=settings.OIDC_CLIENT_ID,
                issuer=settings.OIDC_ISSUER,
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"], "strict_aud": False},
            )
        except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as exc:
            raise _misread(exc, "id_token") from exc
        if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID or len(claims["sub"]) > 191:
            raise OAuth2Error("id_token: made for somebody else")
        return claims


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = ProviderDoor


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The city's identity provider: it says who somebody is, we know whether they have a place. Nobody signs up, nothing
    is linked and no token is kept: the person is looked up anew each time.
    """

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        app = SocialApp(
            provider=Provider.id,
            provider_id="oidc",
            name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
            settings={"server_url": settings.OIDC_ISSUER.rstrip("/"), "oauth_pkce_enabled": True},
        )
        return Provider(request, app=app)

    def get_requests_session(self) -> Any:
        session = super().get_requests_session()
        session.verify = settings.OIDC_CA_FILE or True
        session.max_redirects = 0  # the provider is asked at its own address only
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims = sociallogin.account.extra_data
        if claims["nonce"] != sociallogin.state["nonce"]:
            raise OAuth2Error("id_token: another nonce")
        named = named_person(claims, settings.OIDC_NUMBER_CLAIM)
        user = staff_named(*named, timezone.localdate()) if named else None
        if user is None:
            raise PermissionDenied
        if "again" in sociallogin.state:
            raise ImmediateHttpResponse(_asked_again(request, user, sociallogin))
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        # Our own page says it; see views/oidc.py.
        raise kwargs.get("exception") or OAuth2Error(f"callback: {kwargs.get('error')}")


def _misread(exc: Exception, what: str) -> Exception:
    """Return what to raise for an answer that is not of its form; a request that failed stays one."""
    return exc if isinstance(exc, RequestException) else OAuth2Error(f"{what}: {type(exc).__name__}")


def _document(url: str) -> Any:
    """Return the JSON at an address of the provider. Raises ``requests.RequestException``."""
    with ProviderAdapter().get_requests_session() as session:
        response = session.get(url)
        response.raise_for_status()
        return response.json()


def _asked_again(request: HttpRequest, user: User, login: SocialLogin) -> HttpResponse:
    """Note in the session that its person was asked anew, and lead on; nobody else comes in. Raises ``OAuth2Error``."""
    if request.user != user or not was_asked_since(login.account.extra_data, login.state["again"] - LEEWAY):
        raise OAuth2Error("again: another person, or nobody was asked")
    provider = login.account.provider
    record_authentication(request, user, method="socialaccount", provider=provider, reauthenticated=True)
    request.session.cycle_key()
    now = timezone.now()
    address = client_address(request.META, settings.TRUSTED_PROXY_COUNT)
    actor = actor_for(user, address, timezone.localdate(now))
    record("login.again", about=f"user:{user.pk}", by=actor, at=now, door=provider)
    return redirect(login.get_redirect_url(request) or settings.LOGIN_REDIRECT_URL)


def _was_asked_lately(request: HttpRequest) -> bool:
    shown = [one["at"] for one in get_authentication_records(request, request.user) if one.get("reauthenticated")]
    return bool(shown) and time.time() - shown[-1] < account_settings.REAUTHENTICATION_TIMEOUT


def _claims_of(hook_kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return what the provider said in this sign-in, {} for the password."""
    login = (hook_kwargs.get("signal_kwargs") or {}).get("sociallogin")
    return login.account.extra_data if login is not None else {}
