"""The public face of a 事例: the partner is asked, its pictures are kept."""

from knowledge.queries.faces import draw_up
from knowledge.usecases.ask_partner import ask_partner
from nara_renkei.core.private_files import store_bytes
from tests.factories.knowledge import CasePictureFactory
from tests.harness import NOON, THE_DESK
from tests.nara_renkei.core.photographs import photograph

DESK = {"by": THE_DESK, "at": NOON}


def ask(case, **changes):
    return ask_partner(**{"case": case, "sha256": draw_up(case).sha256, "tells": False, **DESK, **changes})


def kept(**fields):
    """Return a picture whose bytes are there."""
    file = store_bytes(photograph((40, 30)), name="写真.jpg", content_type="image/jpeg", at=NOON)
    return CasePictureFactory(file=file, **fields)
