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
    return typst.Compiler(root=str(FORMS), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True)


def compile_sheet(template, data, at):
    """Return the PDF of `data` on `template`, dated `at`; data travel as JSON text, never as source."""
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
