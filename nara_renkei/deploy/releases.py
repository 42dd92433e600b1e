"""Where an upgrade begins: what runs in the city before the new release comes. Standard library only.

Both are moved in the commit that releases: ``PREVIOUS`` to its tag, ``LEAVES`` to its last migrations.
"""

from typing import Final

# Nothing is released yet: the upgrade is tried from the day on which 0.1.0 was finished.
PREVIOUS: Final = "a116455"

# Until 0.1.0 is out, its leaves may be moved by whoever adds a migration that tests/test_migrations.py refuses: no city
# runs without it. Better is to mend what can be mended.
# Name in CHANGELOG.md → the last migration of each app in it; the newest release last
LEAVES: Final = {
    "0.1.0": {
        "accounts": "0011_emergency_access",
        "core": "0009_which_request",
        "dialogue": "0011_which_request",
        "directory": "0006_agreements_behind_the_wall",
        "knowledge": "0010_which_request",
        "notifications": "0005_which_request",
        "proposals": "0028_fields_of_challenges",
        "reports": "0003_answered_statements",
        "screening": "0044_objection_and_addressees_guard",
        "surveys": "0003_addressee_gone",
        "training": "0005_which_request",
    },
}
