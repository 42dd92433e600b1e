from knowledge.models import Chapter


def locked_chapter(chapter: Chapter) -> Chapter:
    """Return the chapter locked: two desks must not make the same next version."""
    return Chapter.objects.select_for_update().get(pk=chapter.pk)
