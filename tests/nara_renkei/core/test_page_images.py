"""What strangers made is drawn in a process of its own; the row says how it ended."""

import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nara_renkei.core import page_images
from nara_renkei.core.models import FileState, PageImage, PrivateFile
from nara_renkei.core.page_images import GAVE_UP, LEASE, RENDERER, WORDS, draw, picture_waiting
from nara_renkei.core.private_files import OUR_OWN, UploadRefused, delete, open_file, store_bytes, store_upload
from nara_renkei.core.scanning import scan_waiting
from nara_renkei.core.tasks import picture_files
from nara_renkei.portal.demo.pictures import leaflet
from tests.harness import NOON, path_of

from .office import PDF, office

pytestmark = pytest.mark.django_db
# the key in /U fits no password, not even the empty one
LOCKED = leaflet().replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
    % (b"01" * 32, b"02" * 32),
)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


def stored(data=None, name="企画書.pdf"):
    return store_upload(SimpleUploadedFile(name, leaflet(3) if data is None else data), at=NOON)


def photograph(width, height, kind="JPEG", **fields):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "orange").save(out, kind, **fields)
    return out.getvalue()


def drawn(row):
    row.refresh_from_db()
    pages = [(one.page, one.width, one.height) for one in row.page_images.order_by("page")]
    return pages, row.picture_error, row.pictured_at, row.picture_due_at


def test_every_page_of_a_pdf_becomes_a_picture_of_our_own():
    row = stored()

    assert picture_waiting(NOON) == row

    assert drawn(row) == ([(1, 1400, 1982), (2, 1400, 1982), (3, 1400, 1982)], "", NOON, None)
    image = row.page_images.get(page=2).image
    assert (image.original_name, image.content_type, image.scanner) == (
        "企画書.pdf 2ページ目.webp",
        "image/webp",
        OUR_OWN,
    )
    with open_file(image) as data, Image.open(data) as picture:
        assert (picture.format, picture.size) == ("WEBP", (1400, 1982))
    assert picture_waiting(NOON) is None


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.jpg", photograph(2800, 1400), (1400, 700)),
        ("a.png", photograph(300, 200, "PNG"), (300, 200)),
        # 6: the camera was held upright
        ("a.jpg", photograph(400, 200, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"), (200, 400)),
    ],
)  # fmt: skip
def test_a_photograph_becomes_one_small_upright_picture_without_where_it_was_taken(name, data, size):
    row = stored(data, name)

    picture_waiting(NOON)

    assert drawn(row)[:2] == ([(1, *size)], "")
    with open_file(row.page_images.get().image) as image, Image.open(image) as picture:
        assert not picture.getexif()


@pytest.mark.parametrize(
    ("data", "name", "pages", "why"),
    [
        (LOCKED, "a.pdf", 0, "password"),
        (PDF, "a.pdf", 0, "broken"),
        (photograph(50, 50)[:300], "a.jpg", 0, "broken"),
        (leaflet(62), "a.pdf", 60, "more"),
    ],
    ids=["locked", "broken", "cut", "sixty-two pages"],
)
def test_what_cannot_be_drawn_says_why_and_is_not_tried_again(data, name, pages, why):
    row = stored(data, name)

    picture_waiting(NOON)

    found, error, at, due = drawn(row)
    assert (len(found), error, at, due) == (pages, WORDS[why], NOON, None)


def test_a_picture_that_unpacks_to_a_hundred_million_points_is_refused():
    out = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(out, "PNG")
    row = stored(out.getvalue(), "a.png")

    picture_waiting(NOON)

    assert drawn(row)[:2] == ([], WORDS["large"])


def test_a_renderer_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(page_images, "PATIENCE", 0.01)
    row = stored()

    picture_waiting(NOON)

    assert drawn(row)[:2] == ([], WORDS["stopped"])


def test_the_pages_before_the_one_that_is_too_much_are_kept(monkeypatch, tmp_path):
    """The renderer dies after its first page."""
    dying = tmp_path / "dying.py"
    dying.write_text(
        "import sys, pathlib\npathlib.Path(sys.argv[3], '1.webp').write_bytes(b'x')\n"
        'print(\'{"width": 2, "height": 3}\', flush=True)\nraise SystemExit(137)\n'
    )
    monkeypatch.setattr(page_images, "RENDERER", dying)
    row = stored()

    picture_waiting(NOON)

    assert drawn(row)[:2] == ([(1, 2, 3)], WORDS["stopped"])


