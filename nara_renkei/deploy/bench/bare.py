"""The yardstick: bare Django and psycopg, no middleware, three views. Served by the same gunicorn as the portal.

/constant/ a string; /insert/ one INSERT in one transaction and a redirect; /list/ fifty rows by an index.
"""

import os
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings

place = urlsplit(os.environ["BENCH_DATABASE_URL"])
options = {key: values[0] for key, values in parse_qs(place.query).items()}
settings.configure(
    SECRET_KEY="bench-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",  # noqa: S106 - opens nothing
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    WSGI_APPLICATION=f"{__name__}.application",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": place.path.lstrip("/"),
            "USER": place.username or "",
            "PASSWORD": place.password or "",
            "HOST": options.get("host") or place.hostname or "",
            "PORT": options.get("port") or place.port or "",
            "CONN_MAX_AGE": 60,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "list.html": "<table>{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.title }}</td>"
                            "<td>{{ row.status }}</td><td>{{ row.at|date:'Y-m-d' }}</td></tr>{% endfor %}</table>"
                        },
                    )
                ]
            },
        }
    ],
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the settings
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Row(models.Model):
    title = models.CharField(max_length=40)
    status = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        app_label = "bare"
        db_table = "bare_row"

    def __str__(self) -> str:
        return self.title


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def insert(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Row.objects.create(title="提案", status="SUBMITTED", at=timezone.now())
    return redirect("/constant/")


def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "list.html", {"rows": Row.objects.order_by("-at", "-pk")[:50]})


def prepare() -> None:
    """Make the table and ten thousand rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare_row (id bigserial PRIMARY KEY, title varchar(40), status varchar(12), at timestamptz)"
        )
        cursor.execute("CREATE INDEX ON bare_row (at DESC, id DESC)")
        cursor.execute(
            "INSERT INTO bare_row (title, status, at) SELECT '提案' || g, 'SUBMITTED', now() - g * interval '1 hour' FROM generate_series(1, 10000) g"
        )


urlpatterns = [path("constant/", constant), path("insert/", insert), path("list/", listing)]
application = get_wsgi_application()
