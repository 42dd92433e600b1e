"""The judge: what people saw, what the house kept, what the post took. Knows no server, so that a test can lie to it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

MOST_REPEATED: Final = 0.003  # of the receipts
MOST_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Meant:
    """What a person sent: ``accepted`` is the number on the receipt that was seen, "" where none was."""

    token: str
    title: str
    body: str
    file_sha256: str
    accepted: str


@dataclass(frozen=True)
class Stored:
    """A submitted proposal: its words, its version's digest as kept and as computed anew, its files as lying there."""

    number: str
    title: str
    body: str
    sha256: str
    computed: str
    promised_files: tuple[str, ...]  # SHA-256 in the version
    lying_files: tuple[str, ...]  # SHA-256 of the bytes on the disk, "" where none are


@dataclass(frozen=True)
class Receipt:
    """A row of the outbox that tells of a proposal."""

    message_id: str
    number: str


@dataclass(frozen=True)
class Taken:
    """A letter that the mail server has answered with 250."""

    message_id: str
    number: str  # "" where it tells of no proposal
    to: str = ""


@dataclass
class Seen:
    """Everything at the end."""

    meant: list[Meant] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    rows_without_file: list[str] = field(default_factory=list)
    files_without_row: list[str] = field(default_factory=list)
    broken_seals: list[str] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)  # kinds that hit no letter and no file
    recoveries: list[tuple[str, float | None]] = field(default_factory=list)  # kind, seconds; None: never


@dataclass
class Verdict:
    """The names of what is wrong; empty lists are what we want."""

    accepted: int
    stored: int
    refused: list[str]
    lost: list[str]
    duplicated: list[str]
    missing: list[str]
    repeated: list[str]
    orphans: list[str]
    broken_seals: list[str]
    unmet: list[str]
    worst: float | None

    @property
    def allowed_repeats(self) -> int:
        """A share; one letter where the run is too short for a share: none can be excluded between 250 and commit."""
        return max(1, int(self.accepted * MOST_REPEATED))

    def failures(self) -> list[str]:
        """Return in words what is beyond the limits."""
        wrong = [
            (self.refused, "受け付けられなかった提出"),
            (self.lost, "失われた提案"),
            (self.duplicated, "二重の提案"),
            (self.missing, "届かなかった控え"),
            (self.orphans, "持ち主のないファイルまたは行"),
            (self.broken_seals, "壊れた封印"),
            (self.unmet, "何にも当たらなかった障害"),
        ]
        words = [f"{name}: {'、'.join(found[:5])}" for found, name in wrong if found]
        if len(self.repeated) > self.allowed_repeats:
            words.append(f"二度届いた控え（{self.allowed_repeats}通まで）: {'、'.join(self.repeated[:5])}")
        if self.worst is None:
            words.append("戻らなかった障害があります。")
        elif self.worst > MOST_SECONDS:
            words.append(f"戻るまで {self.worst:.1f} 秒（{MOST_SECONDS:.0f} 秒まで）")
        if not self.accepted:
            words.append("受け付けられた提出が一つもありません。")
        return words


def judge(seen: Seen) -> Verdict:
    by_number = {one.number: one for one in seen.stored}
    titles = Counter(one.title for one in seen.stored)
    accepted = [one for one in seen.meant if one.accepted]
    seconds = [seconds for _, seconds in seen.recoveries]
    return Verdict(
        accepted=len(accepted),
        stored=len(seen.stored),
        refused=[one.token for one in seen.meant if not one.accepted],
        lost=[one.accepted for one in accepted if not is_kept(one, by_number.get(one.accepted))],
        duplicated=[one.token for one in seen.meant if titles[one.title] > 1],
        missing=missing(seen.receipts, seen.stored, seen.taken),
        repeated=repeated(seen.taken),
        orphans=[*seen.rows_without_file, *seen.files_without_row],
        broken_seals=seen.broken_seals,
        unmet=seen.unmet,
        worst=None if None in seconds else max((one for one in seconds if one is not None), default=None),
    )


def is_kept(meant: Meant, stored: Stored | None) -> bool:
    """Whether exactly what was sent lies there: words, digest, and the one file, byte for byte."""
    return stored is not None and (
        (stored.title, stored.body) == (meant.title, meant.body)
        and stored.sha256 == stored.computed
        and stored.promised_files == stored.lying_files == (meant.file_sha256,)
    )


def missing(receipts: Iterable[Receipt], stored: Iterable[Stored], taken: Iterable[Taken]) -> list[str]:
    """Return the proposals of which no receipt, or not every receipt, has reached the mail server."""
    known = {one.message_id for one in taken}
    written = list(receipts)
    with_letter = {one.number for one in written}
    return sorted(
        {one.number for one in written if one.message_id not in known}
        | {one.number for one in stored if one.number not in with_letter}
    )


def repeated(taken: Iterable[Taken]) -> list[str]:
    """Return what came twice: a Message-ID, or the receipt of one proposal to one address under another."""
    letters = list(taken)
    by_id = Counter(one.message_id for one in letters)
    by_receipt = Counter(
        (one.number, one.to) for one in {one.message_id: one for one in letters}.values() if one.number
    )
    found = [name for name, count in by_id.items() for _ in range(count - 1)]
    return found + [number for (number, _), count in by_receipt.items() for _ in range(count - 1)]
