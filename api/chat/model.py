"""A language model behind an endpoint for chat completions (https://platform.openai.com/docs/api-reference/chat), as most servers offer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from ...ontology.errors import InvalidParameter, RemoteStoreError
from ..settings import Settings

_MOST = 4 << 20  # bytes of an answer

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Model:
    """A model.

    Attributes:
        url: of the endpoint, up to ``/v1``.
        name: of the model.
        key: who asks; empty for none.
        timeout: seconds that an answer may take.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0

    @classmethod
    def of(cls, settings: Settings) -> Model:
        """That of the settings.

        Raises:
            InvalidParameter: if there is none, or its address is none.
        """
        if not settings.chat_url or not settings.chat_model:
            raise InvalidParameter(
                "没有配置对话模型：请设 HENGCE_CHAT_URL 和 HENGCE_CHAT_MODEL（需要时还有 HENGCE_CHAT_KEY）。",
                "No language model is set: give HENGCE_CHAT_URL and HENGCE_CHAT_MODEL (and HENGCE_CHAT_KEY where it is needed).",
                parameter="HENGCE_CHAT_URL",
            )
        if not settings.chat_url.lower().startswith(("http://", "https://")):
            zh, en = "HENGCE_CHAT_URL 应以 http:// 或 https:// 开头。", "HENGCE_CHAT_URL begins with http:// or https://."
            raise InvalidParameter(zh, en, parameter="HENGCE_CHAT_URL")
        return cls(settings.chat_url.rstrip("/"), settings.chat_model, settings.chat_key, settings.chat_timeout)

    def complete(self, messages: Sequence[Message], tools: Sequence[dict[str, Any]]) -> Message:
        """What the model says next: ``content``, or ``tool_calls``.

        Raises:
            RemoteStoreError: if it does not answer, or not with a message.
        """
        body = {"model": self.name, "messages": list(messages), "tools": list(tools), "temperature": 0}
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        request = Request(f"{self.url}/chat/completions", json.dumps(body, ensure_ascii=False).encode(), headers)
        try:
            with urlopen(request, timeout=self.timeout) as answer:
                message = json.loads(answer.read(_MOST))["choices"][0]["message"]
        except HTTPError as error:
            with error:
                raise _failed(f"{error.code}") from None
        except (OSError, URLError) as error:
            raise _failed(str(getattr(error, "reason", error))) from None
        except (ValueError, KeyError, IndexError, TypeError):
            raise _failed("?") from None
        if not isinstance(message, dict):
            raise _failed("?")
        return message


def _failed(reason: str) -> RemoteStoreError:
    return RemoteStoreError(f"对话模型没有给出回答（{reason}）。", f"The language model gave no answer ({reason}).")
