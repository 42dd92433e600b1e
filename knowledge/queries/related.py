"""似た事例: what was done elsewhere that is like a case, a 提案 or a 課題 in its words."""

from dataclasses import dataclass, replace
from typing import Final

from knowledge.models import CaseStudy, CaseVersion, PublicFace
from knowledge.models.kept import SearchedQuerySet
from knowledge.rules.likeness import alike, in_common, words_to_find
from proposals.models import Challenge

AT_MOST: Final = 3
WORDS: Final = 8  # words that are looked for
OF_EACH: Final = 30  # the newest cases that hold one of them
FEWEST_IN_COMMON: Final = 2  # fewer pairs are chance


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """A case that is like something."""

    code: str
    title: str
    summary: str
    words: tuple[str, ...]  # that both hold, as the other text spells them
    field: str
    division: str  # the 課 that keeps it


def related_cases(
    title: str, summary: str, *, but: CaseStudy | None = None, but_of: int | None = None
) -> list[RelatedCase]:
    """Return up to three cases open to staff that are like a text, the likest first. Two queries, no scan.

    ``but``: the case whose words they are, ``but_of``: id of the 提案; the case that came of it is itself.
    """
    others = CaseStudy.objects.open_to_staff()
    if but:
        others = others.exclude(pk=but.pk)
    if but_of:
        others = others.exclude(proposal=but_of)
    found = _holding(others, "-opened_at", title, summary)
    versions = CaseVersion.objects.filter(case__in=found).current() if found else CaseVersion.objects.none()
    near = [
        RelatedCase(one.case.code, one.title, one.summary, (), one.case.field, one.case.owner.name)
        for one in versions.select_related("case__owner").order_by("-case")
    ]
    return _nearest(title, summary, near)


def related_public_cases(title: str, summary: str, *, but: str = "") -> list[RelatedCase]:
    """Return the same of what the public reads, in the words that it reads. Two queries, no scan.

    ``but``: code of the case whose words they are.
    """
    others = PublicFace.objects.standing().exclude(case__code=but)
    found = _holding(others, "-published_at", title, summary)
    faces = PublicFace.objects.filter(pk__in=found).with_case().order_by("-pk") if found else []
    near = [
        RelatedCase(
            face.case.code,
            face.words["title"],
            face.words["summary"],
            (),
            face.words.get("field", ""),
            face.words.get("division", ""),
        )
        for face in faces
    ]
    return _nearest(title, summary, near)


def related_to_challenge(challenge: Challenge, *, public: bool) -> list[RelatedCase]:
    """Return the cases that are like what a 課題 asks for. Two queries."""
    find = related_public_cases if public else related_cases
    return find(challenge.title, f"{challenge.background} {challenge.wanted}")


def _holding(others: SearchedQuerySet, newest: str, title: str, summary: str) -> list[int]:
    """Return the ids of the newest that hold each of the words of a text. One query."""
    words = words_to_find(title, summary, WORDS)
    parts = [others.saying(word).order_by(newest, "-pk").values_list("pk", flat=True)[:OF_EACH] for word in words]
    if not parts:
        return []
    return list(parts[0].union(*parts[1:]) if parts[1:] else parts[0])


def _nearest(title: str, summary: str, near: list[RelatedCase]) -> list[RelatedCase]:
    text = f"{title} {summary}"
    order = alike(text, [f"{one.title} {one.summary}" for one in near], fewest=FEWEST_IN_COMMON)
    return [replace(near[n], words=in_common(text, f"{near[n].title} {near[n].summary}")) for n in order[:AT_MOST]]
