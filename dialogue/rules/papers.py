"""What the papers of an event are: PaperJob.kind; ``about`` is the slug of the event."""

from typing import Final

NOTE_SHEETS: Final = "note_sheets"  # 出会いの記録用紙, one page for each 課
