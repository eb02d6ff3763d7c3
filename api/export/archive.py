"""Office Open XML archives (ISO/IEC 29500) that are equal where their content is."""

from __future__ import annotations

import io
import re
import zipfile

_STAMP = (1980, 1, 1, 0, 0, 0)  # of every part of the archive


def same_stamps(archive: bytes, when: str) -> bytes:
    """The archive with one date for all its parts, and one for when it was changed, which libraries set to the time of writing.

    Args:
        archive: the file.
        when: that date, ISO 8601 with time and zone.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + when.encode(), part)
            if name == "word/comments.xml":
                part = re.sub(rb'( w:date=")[^"]*', rb"\g<1>" + when.encode(), part)
            new.writestr(zipfile.ZipInfo(name, _STAMP), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()