def test_the_renderer_has_neither_our_environment_nor_more_memory_than_its_share(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "never here")
    spying = tmp_path / "spying.py"
    spying.write_text("import json, os\nprint(json.dumps({'end': sorted(os.environ)}))\n")
    monkeypatch.setattr(page_images, "RENDERER", spying)
    path = tmp_path / "a.pdf"
    path.write_bytes(leaflet())

    seen = draw(path, "application/pdf", tmp_path)[1]

    assert not {"SECRET_KEY", "DATABASE_URL", "PATH"} & set(seen)
    hungry = f"import runpy, sys; sys.argv = ['x', {str(path)!r}, 'image/png', {str(tmp_path)!r}]\n"
    hungry += f"runpy.run_path({str(RENDERER)!r}, run_name='__main__')\nbytearray(2_000_000_000)\n"
    done = subprocess.run([sys.executable, "-c", hungry], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_the_renderer_knows_nothing_of_ours():
    assert not [line for line in Path(RENDERER).read_text().splitlines() if "nara_renkei" in line or "django" in line]


def test_only_a_clean_file_is_drawn(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    row = stored()
    scan_waiting(NOON)

    assert picture_waiting(NOON + timedelta(days=1)) is None

    PrivateFile.objects.update(state=FileState.INFECTED)
    assert picture_waiting(NOON + timedelta(days=1)) is None
    assert drawn(row)[0] == []


@pytest.mark.parametrize("name", ["docx", "xlsx", "pptx"])
def test_an_office_file_is_never_drawn(name):
    row = stored(office(name), f"a.{name}")

    assert picture_waiting(NOON) is None
    assert not row.has_pictures


def test_a_paper_of_our_own_is_never_drawn():
    store_bytes(leaflet(), name="報告.pdf", content_type="application/pdf", at=NOON)

    assert picture_waiting(NOON) is None


def test_a_file_that_killed_three_workers_is_given_up(monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_):
        raise Killed

    monkeypatch.setattr(page_images, "draw", die)
    row, moment = stored(), NOON
    for _ in range(3):
        with pytest.raises(Killed):
            picture_waiting(moment)
        assert picture_waiting(moment) is None
        moment += LEASE

    assert picture_waiting(moment) is None

    assert drawn(row) == ([], GAVE_UP, moment, None)


def test_a_full_disk_is_tried_again_and_keeps_no_half(monkeypatch):
    row = stored()

    def full(*args, **kwargs):
        raise UploadRefused("full")

    with monkeypatch.context() as without_space:
        without_space.setattr(page_images, "store_bytes", full)
        picture_waiting(NOON)
    assert drawn(row) == ([], "", None, NOON + LEASE)

    picture_waiting(NOON + LEASE)

    assert len(drawn(row)[0]) == 3


def test_a_file_that_went_while_it_was_drawn_leaves_nothing(monkeypatch):
    row = stored()

    def remove(*args):
        PrivateFile.objects.filter(pk=row.pk).delete()
        return [], ""

    monkeypatch.setattr(page_images, "draw", remove)
    picture_waiting(NOON)

    assert not PrivateFile.objects.exists()


def test_a_deleted_file_takes_its_pictures_along(django_capture_on_commit_callbacks):
    row = stored()
    picture_waiting(NOON)
    paths = [path_of(row), *(path_of(one.image) for one in row.page_images.all())]

    with django_capture_on_commit_callbacks(execute=True):
        delete(row)

    assert (PrivateFile.objects.count(), PageImage.objects.count()) == (0, 0)
    assert not [path for path in paths if path.exists()]


def test_the_task_draws_two_files_a_turn():
    rows = [stored() for _ in range(3)]

    picture_files()

    assert [len(drawn(row)[0]) for row in rows] == [3, 3, 0]
    picture_files()
    assert len(drawn(rows[2])[0]) == 3
