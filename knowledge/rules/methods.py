"""連携手法: how long its texts are, under which heading it stands, and the files of the first catalogue."""

from dataclasses import dataclass
from typing import Final

NAME, SUMMARY, DAYS, TEXT = 60, 120, 60, 3000  # characters
RULED_OUT: Final = -99  # points of a rule that takes a method out, whatever speaks for it

# the texts in Markdown, under the headings of their files and their page, in their order
TEXTS: Final = {"fits": "合うとき", "fits_not": "合わないとき", "steps": "進め方", "cautions": "気をつけること"}
OTHERS: Final = "そのほか"
GROUPS: Final = {
    "約束を結ぶ、一緒に行う": ("comprehensive-agreement", "project-agreement", "disaster-agreement", "joint-work"),
    "試す、聞く": ("trial", "sounding"),
    "施設や土地を生かす": ("park-pfi", "small-concession", "designated-manager"),
    "仕事を頼む": ("outsourcing", "pfs"),
    "お金や物を受け取る": ("naming-rights", "corporate-hometown-tax", "crowdfunding", "donation"),
    "データ・人・場所を出し合う": ("data", "people", "place"),
}


def group_of(code: str) -> str:
    """Return the heading under which a method stands in the catalogue."""
    return next((name for name, codes in GROUPS.items() if code in codes), OTHERS)


@dataclass(frozen=True, slots=True)
class FirstMethod:
    """A method of the first catalogue. Its texts are Markdown."""

    code: str
    name: str
    summary: str
    decided_by: str
    days: str
    chapter: str  # anchor; empty: none
    fits: str
    fits_not: str
    steps: str
    cautions: str


def read_method(source: str) -> FirstMethod:
    """Return the method that a file holds. Raises KeyError, ValueError for a file without its head or a heading."""
    head, body = source.split("---\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    parts = dict(part.split("\n", 1) for part in body.split("## ")[1:])
    texts = {name: f"{parts[heading].strip()}\n" for name, heading in TEXTS.items()}
    return FirstMethod(**facts, **texts)
