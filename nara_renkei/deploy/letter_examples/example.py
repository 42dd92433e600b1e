"""What an example is, and what the examples of several apps speak of."""

from dataclasses import dataclass, field
from typing import Any

SITE = "https://portal.example"
PROPOSAL = {
    "number": "R8-J-0012",
    "title": "夕暮れの町家でひと仕事、工房と語りの90分",
    "url": f"{SITE}/teian/R8-J-0012/",
}
COMPANY, DIVISION, DESK, STAFF = "企業", "課のメール", "デスク", "職員"


@dataclass(frozen=True, slots=True)
class Example:
    template: str  # below templates/mail/, without .txt
    when: str  # it is sent
    to: str  # who reads it
    context: dict[str, Any] = field(default_factory=dict)
    case: str = ""  # which one of its template's

    @property
    def name(self) -> str:
        """A name for a file, as long as no two examples of a template have the same case."""
        return "-".join(filter(None, [*self.template.split("/"), self.case]))
