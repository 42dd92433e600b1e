"""Where the addresses of static files come from."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's, which looks each address up once: a page names six, and they stay while the process lives."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.url = cache(super().url)  # type: ignore[method-assign] # per storage: the tests have another
