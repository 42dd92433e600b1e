import errno
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from django import forms
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from nara_renkei.core import uploads
from nara_renkei.core.form_fields import AttachmentField, CleanTextField
from nara_renkei.core.private_files import store_upload
from nara_renkei.core.uploads import RefusedFile, body_limit, has_space
from tests.harness import NOON

from .office import PDF

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def limits(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "incoming")
    Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir()
    settings.UPLOAD_FILE_BYTES = 2 * MB
    settings.UPLOAD_TOTAL_BYTES = 3 * MB
    settings.UPLOAD_FILES = 3
    settings.FREE_BYTES_NEEDED = 0
    return Path(settings.FILE_UPLOAD_TEMP_DIR)


def file(name, size):
    data = BytesIO(PDF + b"\n" * (size - len(PDF)))
    data.name = name
    return data


def post(**data):
    body = encode_multipart(BOUNDARY, data)
    return RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT)


class ProposalForm(forms.Form):
    title = CleanTextField()
    paper = AttachmentField(required=False)


def form_of(request):
    return ProposalForm(request.POST, request.FILES)


def test_a_good_file_arrives_whole():
    request = post(title="提案", paper=file("a.pdf", MB))

    assert form_of(request).is_valid()
    assert request.FILES["paper"].size == MB
    assert len(request.FILES["paper"].read()) == MB


def test_a_file_that_is_too_big_is_an_error_of_its_field_and_nothing_typed_is_lost(limits):
    request = post(title="提案", paper=file("a.pdf", 2 * MB + 1))

    form = form_of(request)

    assert form.errors == {
        "paper": ["ファイルが大きすぎます。1件2MBまでです。小さくするか、分けて選び直してください。"]
    }
    assert form["title"].value() == "提案"
    assert list(limits.iterdir()) == []


def test_the_bytes_of_a_file_that_is_too_big_are_dropped_while_they_arrive(monkeypatch):
    written = []

    monkeypatch.setattr(
        uploads.TemporaryUploadedFile,
        "write",
        property(lambda self: lambda data: written.append(len(data))),
        raising=False,
    )
    post(title="提案", paper=file("a.pdf", 30 * MB)).FILES.get("paper")

    assert 0 < sum(written) <= 2 * MB


def test_the_sum_of_a_request_is_limited():
    request = post(title="提案", one=file("1.pdf", 2 * MB), two=file("2.pdf", MB + 1), three=file("3.pdf", MB))

    refused = {name: getattr(upload, "refusal", "") for name, upload in request.FILES.items()}

    assert refused == {
        "one": "",
        "two": "一度に送れるのは合わせて3MBまでです。このファイルは、次の送信で選び直してください。",
        "three": "",
    }


def test_the_number_of_files_of_a_request_is_limited():
    request = post(**{f"f{n}": file(f"{n}.pdf", 1000) for n in range(4)})

    assert [isinstance(upload, RefusedFile) for upload in request.FILES.values()] == [False, False, False, True]
    assert (
        request.FILES["f3"].refusal
        == "一度に送れるファイルは3件までです。このファイルは、次の送信で選び直してください。"
    )


def test_without_free_space_the_file_is_refused_before_a_byte_is_written(settings, limits):
    settings.FREE_BYTES_NEEDED = 10**18

    form = form_of(post(title="提案", paper=file("a.pdf", MB)))

    assert form.errors == {"paper": [uploads.NO_SPACE]}
    assert form["title"].value() == "提案"
    assert list(limits.iterdir()) == []


def test_space_is_asked_for_where_the_folder_will_be(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "not" / "yet"

    assert has_space(1)
    assert not has_space(10**18)


@pytest.mark.parametrize("step", ["write", "flush"])
def test_a_disk_that_fills_while_the_file_arrives_is_a_sentence(step, monkeypatch, limits):
    def full(self):
        def fail(*args):
            raise OSError(errno.ENOSPC, "No space left on device")

        return fail

    monkeypatch.setattr(uploads.TemporaryUploadedFile, step, property(full), raising=False)

    form = form_of(post(title="提案", paper=file("a.pdf", MB)))

    assert form.errors == {"paper": [uploads.NO_SPACE]}
    assert list(limits.iterdir()) == []


def test_a_folder_that_refuses_new_files_is_a_sentence(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "TemporaryUploadedFile", full)

    assert form_of(post(title="提案", paper=file("a.pdf", MB))).errors == {"paper": [uploads.NO_SPACE]}


def test_an_upload_that_breaks_off_leaves_nothing(limits):
    body = encode_multipart(BOUNDARY, {"paper": file("a.pdf", MB)})
    request = RequestFactory().generic("POST", "/", body[: MB // 2], content_type=MULTIPART_CONTENT)

    request.FILES.get("paper")
    request.close()

    assert list(limits.iterdir()) == []


@pytest.mark.django_db
def test_an_absurd_body_is_413_and_not_read(client):
    response = client.generic("POST", "/", b"x", content_type=MULTIPART_CONTENT, CONTENT_LENGTH=str(body_limit() + 1))

    assert response.status_code == 413
    assert "送られたファイルが大きすぎます" in response.content.decode()


@pytest.mark.django_db
def test_a_body_with_a_senseless_length_is_no_500(client):
    assert client.generic("GET", "/healthz", CONTENT_LENGTH="many").status_code == 200


def test_a_refused_file_is_there_and_can_be_closed():
    refused = RefusedFile("a.pdf", "application/pdf", 3, "x")

    refused.close()

    assert bool(refused)


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", MULTIPART_CONTENT])
def test_megabytes_of_text_are_413_and_no_500(content_type):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    text = "a" * (3 * MB)
    body = f"note={text}" if content_type != MULTIPART_CONTENT else encode_multipart(BOUNDARY, {"note": text})

    response = client.generic("POST", "/teian/kakunin/", body, content_type=content_type)

    assert response.status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"--nonsense", b"\x00" * 100, f"--{BOUNDARY}\r\n".encode()])
def test_a_broken_form_is_no_500(body):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32

    response = client.generic("POST", "/teian/kakunin/", body, content_type=MULTIPART_CONTENT)

    assert response.status_code in {400, 403}


@pytest.mark.django_db
def test_five_files_of_five_megabytes_never_lie_whole_in_memory(settings, tmp_path):
    """From the wire to the disk in pieces: what Python holds at its peak is a small part of one file."""
    settings.PRIVATE_ROOT = tmp_path / "files"
    settings.UPLOAD_FILE_BYTES, settings.UPLOAD_TOTAL_BYTES, settings.UPLOAD_FILES = 20 * MB, 60 * MB, 5
    request = post(**{f"f{number}": file(f"{number}.pdf", 5 * MB) for number in range(5)})

    tracemalloc.start()
    kept = [store_upload(upload, at=NOON) for upload in request.FILES.values()]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [row.size for row in kept] == [5 * MB] * 5
    assert peak < 2 * MB


def test_what_arrives_is_written_in_small_pieces(monkeypatch):
    pieces = []
    monkeypatch.setattr(
        uploads.TemporaryUploadedFile,
        "write",
        property(lambda self: lambda data: pieces.append(len(data))),
        raising=False,
    )

    post(paper=file("a.pdf", MB)).FILES.get("paper")

    assert (sum(pieces), max(pieces) <= 64 * 1024) == (MB, True)
