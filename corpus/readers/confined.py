"""Reading strangers' files in a process of their own, which can be ended.

pdfium and the decoders of images are written in C, know no limit of time or memory, and see files that somebody may have made to break
them. What reads them runs in a new interpreter: a file that crashes it, fills its memory or never ends is refused, and nobody else
notices. The process gets the file through a pipe and answers through one; it may write to no file, so a confidential draft leaves no trace.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from importlib import import_module

from ...ontology.errors import HengceError, ReaderMissing, TooLarge, UnreadableText
from ..notice import Notice
from .limits import MEMORY_BYTES, PAGE_SECONDS, RECOGNITION_BYTES, SECONDS, too_slow
from .places import Places
from .transcript import Transcript

_ERRORS: dict[str, type[HengceError]] = {kind.__name__: kind for kind in (UnreadableText, ReaderMissing, TooLarge)}
_ENDED = (-signal.SIGKILL, -signal.SIGTERM)  # by somebody else: an administrator, or a system short of memory
_DEFECT = 70  # exit status (EX_SOFTWARE): an error of the program itself


def confined(module: str, data: bytes, name: str) -> Transcript:
    """Read a file in a process of its own.

    Args:
        module: full name of the module whose ``transcribe(data, name)`` reads it there.
        data: the file's bytes.
        name: what to call the file in messages.

    Raises:
        UnreadableText: if the file breaks what reads it, or as ``transcribe`` says.
        TooLarge: if it takes too long or too much memory, or as ``transcribe`` says.
    """
    command = f"from {__name__} import serve; serve({module!r})"
    try:
        # -P: the folder in which the program was started is no place to import from.
        # A session of its own: Ctrl-C is for the parent to handle, which then ends it.
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        zh = f"读取 {name} 的进程无法启动：{error.strerror}。"
        raise UnreadableText(zh, f"The process that reads {name} does not start: {error.strerror}.") from error
    with process:
        try:
            answer, trace = process.communicate(json.dumps(name).encode() + b"\n" + data)
        except BaseException:
            process.kill()
            raise
    if process.returncode == _DEFECT:
        raise RuntimeError(f"the reader of {module} failed:\n{trace.decode(errors='replace')}")
    if process.returncode:
        raise _broken(name, process.returncode)
    return _transcript(answer)


def _broken(name: str, code: int) -> HengceError:
    """The error for a process that ended without an answer."""
    if code == -signal.SIGALRM:
        return too_slow(name, SECONDS)
    if code in _ENDED:
        return UnreadableText(
            f"读取 {name} 的进程被系统终止，请重试。", f"The process that reads {name} was ended by the system; try again."
        )
    zh = f"{name} 已损坏，或读取需要的内存过多；请另存或拆分后再读。"
    return UnreadableText(zh, f"{name} is damaged, or needs too much memory to be read; save it anew, or divide it.")


def _transcript(answer: bytes) -> Transcript:
    read = json.loads(answer)
    if "error" in read:
        raise _ERRORS[read["error"]](read["zh"], read["en"])
    return Transcript(read["text"], Places.from_json(read["places"]), tuple(Notice(zh, en) for zh, en in read["notices"]))


def allow_recognition() -> None:
    """Give the process what recognition needs: its memory, and the time of one more page."""
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if left:  # in a process that serve() has limited
        signal.setitimer(signal.ITIMER_REAL, left + PAGE_SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (RECOGNITION_BYTES, RECOGNITION_BYTES))


def serve(module: str) -> None:
    """The life of the process: read one file, answer, end.

    Args:
        module: as in :func:`confined`.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, RECOGNITION_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # The default action of the alarm ends a process in the midst of a library's work, where no Python runs.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        line, _, data = sys.stdin.buffer.read().partition(b"\n")
        try:
            transcribe: Callable[[bytes, str], Transcript] = import_module(module).transcribe
            answers.write(json.dumps(_answer(transcribe, data, json.loads(line))).encode())
        except MemoryError:
            os.abort()
        except Exception as error:  # noqa: BLE001  # told to the parent, which raises it
            # Without its message, which might quote the file.
            trace = "".join(traceback.format_tb(error.__traceback__))
            sys.stderr.write(f"{trace}{type(error).__name__}\n")
            sys.exit(_DEFECT)


def _answer(transcribe: Callable[[bytes, str], Transcript], data: bytes, name: str) -> dict[str, object]:
    try:
        read = transcribe(data, name)
    except (UnreadableText, TooLarge) as error:
        return {"error": type(error).__name__, "zh": error.zh, "en": error.en}
    return {"text": read.text, "places": read.places.to_json(), "notices": [(notice.zh, notice.en) for notice in read.notices]}
