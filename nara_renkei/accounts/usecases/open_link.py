"""Look at what a mailed link opens, without using it up."""

from datetime import datetime

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.wall import as_city

from .send_link import token_digest


class LinkGone(Exception):
    """str(exc) is fit for the screen and never says whether such a link has been."""

    def __init__(self) -> None:
        super().__init__(
            "このリンクは使えません。期限が過ぎたか、もう使われています。送った方に、もう一度送ってもらってください。"
        )


def open_link(*, token: str, purpose: LinkPurpose, at: datetime) -> CapabilityLink:
    """Return the link that a GET may show and a POST may spend. Raises ``LinkGone``."""
    with as_city("メールのリンクを合言葉で探す"):
        link = CapabilityLink.objects.usable(at).filter(purpose=purpose, token_sha256=token_digest(token)).first()
    if link is None:
        raise LinkGone
    return link
