"""A door has opened: the session remembers when and with what, and the owner hears of a browser never used before."""

from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.sessions import DEVICE, SEEN_AT, SIGNED_IN_AT

from .tell_owner import tell_owner


def begin_session(*, session: SessionBase, user: User, device: str, is_known: bool, by: Actor, at: datetime) -> None:
    """``device``: its words. ``is_known``: this person has signed in with it before, or never anywhere."""
    now = int(at.timestamp())
    session.update({SIGNED_IN_AT: now, SEEN_AT: now, DEVICE: device})
    if not is_known:
        what = f"新しい端末（{device}）から、あなたのアカウントにログインがありました。"
        tell_owner(user=user, verb="device.new", what=what, by=by, at=at)
