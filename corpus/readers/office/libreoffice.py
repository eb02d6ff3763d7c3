"""LibreOffice as a converter: whatever it can read becomes a .docx, which is then read as such."""

from __future__ import annotations

from pathlib import Path

from ....ontology.errors import UnreadableText
from .. import limits
from ..limits import Deadline
from . import programs

COMMANDS = ("soffice", "libreoffice")
# A profile of its own for each file: no macro runs, no link is followed, nothing is fetched.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")


def installed() -> str | None:
    """Its command, if it is installed."""
    return programs.find(*COMMANDS)


def to_docx(data: bytes, suffix: str, name: str, deadline: Deadline) -> bytes:
    """Convert a file.

    Args:
        data: its bytes.
        suffix: what such files are named (``doc``).
        name: what to call it in messages.
        deadline: the time that it may take.

    Returns:
        the bytes of a .docx.

    Raises:
        UnreadableText: if LibreOffice cannot read it.
        TooLarge: if it takes too long or becomes too large.
    """
    command = installed()
    assert command is not None
    with programs.scratch() as folder:
        source, profile = folder / f"original.{suffix}", folder / "profile"
        source.write_bytes(data)
        _write_profile(profile)
        arguments = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source))
        programs.run([command, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, *arguments], folder, name, deadline)
        made = folder / "out" / "original.docx"
        if not made.is_file():
            zh = f"{name} 无法由 LibreOffice 转换，可能已损坏或加密；请用 Word 或 WPS 打开后另存为 .docx。"
            raise UnreadableText(zh, f"LibreOffice cannot convert {name}: it may be damaged or encrypted; save it as .docx in Word or WPS.")
        if made.stat().st_size > limits.FILE_BYTES:
            raise limits.too_large(name, limits.FILE_BYTES)
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    """The settings of a user who has just switched everything off."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
