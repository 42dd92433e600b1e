"""The words of a Markdown text, without its signs."""

import re
from typing import Final

LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
RULE: Final = re.compile(r"^\s*\|?[\s:|-]+$", re.MULTILINE)  # a line of a table, and a rule
SIGNS: Final = re.compile(r"^[ \t]*(?:#{1,6}|>|[-+*]|\d+\.)[ \t]+|[*`|]|__", re.MULTILINE)


def plain(text: str) -> str:
    """Return the text as one line of words: of a link what it says, of headings, lists and tables what they hold."""
    return " ".join(SIGNS.sub(" ", RULE.sub(" ", LINK.sub(r"\1", text))).split())
