"""What went wrong elsewhere, raised here: the error that a problem document (RFC 9457) tells of."""

from __future__ import annotations

import json

from ...ontology import errors
from ...ontology.errors import HengceError, InputError, RemoteStoreError, UnknownValue
from .exchange import Reply


def error_of(reply: Reply) -> HengceError:
    """The error that a reply tells of, as the class that was raised there; its text is the problem's ``detail``.

    An error that only the service knows (of a path, 429 …) is an UnknownValue, InputError or RemoteStoreError with its status.
    """
    try:
        problem = json.loads(reply.body)
        kind = "".join(part.capitalize() for part in problem["type"].rsplit("/", 1)[-1].split("-"))
        detail, parameter = str(problem["detail"]), problem.get("parameter")
        allowed = tuple(map(str, problem.get("allowed") or ()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return RemoteStoreError(
            f"服务回应 {reply.status}，而不是所要的内容。", f"The service answered {reply.status} instead of what was asked for."
        )
    cls = getattr(errors, kind, None)
    # The detail ends with the allowed values; ``message`` adds them itself.
    words = detail.partition("可用的值：")[0].partition(" Allowed: ")[0] if allowed else detail
    if not (isinstance(cls, type) and issubclass(cls, HengceError)):
        cls = UnknownValue if reply.status == 404 else InputError if reply.status < 500 else RemoteStoreError
    error = cls(words, words, parameter=parameter, allowed=allowed)
    error.status = reply.status
    error.args = (detail,)
    return error
