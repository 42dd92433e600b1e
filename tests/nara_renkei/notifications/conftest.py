import pytest

from .smtp_server import Server


@pytest.fixture
def server(settings):
    """A mail server that runs, and to which the settings point."""
    server = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 2
    server.start()
    yield server
    server.stop()


@pytest.fixture
def letters(settings, tmp_path):
    """A folder for mail templates of a test: letters["name"] = text."""
    folder = tmp_path / "mail"
    folder.mkdir()
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]],
        }
    ]

    class Letters:
        def __setitem__(self, name, text):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    return Letters()
