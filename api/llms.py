"""``/llms.txt``: the service for language models, in the form of https://llmstxt.org, from what it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ..ontology.results import BuildInfo
from ..queries.catalogue import Catalogue
from ..queries.documents import PolicyDocument
from .export.citing import STATUS
from .export.markdown import escaped
from .openapi.document import operations
from .tools.catalogue import TOOLS
from .tools.wording import guide

_DOCUMENTS = 100
"""Documents that are listed one by one."""


def rendered(address: str, info: BuildInfo, held: Iterable[PolicyDocument], openapi: Mapping[str, Any]) -> str:
    """The file.

    Args:
        address: of the service, without a slash at its end.
        info: what the graph holds.
        held: the documents with their standing today.
        openapi: the OpenAPI document.
    """
    lines = [
        "# 衡策 Hengce",
        "",
        "> 把中国政策文本读成可查证、可比较的知识图谱；每个回答都引原文，位置精确到字。"
        "Chinese policy texts as a knowledge graph that can be checked and compared; every answer cites its clause.",
        "",
        f"收录文件 {info.documents} 份、事实 {info.facts} 条，数据版本 {info.data_version}"
        f"（{info.documents} documents, {info.facts} facts, data version {info.data_version}）。",
        "",
        guide(),
        "",
        "## 工具（Tools）",
        "",
        _link("MCP", f"{address}/mcp", f"{len(TOOLS)} 个工具、文件资源和提示，streamable HTTP（tools, documents and prompts）"),
        _link("函数描述", f"{address}/functions", "OpenAI 形式；POST /functions/{name} 调用（function calling）"),
        _link("OpenAPI 3.1", f"{address}/openapi.json", "全部接口；3.0 见 /openapi-3.0.json（all operations）"),
        _link("SPARQL", f"{address}/sparql", "SPARQL 1.1，只读（read only）"),
        "",
        "## 文件（Documents）",
        "",
        *_documents(address, held),
        "",
        "## 接口（HTTP）",
        "",
        *_operations(address, openapi),
        "",
        "## Optional",
        "",
        _link("问题目录", f"{address}/queries", f"{len(Catalogue.load())} 个现成的问题（named questions）"),
        _link("本体", f"{address}/ontology", "OWL 2"),
        _link("数据集", f"{address}/.well-known/void", "VoID、DCAT，整图下载（the dataset and its downloads）"),
    ]
    return "\n".join(lines) + "\n"


def _documents(address: str, held: Iterable[PolicyDocument]) -> Iterator[str]:
    held = list(held)
    for each in held[:_DOCUMENTS]:
        about = "，".join(filter(None, (each.place, each.number if each.title else None, STATUS[each.status])))
        yield _link(each.title or each.number or each.id, f"{address}/documents/{quote(each.id, safe='')}", about)
    if len(held) > _DOCUMENTS:
        yield _link("全部文件", f"{address}/documents", f"{len(held)} 份（all documents）")


def _operations(address: str, openapi: Mapping[str, Any]) -> Iterator[str]:
    """What can be called, but for the questions of the catalogue, which have a list of their own."""
    for path, method, operation in operations(openapi):
        if not path.startswith("/queries/"):
            yield _link(f"{method.upper()} {path}", address + quote(path, safe="/{}"), operation.get("summary", ""))


def _link(name: str, url: str, about: str) -> str:
    return f"- [{escaped(name)}]({url}): {escaped(about)}" if about else f"- [{escaped(name)}]({url})"
