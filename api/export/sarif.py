"""What a check found as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which editors and review tools read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from ..language import Language
from .findings import Titles

MEDIA_TYPE = "application/sarif+json"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def log(result: Mapping[str, Any], draft: str, name: str, rules: Titles, language: Language = "zh") -> dict[str, Any]:
    """The log of one check.

    Args:
        result: what ``queries.checking.check.check`` returns.
        draft: the text that was checked; columns count its code points.
        name: the draft's file name.
        rules: what each rule is called, in Chinese and English.
        language: of the rules' names and the words around messages.
    """
    zh = language == "zh"
    order = list(rules)
    uri = quote(name)
    starts = [0, *(i + 1 for i, char in enumerate(draft) if char == "\n")]
    results = [_result(each, order, draft, starts, uri, zh) for each in result["findings"]]
    driver = {
        "name": "Hengce",
        "fullName": "衡策 Hengce",
        "version": version("hengce"),
        "language": "zh-CN" if zh else "en",
        "rules": [_rule(id, names, result["findings"], zh) for id, names in rules.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}, "roles": ["analysisTarget"], "sourceLanguage": "zh-CN"}],
        "results": results,
        "properties": {name: result[name] for name in ("jurisdiction", "as_of", "against")},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(id: str, names: tuple[str, str], findings: Sequence[Mapping[str, Any]], zh: bool) -> dict[str, Any]:
    severity = next((each["severity"] for each in findings if each["rule"] == id), None)
    configuration = {"defaultConfiguration": {"level": _LEVELS[severity]}} if severity else {}
    return {"id": id, "shortDescription": {"text": names[not zh]}, **configuration}


def _result(finding: Mapping[str, Any], order: Sequence[str], draft: str, starts: Sequence[int], uri: str, zh: bool) -> dict[str, Any]:
    place = {
        "physicalLocation": _region(finding["start"], finding["end"], draft, starts, uri),
        "logicalLocations": [{"fullyQualifiedName": finding["path"]}],
    }
    others = [each for each in finding["places"] if (each["start"], each["end"]) != (finding["start"], finding["end"])]
    related: list[dict[str, Any]] = [
        {
            "physicalLocation": _region(each["start"], each["end"], draft, starts, uri),
            "message": {"text": "另一处" if zh else "other place"},
        }
        for each in others
    ]
    related += [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": quote(each["url"], safe="/:?#[]@!$&()*+,;=%~-._")},
                "region": {"charOffset": each["start"], "charLength": each["end"] - each["start"], "snippet": {"text": each["quote"]}},
            },
            "message": {"text": f"{each['title'] or each['document']} {each['path']}"},
        }
        for each in finding["related"]
    ]
    advice = ("建议：" if zh else "To mend: ") + finding["suggestion"]
    return {
        "ruleId": finding["rule"],
        "ruleIndex": order.index(finding["rule"]),
        "level": _LEVELS[finding["severity"]],
        "message": {"text": f"{finding['message']}\n{advice}"},
        "locations": [place],
        **({"relatedLocations": [{"id": i, **each} for i, each in enumerate(related, start=1)]} if related else {}),
    }


def _region(start: int, end: int, draft: str, starts: Sequence[int], uri: str) -> dict[str, Any]:
    """A span by lines and columns, both from 1, and by offsets; the end column is that behind the last character."""
    first, last = (bisect_right(starts, at) for at in (start, end))
    return {
        "artifactLocation": {"uri": uri, "index": 0},
        "region": {
            "startLine": first,
            "startColumn": start - starts[first - 1] + 1,
            "endLine": last,
            "endColumn": end - starts[last - 1] + 1,
            "charOffset": start,
            "charLength": end - start,
            "snippet": {"text": draft[start:end]},
        },
    }
