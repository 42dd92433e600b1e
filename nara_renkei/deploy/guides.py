"""The handbooks and the slides as tagged PDF, and the picture of the way of a proposal: .run/guides/.

Started by bin/dev guides; asks no database. What is promised in pages is in HANDBOOKS and held by a test.
"""

import html
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from datetime import date

    from nara_renkei.core.models import CitySettings
    from nara_renkei.reports.rendering import Pdf

ROOT: Final = Path(__file__).resolve().parent.parent.parent
DOCS: Final = ROOT / "nara_renkei" / "docs"
FLOW: Final = DOCS / "pictures" / "flow.svg"


@dataclass(frozen=True, slots=True)
class Handbook:
    """A page of docs/ that is printed."""

    source: str
    pages: int | None  # at most; None: as long as it must be
    kind: str = ""  # classes of handbook.css: "tight" for an exact number of pages; "half" of an A4, which is one A5


HANDBOOKS: Final = (
    Handbook("guide-company.md", None),
    Handbook("guide-desk.md", None),
    Handbook("guide-division.md", 2, "tight"),
    Handbook("guide-leader.md", 1, "tight leader"),
    Handbook("guide-manager.md", 1, "half"),
    Handbook("guide-operations.md", 1),
    Handbook("guide-install.md", None),
    Handbook("guide-upgrade.md", None),
    Handbook("guide-watch.md", None),
    Handbook("guide-backup.md", None),
    Handbook("guide-yearly.md", None),
    Handbook("guide-secrets.md", 1),
    Handbook("guide-incidents.md", None),
    Handbook("reference-desk.md", None),
    Handbook("reference-division.md", None),
    Handbook("reference-manager.md", None),
    Handbook("reference-schedule.md", None),
    Handbook("slides-staff.md", 18, "slides"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What reports/handbook.html shows."""

    city: "CitySettings"
    title: str
    made_on: "date"


def make(handbook: Handbook) -> "Pdf":
    """Return the PDF of a handbook. Raises FileNotFoundError when a picture of it is not there."""
    from django.test.utils import override_settings
    from django.utils import timezone

    from nara_renkei.core.models import CitySettings
    from nara_renkei.reports.rendering import render_pdf

    text = (DOCS / handbook.source).read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    lost = [name for name in pictures(text) if not (DOCS / name).is_file()]
    if lost:
        raise FileNotFoundError(f"{handbook.source}: {'、'.join(lost)}")
    template = "reports/slides.html" if handbook.kind == "slides" else "reports/handbook.html"
    context: dict[str, Any] = {
        "paper": Paper(CitySettings(), title, timezone.localdate()),
        "kind": handbook.kind,
    }
    body = text.partition("\n")[2]
    if handbook.kind == "slides":
        context["slides"] = [as_html(slide) for slide in body.split("\n---\n")]
    else:
        context["body"] = as_html(body)
    from django.conf import settings

    with override_settings(STATICFILES_DIRS=[*settings.STATICFILES_DIRS, DOCS]):
        return render_pdf(template, context)


def pictures(text: str) -> list[str]:
    """Return the pictures that a page shows, as named below docs/."""
    return re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", text)


# --- Markdown of our own as HTML


def as_html(text: str) -> Any:
    """Return a page as HTML for paper: pictures by asset:, and of a link to another page its words only."""
    from django.utils.safestring import SafeString
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    anchors = _name_headings(tokens)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        for child in token.children or ():
            if child.type == "image":
                child.attrSet("src", f"asset:{child.attrGet('src')}")
        if token.children:
            token.children = list(_lead(_join(token.children), anchors))
    return SafeString(parser.renderer.render(tokens, parser.options, {}))


def _name_headings(tokens: Sequence[Any]) -> set[str]:
    """Give each heading the id that a link names: its words without blanks and marks."""
    anchors = set()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = re.sub(r"[^\w]", "", tokens[at + 1].content).lower()
            token.attrSet("id", anchor)
            anchors.add(anchor)
    return anchors


def _join(children: Sequence[Any]) -> list[Any]:
    """Leave out the line breaks of the source beside Japanese words: on paper they would be blanks."""
    beside = [children[at - 1].content[-1:] + children[at + 1].content[:1] for at in range(1, len(children) - 1)]
    return [
        child
        for child, words in zip(children, ["", *beside, ""], strict=False)
        if child.type != "softbreak" or (words.isascii() and words)
    ]


def _lead(children: Sequence[Any], anchors: set[str]) -> Iterator[Any]:
    """Keep links to the web and to a heading of this paper; paper has no other page to lead to."""
    stays = True
    for child in children:
        if child.type == "link_open":
            target = unquote(str(child.attrGet("href")))
            stays = target.startswith(("https://", "http://")) or target.removeprefix("#") in anchors
            child.attrSet("href", target)
        if child.type in {"link_open", "link_close"} and not stays:
            continue
        yield child


# --- the way of a proposal, from the words and the days that the portal uses


def flow() -> str:
    """Return the SVG of docs/pictures/flow.svg: the words a company reads, who works, and the city's days."""
    from nara_renkei.core.models import CitySettings
    from proposals.enums import PublicWord

    city = CitySettings()
    word = {one.name: one.label for one in PublicWord}
    steps = (
        (word["RECEIVED"], ("デスクが", "形式を確かめる"), (f"{city.formal_check_days}開庁日",)),
        (word["REVIEW"], ("担当課が答え、", "課長が確かめる"), ("送付から", f"{city.first_answer_days}開庁日")),
        (word["DIALOGUE"], ("企業と担当課が", "会う"), (f"{city.dialogue_days}開庁日のうちに", "日を決める")),
        (word["RESULT"], ("課の案 → 決裁", "→ デスクが知らせる"), (f"{city.outcome_days}開庁日",)),
    )
    aside = f"足りないときは「{word['CORRECTION']}」。企業の返事を待つ間、期日は止まります"
    return "\n".join(_flow(steps, aside)) + "\n"


WIDTH, HEIGHT, GAP = 250, 220, 26  # of a box, pixels
LINE = 28  # from one line of words to the next
Step = tuple[str, tuple[str, ...], tuple[str, ...]]  # a word, who does what, and the days: in lines


def _flow(steps: Sequence[Step], aside: str) -> Iterator[str]:
    whole = len(steps) * WIDTH + (len(steps) - 1) * GAP
    said = "、".join(f"{word}（{''.join(who)}、{''.join(days)}）" for word, who, days in steps)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {HEIGHT + 60}" role="img"'
        ' font-family="BIZ UDPGothic, BIZ UDGothic, sans-serif" text-anchor="middle">'
    )
    yield f"<title>提案の道すじ：{html.escape(said)}</title>"
    for at, (word, who, days) in enumerate(steps):
        left = at * (WIDTH + GAP)
        middle = left + WIDTH / 2
        yield (
            f'<rect x="{left + 1}" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="8"'
            ' fill="#fff" stroke="#0017c1" stroke-width="2"/>'
        )
        yield f'<rect x="{left}" y="0" width="{WIDTH}" height="56" rx="8" fill="#0017c1"/>'
        yield f'<text x="{middle}" y="37" font-size="25" font-weight="700" fill="#fff">{html.escape(word)}</text>'
        for down, line in enumerate(who):
            yield f'<text x="{middle}" y="{94 + down * LINE}" font-size="21" fill="#1a1a1a">{html.escape(line)}</text>'
        for down, line in enumerate(days):
            yield (
                f'<text x="{middle}" y="{168 + down * LINE}" font-size="22" font-weight="700" fill="#00118f">'
                f"{html.escape(line)}</text>"
            )
        if at:
            yield f'<path d="M{left - GAP + 4} {HEIGHT / 2 - 9} l{GAP - 8} 9 l-{GAP - 8} 9 z" fill="#0017c1"/>'
    yield f'<text x="{whole / 2}" y="{HEIGHT + 42}" font-size="21" fill="#1a1a1a">{html.escape(aside)}</text>'
    yield "</svg>"


def main() -> int:
    import django

    django.setup()
    from nara_renkei.deploy.pdf import sheets

    folder = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "guides"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    FLOW.write_text(flow(), encoding="utf-8")
    wanted = set(sys.argv[1:])
    wrong = 0
    for handbook in HANDBOOKS:
        name = handbook.source.removesuffix(".md")
        if wanted and name not in wanted:
            continue
        pdf = make(handbook)
        path = folder / f"{name}.pdf"
        path.write_bytes(pdf.content)
        sheets(path)
        too_long = handbook.pages is not None and pdf.pages > handbook.pages
        wrong += too_long
        over = f"（{handbook.pages}ページまでのはず）" if too_long else ""
        sys.stdout.write(f"{path}  {pdf.pages} ページ{over}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
