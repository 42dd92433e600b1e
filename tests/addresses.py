"""What the address of a page names in a world: one line per address in the addresses.py of its app."""

from tests.dialogue import addresses as dialogue
from tests.knowledge import addresses as knowledge
from tests.nara_renkei import addresses as nara_renkei
from tests.proposals import addresses as proposals
from tests.screening import addresses as screening
from tests.training import addresses as training
from tests.world import Addresses, Arguments, Rows, World

APPS = (nara_renkei, proposals, screening, dialogue, training, knowledge)
ADDRESSES: Addresses = {name: named for app in APPS for name, named in app.ADDRESSES.items()}
# the keys of rows, for the admin's pages of one object
ROWS: Rows = {table: row for app in APPS for table, row in app.ROWS.items()}
PAGES_OF_A_ROW = {"change", "history", "delete"}


def arguments(name: str, world: World) -> Arguments:
    """Return what the address of a page needs: things of the 団体 and the 課 of this world."""
    if name in ADDRESSES:
        return ADDRESSES[name](world)
    table, _, page = name.removeprefix("admin:").rpartition("_")
    if page in PAGES_OF_A_ROW and table in ROWS:
        return {"object_id": _row(table, world)}
    return {}


def _row(table: str, world: World) -> object:
    if table not in world.rows:
        world.rows[table] = ROWS[table](world)
    return world.rows[table]
