"""A table of 事例: a file is chosen once, then it stands in the field, where a wrong row can be mended."""

import csv
import io
from typing import Any, Final

from django import forms

from knowledge.queries.case_file import OPTIONAL, REQUIRED
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.core.private_files import UploadRefused, check_upload
from nara_renkei.directory.rules.tables import TableRefused, decode
from nara_renkei.directory.rules.workbooks import read_workbook

MOST_BYTES: Final = 500_000
TOO_BIG: Final = "ファイルが大きすぎます（500KBまで）。分けて取り込んでください。"
NOTHING: Final = "ファイルを選ぶか、表の中身を貼り付けてください。"


class CaseFileForm(forms.Form):
    file = forms.FileField(
        label="CSVかExcelのファイル",
        required=False,
        help_text=f"見出しは「{'」「'.join(REQUIRED)}」。「{'」「'.join(OPTIONAL)}」の列は、なくてもかまいません。CSVはUTF-8かShift_JIS。",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    text = CleanTextField(
        label="表の中身",
        max_length=MOST_BYTES,
        required=False,
        multiline=True,
        help_text="ファイルを選ぶと、ここに入ります。行を直して、もう一度確かめられます。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload:
            self._read(upload)
        elif not cleaned.get("text") and not self.errors:
            self.add_error("file", NOTHING)
        return cleaned

    def _read(self, upload: Any) -> None:
        """Put the file into the field of its text."""
        refusal = getattr(upload, "refusal", "")
        if refusal or upload.size > MOST_BYTES:
            self.add_error("file", refusal or TOO_BIG)
            return
        try:
            text = _of_workbook(upload) if str(upload.name).lower().endswith(".xlsx") else decode(upload.read())
        except UploadRefused as exc:
            self.add_error("file", str(exc))
            return
        except TableRefused as exc:
            for sentence in exc.errors:
                self.add_error("file", sentence)
            return
        self.cleaned_data["text"] = text = text.replace("\r\n", "\n")
        # shown in the field, as if it had been typed there
        self.data = {"text": text}


def _of_workbook(upload: Any) -> str:
    """Return the first sheet as CSV. Raises TableRefused with every cell that cannot be used, or UploadRefused."""
    check_upload(upload)
    errors: list[str] = []
    rows = list(read_workbook(upload, required=REQUIRED, optional=OPTIONAL, errors=errors))
    if errors:
        raise TableRefused(errors)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*REQUIRED, *OPTIONAL))
    writer.writerows([row[column] for column in (*REQUIRED, *OPTIONAL)] for row in rows)
    return out.getvalue()
