"""PDF/A-3b: what a drawn PDF still needs to be kept for decades, and the data attached to it."""

from __future__ import annotations

import io
from datetime import date

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from liangxin_desktop.paths import resources

DATA_NAME = "return.json"
PRODUCER = "liangxin-desktop"
_COLOUR = "sRGB IEC61966-2.1"


def finish(drawn: bytes, *, title: str, made_on: date, data: bytes | None = None) -> bytes:
    """Add metadata, the colour profile and, where given, the attached `return.json`. The same input, the same bytes."""
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        _describe(pdf, title, made_on)
        _declare_colour(pdf)
        if data is not None:
            _attach(pdf, data, made_on)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, linearize=False)
        return finished.getvalue()


def _describe(pdf: Pdf, title: str, made_on: date) -> None:
    """Title, producer and dates, the same in the metadata and in the document information."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {"zh-CN"}
        metadata["dc:format"] = "application/pdf"
        metadata["pdf:Producer"] = PRODUCER
        metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = f"{made_on}T00:00:00+08:00"
        metadata["pdfaid:part"] = "3"
        metadata["pdfaid:conformance"] = "B"
    moment = String(_pdf_date(made_on))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=title, Creator=PRODUCER, Producer=PRODUCER, CreationDate=moment, ModDate=moment)
    )


def _pdf_date(day: date) -> str:
    return f"D:{day.isoformat().replace('-', '')}000000+08'00'"


def _declare_colour(pdf: Pdf) -> None:
    profile = pdf.make_stream((resources() / "icc" / "sRGB.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=_COLOUR,
        Info=_COLOUR,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, data: bytes, made_on: date) -> None:
    """Attach the payload so that it is both a named file and an associated file of the document."""
    spec = AttachedFileSpec(
        pdf,
        data,
        filename=DATA_NAME,
        description="报表数据",
        mime_type="application/json",
        creation_date=_pdf_date(made_on),
        mod_date=_pdf_date(made_on),
    )
    spec.obj.AFRelationship = Name.Data
    pdf.attachments[DATA_NAME] = spec
    pdf.Root.AF = Array([pdf.attachments[DATA_NAME].obj])
