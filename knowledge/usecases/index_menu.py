"""What the search reads of a 企業メニュー: set whenever its words change."""

from knowledge.models import Menu
from nara_renkei.core.finding import fold
from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise


def index_menu(menu: Menu) -> None:
    """Set the search columns on the instance; the caller saves."""
    words = [menu.title, menu.field, menu.offer, menu.needs, menu.body.name]
    menu.search = normalise(fold(" ".join(words)))
    menu.search_vector = vector_of(menu.search)
