"""Where an upgrade begins: what runs in the city before the new release comes. Standard library only.

Both are moved in the commit that releases: ``PREVIOUS`` to its tag, ``LEAVES`` to its last migrations.
"""

from typing import Final

# Nothing is released yet: the upgrade is tried from the commit that wrote the migrations of 0.1.0 anew.
PREVIOUS: Final = "13563822"

# Until 0.1.0 is out, its leaves may be moved by whoever adds a migration that tests/test_migrations.py refuses: no city
# runs without it. Better is to mend what can be mended.
# Name in CHANGELOG.md → the last migration of each app in it; the newest release last
LEAVES: Final = {
    "0.1.0": {
        "accounts": "0002_guards",
        "core": "0004_cache_and_sessions",
        "dialogue": "0002_wall",
        "directory": "0001_first",
        "knowledge": "0003_wall",
        "notifications": "0001_first",
        "proposals": "0003_wall",
        "reports": "0003_wall",
        "screening": "0004_staff_wall",
        "surveys": "0002_guards",
        "training": "0001_first",
    },
}
