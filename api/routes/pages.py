"""The first page: what the service offers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ...ontology.errors import UnknownValue
from .. import html
from ..problems import TITLES
from ..service import VERSION, Graph

router = APIRouter(include_in_schema=False)

_OFFERS = (
    ("/compare?type=绿色工厂", "一类示范对象在各地的门槛、条件、激励……逐项对照，每格都引原文（另有 CSV、Markdown）"),
    ("/documents", "全部文件及其效力；每份文件的原文、层次结构和事实"),
    ("/types", "示范类型"),
    ("/agencies", "机构及其职责"),
    ("/jurisdictions", "地区"),
    ("/queries", "现成的问题，参数可填"),
    ("/sparql", "SPARQL 1.1 查询端点（只读）"),
    ("/ontology", "本体：每个类和属性的名称、定义、例和出处"),
    ("/profile", "图谱在 ODRL、QUDT、OWL-Time、网络标注、ELI 中的视图"),
    ("/.well-known/void", "数据集的描述和统计（DCAT、VoID）；全部数据的下载"),
    ("/docs", "接口说明"),
    ("/openapi.json", "接口说明（OpenAPI）"),
    ("/health", "服务状态"),
)


@router.get("/", response_class=HTMLResponse)
def home(graph: Graph) -> Response:
    """What the service offers, in Chinese, with links that answer."""
    info = graph.info
    return HTMLResponse(
        html.page(
            "衡策：可查证的政策知识图谱",
            f"现有文件 {info.documents} 份，事实 {info.facts} 条，三元组 {info.triples} 个；数据版本 {info.data_version}。",
            html.rows((html.link(address), text) for address, text in _OFFERS),
            f"Hengce {VERSION}: Chinese policy texts as a knowledge graph. Every answer cites its clause.",
        )
    )


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> Response:
    """Every call of the service, made from its OpenAPI document; a page that loads nothing from elsewhere."""
    described = request.app.openapi()
    parts: list[object] = [described["info"]["description"], html.Markup(f"<p>{html.link('/openapi.json', 'OpenAPI')}</p>")]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            parts.append(html.Markup(f"<h2><code>{html.text(f'{method.upper()} {path}')}</code></h2>"))
            parts += [operation["summary"], operation.get("description", "")]
            parts.append(html.rows(_parameter(each) for each in operation.get("parameters", ())))
    return HTMLResponse(html.page("接口说明", *parts))


def _parameter(described: dict[str, Any]) -> tuple[str, str]:
    """Name and meaning of a parameter in the OpenAPI document."""
    needed = "（必填）" if described.get("required") else ""
    return described["name"] + needed, described.get("description", "")


@router.get("/problem/{kind}", response_class=HTMLResponse)
def problem(kind: str) -> Response:
    """What a type of problem document means.

    Raises:
        UnknownValue: if there is no such type.
    """
    if kind not in TITLES:
        raise UnknownValue(
            f"没有错误类型 {kind[:60]!r}。", f"There is no problem type {kind[:60]!r}.", parameter="kind", allowed=sorted(TITLES)
        )
    return HTMLResponse(html.page(*TITLES[kind]))
