"""From a sheet to a PDF: one typst compiler per process, the shipped fonts only, no clock.

The same sheet at the same moment gives the same bytes. A warning of the compiler (a font that is not there)
is an error: an official paper with boxes in it is worse than none.
"""

import functools
import json
import threading
from datetime import UTC
from pathlib import Path

import typst

HERE = Path(__file__).parent
FORMS = HERE / "typst"
STANDARD = "a-2b"  # PDF/A for long keeping
LOCK = threading.Lock()


class PrintingFailed(Exception):
    """The compiler did not make the paper as it was written."""


@functools.cache
def compiler():
    """Return the one compiler; its root is the whole product, since forms of other rooms import house.typ."""
    return typst.Compiler(
        root=str(FORMS.parents[2]), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True
    )


def compile_sheet(template, data, at):
    """Return the PDF of `data` on `template`, dated `at`; data travel as JSON text, never as source.

    template: the name of a form of this room, or the whole path of another room's.
    """
    inputs = {"d": json.dumps(data, ensure_ascii=False)}
    try:
        with LOCK:
            pdf, warnings = compiler().compile_with_warnings(
                input=str(FORMS / template),
                format="pdf",
                sys_inputs=inputs,
                timestamp=at.astimezone(UTC).replace(microsecond=0),  # the compiler takes whole seconds
                pdf_standards=STANDARD,
            )
    except typst.TypstError as error:
        raise PrintingFailed(f"{template}: {error}") from error
    if warnings:
        raise PrintingFailed(f"{template}: {'; '.join(str(each) for each in warnings)}")
    return pdf


def draw_sheet(template, data, at, ppi=120):
    """Return the pages of a sheet as PNG pictures, to be looked at on a screen."""
    inputs = {"d": json.dumps(data, ensure_ascii=False)}
    try:
        with LOCK:
            drawn = compiler().compile(
                input=str(FORMS / template),
                format="png",
                ppi=ppi,
                sys_inputs=inputs,
                timestamp=at.astimezone(UTC).replace(microsecond=0),
            )
    except typst.TypstError as error:
        raise PrintingFailed(f"{template}: {error}") from error
    return drawn if isinstance(drawn, list) else [drawn]
