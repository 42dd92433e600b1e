"""Who acts. Given to every use case, so that history names a person and a party, never a request."""

from dataclasses import dataclass
from typing import Final, Protocol, cast

PROPOSER: Final = "proposer"
DESK: Final = "desk"
DIVISION: Final = "division"
SYSTEM: Final = "system"
LABEL_LENGTH: Final = 120  # of every column that names who acted


@dataclass(frozen=True, slots=True)
class Actor:
    party: str  # PROPOSER, DESK, DIVISION or SYSTEM: whose side the act is on
    label: str  # what history shows: 「山田花子（総合政策課）」
    key: str = ""  # "user:12": the audit holds keys only
    address: str = ""  # the IP address, for evidence

    def __post_init__(self) -> None:
        # who has not said a name yet is called by the address, which may be longer
        object.__setattr__(self, "label", self.label[:LABEL_LENGTH])

    def __str__(self) -> str:
        return self.label


THE_SYSTEM: Final = Actor(SYSTEM, "システム", "system")


class _Acting(Protocol):
    actor: Actor


def acting(request: object) -> Actor:
    """Return who acts in a request; the middleware gives every request its ``actor``."""
    return cast("_Acting", request).actor
