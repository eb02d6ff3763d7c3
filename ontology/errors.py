"""Every error that Hengce raises on purpose.

    HengceError                  500   2
     ├─ InputError               400   2   what the user gave cannot be used
     │   ├─ InvalidParameter     400   2   a value is malformed or out of range
     │   ├─ UnknownValue         404   2   a type, place, document or question that is not known
     │   ├─ UnreadableText       422   2   a file that is empty, damaged, encrypted, or of no known format or encoding
     │   │   └─ ReaderMissing    422   2   what reads files of this format is not installed
     │   ├─ TooLarge             413   2   more bytes than the limit
     │   └─ QueryRefused         400   2   SPARQL that is malformed or not allowed here
     ├─ CorpusError              500   2   a manifest is broken or a text does not match it
     ├─ EvidenceError            500   2   a fact whose quote does not stand in its text
     ├─ DefinitionError          500   2   a file of the project itself (ontology, scheme, question) is malformed
     ├─ ComponentMissing         500   2   an optional part (a Python package) that this needs is not installed
     ├─ ReasonerError            500   2   the OWL reasoner failed or took too long
     │   └─ ReasonerMissing      500   2   Java, which it needs, is not installed
     └─ StoreError               500   2   the graph cannot be read or written
         ├─ StoreMissing         503   2   nothing has been built there yet
         ├─ StoreBusy            503   2   another build holds the store
         ├─ QueryTimeout         504   2   a query ran longer than the limit and was ended
         ├─ RemoteStoreError     502   2   a remote endpoint answered badly
         └─ Overloaded           503   2   all workers are busy; try again

The figures are the HTTP status and the exit status of the command line. A message says what was wrong, where,
why, and how to mend it; it is written twice, in Chinese (the default) and in English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


class HengceError(Exception):
    """Base of all errors raised on purpose.

    Args:
        zh: message in Chinese, one line.
        en: the same in English.
        parameter: name of the parameter, option or field at fault, if one is.
        allowed: the values that would have been accepted, if they can be listed (at most a few dozen are shown).
    """

    status = 500
    exit_code = 2

    def __init__(self, zh: str, en: str, *, parameter: str | None = None, allowed: Sequence[str] = ()) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en
        self.parameter = parameter
        self.allowed = tuple(allowed)

    def __reduce__(self) -> tuple[Callable[..., HengceError], tuple[object, ...]]:
        """How an error is pickled, whole, on its way from one process to another."""
        return _again, (type(self), self.zh, self.en, self.parameter, self.allowed)

    def message(self, language: str = "zh") -> str:
        """The message in ``language`` (``"zh"`` or ``"en"``), with the allowed values appended."""
        text, lead = (self.en, " Allowed: ") if language == "en" else (self.zh, "可用的值：")
        if not self.allowed:
            return text
        shown = "、".join(self.allowed[:40]) if language != "en" else ", ".join(self.allowed[:40])
        return f"{text}{lead}{shown}{'…' if len(self.allowed) > 40 else ''}"


def _again(kind: type[HengceError], zh: str, en: str, parameter: str | None, allowed: tuple[str, ...]) -> HengceError:
    return kind(zh, en, parameter=parameter, allowed=allowed)


class InputError(HengceError):
    """What the user gave cannot be used."""

    status = 400


class InvalidParameter(InputError):
    """A value is malformed or out of its range."""


class UnknownValue(InputError):
    """A type, place, document or question that is not known here."""

    status = 404


class UnreadableText(InputError):
    """A file that is empty, damaged, encrypted, or of no known format or encoding."""

    status = 422


class ReaderMissing(UnreadableText):
    """What reads files of this format is not installed here."""


class TooLarge(InputError):
    """More bytes than the limit allows."""

    status = 413


class QueryRefused(InputError):
    """SPARQL that is malformed, or not allowed on a read-only endpoint."""


class CorpusError(HengceError):
    """A manifest is broken, or a text does not match what the manifest says of it."""


class EvidenceError(HengceError):
    """A fact whose quote does not stand in its text at its offsets."""


class DefinitionError(HengceError):
    """A file of the project itself (ontology, scheme, question) is malformed."""


class ComponentMissing(HengceError):
    """An optional part that this needs, a Python package, is not installed."""


class ReasonerError(HengceError):
    """The OWL reasoner failed, or took more than its time."""


class ReasonerMissing(ReasonerError):
    """Java, which the OWL reasoner needs, is not installed."""


class StoreError(HengceError):
    """The graph cannot be read or written."""


class StoreMissing(StoreError):
    """Nothing has been built at the place given."""

    status = 503


class StoreBusy(StoreError):
    """Another build holds the store."""

    status = 503


class QueryTimeout(StoreError):
    """A query ran longer than the limit and was ended."""

    status = 504


class RemoteStoreError(StoreError):
    """A remote SPARQL endpoint did not answer, or answered badly."""

    status = 502


class Overloaded(StoreError):
    """All query workers are busy."""

    status = 503
