"""Every mail that the portal sends, with believable data, on one page: .run/letters.html.

Started by bin/dev letters; the examples of letter_examples/ are also what tests/test_letters.py holds the texts to.
A template below templates/mail/ without an example stops the command.
"""

import os
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from letter_examples import EXAMPLES, Example

ROOT = Path(__file__).resolve().parent.parent.parent


def missing() -> list[str]:
    """Return the mail templates that no example shows."""
    folder = ROOT / "templates" / "mail"
    there = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.txt")}
    return sorted(there - {example.template for example in EXAMPLES})


def rendered() -> Iterator[tuple[Example, str, str]]:
    """Yield each example with its subject and body. Needs Django and a database (the city's name)."""
    from nara_renkei.notifications.usecases.queue_mail import render_mail

    for example in EXAMPLES:
        yield example, *render_mail(example.template, example.context)


def page() -> str:
    parts = [
        f"<section><h2>{escape(subject)}</h2><p>templates/mail/{example.template}.txt　{escape(example.when)}　"
        f"読む人: {escape(example.to)}</p><pre>{escape(body)}</pre></section>"
        for example, subject, body in rendered()
    ]
    style = (
        "body{font-family:sans-serif;max-width:46em;margin:2em auto;line-height:1.7}"
        "h2{font-size:1em;margin:3em 0 0}p{color:#555;font-size:.8em;margin:.3em 0}"
        "pre{border:1px solid #999;padding:1em;white-space:pre-wrap;font:inherit}"
    )
    head = f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>送るメール</title><style>{style}</style>'
    return f"{head}<h1>送るメール（{len(parts)}通）</h1>{''.join(parts)}</html>\n"


def main() -> int:
    if absent := missing():
        sys.stderr.write(f"見本のないメールがあります。letter_examples に足してください: {', '.join(absent)}\n")
        return 1
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    target = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "letters.html"
    target.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{len(EXAMPLES)} 通を {target} に書きました。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
