"""What the three kinds of user begin with: a researcher, a drafter, and who advises applicants."""

from __future__ import annotations

from collections.abc import Mapping

from mcp import types

from ...ontology.errors import InvalidParameter, UnknownValue
from ...queries.parameters import checked_text, shortened
from ..tools.wording import prompts


def listed() -> list[types.Prompt]:
    """The prompts."""
    return [
        types.Prompt(
            name=name,
            title=each["title"],
            description=f"{each['zh']}（{each['en']}）",
            arguments=[
                types.PromptArgument(name=argument, description=f"{about['zh']}（{about['en']}）", required=about["required"])
                for argument, about in each["arguments"].items()
            ],
        )
        for name, each in prompts().items()
    ]


def filled(name: str, arguments: Mapping[str, str]) -> types.GetPromptResult:
    """A prompt with its arguments in place; what is not given is said not to be.

    Raises:
        UnknownValue: if there is no such prompt.
        InvalidParameter: if an argument is missing, unknown, too long or holds control characters.
    """
    if name not in prompts():
        zh, en = f"没有提示“{shortened(name)}”。", f"There is no prompt '{shortened(name)}'."
        raise UnknownValue(zh, en, parameter="name", allowed=tuple(prompts()))
    prompt = prompts()[name]
    known = prompt["arguments"]
    for unknown in arguments.keys() - known.keys():
        zh, en = f"没有参数“{shortened(unknown)}”。", f"There is no argument '{shortened(unknown)}'."
        raise InvalidParameter(zh, en, parameter=shortened(unknown), allowed=tuple(known))
    words = {each: checked_text(arguments.get(each, ""), each).strip() for each in known}
    for each, about in known.items():
        if about["required"] and not words[each]:
            raise InvalidParameter(f"缺少参数 {each}（{about['zh']}）。", f"Argument {each} is missing ({about['en']}).", parameter=each)
    text = prompt["text"].format(**{each: value or "（未给出）" for each, value in words.items()})
    return types.GetPromptResult(
        description=prompt["title"], messages=[types.PromptMessage(role="user", content=types.TextContent(text=text))]
    )
