"""What the search reads of a version of a chapter: set whenever its words change."""

from knowledge.models import ChapterVersion
from knowledge.rules.plain import plain


def index_chapter(version: ChapterVersion) -> None:
    """Set the search columns on the instance; the caller saves."""
    version.index(version.title, version.chapter.label, plain(version.text))
