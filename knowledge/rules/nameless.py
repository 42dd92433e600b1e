"""What a FAQ must not say: who asked, who answered, which 団体, and how to reach them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from nara_renkei.core.finding import CLUSTER, fold
from nara_renkei.core.text import normalise

PERSON, BODY, MAIL, PHONE, NUMBER = "氏名", "団体名", "メールアドレス", "電話番号", "提案番号"
LEGAL_FORM: Final = re.compile(
    r"(株式|合同|有限|合資|合名|相互)会社|(一般|公益)(社団|財団)法人|(学校|社会福祉|宗教|医療)法人"
    r"|特定非営利活動法人|NPO法人|国立大学法人|[(（]株[)）]|[(（]有[)）]"
)
BRACKETS: Final = re.compile(r"【[^】]*】|[(（][^)）]*[)）]")
POST: Final = re.compile(r"\S*(?:長|役|理事|代表|者|社員)\s+(\S.*)")
CALLED: Final = (
    "さん",
    "さま",
    "様",
    "氏",
    "先生",
    "主任",
    "主査",
    "係長",
    "補佐",
    "課長",
    "次長",
    "部長",
    "室長",
    "所長",
)
SHAPES: Final = (  # of the search form without spaces
    (MAIL, re.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)),
    (NUMBER, re.compile(r"(?<![a-z0-9])r\d{1,2}-?[jk]-?\d{3,5}(?!\d)", re.ASCII)),
    (PHONE, re.compile(r"(?<!\d)(?:\+81|0)[-ー()]{0,2}(?:\d[-ー()]{0,2}){8,9}\d(?!\d)", re.ASCII)),
)


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a 相談 knows."""

    people: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Nameless:
    """A text without names, and what stood there."""

    text: str
    taken: tuple[str, ...]  # 「氏名：奈良 花子」, each once, in the order of the text


def without_names(text: str, known: Known) -> Nameless:
    """Return the text with 〔氏名〕, 〔団体名〕 and so on in the place of what names somebody."""
    parts, taken, end = [], [], 0
    for first, last, kind in _found(text, known):
        parts += [text[end:first], f"〔{kind}〕"]
        taken.append(f"{kind}：{text[first:last]}")
        end = last
    return Nameless("".join([*parts, text[end:]]), tuple(dict.fromkeys(taken)))


def names_in(text: str, known: Known) -> list[str]:
    """Return what still names somebody, as it is written, each once."""
    return list(dict.fromkeys(text[first:last] for first, last, _ in _found(text, known)))


def person_of(label: str) -> str:
    """Return the name in 「奈良 花子（観光戦略課主査）」; "" when the label names a post alone."""
    name, bracket, _ = label.partition("（")
    return name.strip() if bracket else ""


def person_in(representative: str) -> str:
    """Return the name in 「代表取締役 奈良 花子」: what stands after the post; without a post the whole."""
    match = POST.match(representative.strip())
    return match[1] if match else representative.strip()


def _found(text: str, known: Known) -> list[tuple[int, int, str]]:
    """Return where names stand, in their order; of two that overlap the one that begins first, then the longer."""
    plain, places = _plain(text)
    spans = []
    for kind, first, last in _matches(plain, known):
        spans.append((places[first][0], places[last - 1][1], kind))
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _matches(plain: str, known: Known) -> Iterator[tuple[str, int, int]]:
    for kind, shape in SHAPES:
        for match in shape.finditer(plain):
            yield kind, *match.span()
    for kind, names in ((BODY, _bodies(known.bodies)), (PERSON, _people(known.people))):
        for name in names:
            for match in re.finditer(re.escape(name), plain):
                yield kind, *match.span()


def _people(names: Iterable[str]) -> set[str]:
    """Return the search forms of names, and of family names as people are called."""
    found = set()
    for name in names:
        family, *given = name.split()
        found |= {_plain(f"{family}{called}")[0] for called in CALLED if given}
        found.add(_plain(name)[0])
    return {name for name in found if len(name) >= 2}


def _bodies(names: Iterable[str]) -> set[str]:
    """Return the search forms of names of 団体: whole, without 株式会社, and the first word of that."""
    found = set()
    for name in names:
        bare = LEGAL_FORM.sub(" ", BRACKETS.sub(" ", LEGAL_FORM.sub(" ", name))).split()
        found |= {_plain(one)[0] for one in (name, "".join(bare), *bare[:1])}
    return {name for name in found if len(name) >= 3}


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the search form without spaces and, of each of its characters, which part of the text it stands for."""
    forms, places = [], []
    for cluster in CLUSTER.finditer(text):
        shown = "".join(one for one in cluster[0] if unicodedata.category(one) not in {"Cf", "Zs", "Cc"})
        form = normalise(fold(shown)).replace(" ", "")
        forms.append(form)
        places += [cluster.span()] * len(form)
    return "".join(forms), places
