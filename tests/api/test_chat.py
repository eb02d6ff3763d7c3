"""The chat: a real HTTP server plays the language model; figures that no cited statement has are struck out."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi import FastAPI

from hengce.api.chat.evidence import Evidence
from hengce.api.chat.figures import figures
from hengce.api.chat.loop import converse
from hengce.api.chat.model import Model
from hengce.api.tools.catalogue import TOOLS
from hengce.api.tools.tool import perform
from hengce.ontology.errors import RemoteStoreError

from .conftest import DAY, Finished

QUESTION = "福建的绿色工厂要多少分？"
ASK = ("ask", {"question": QUESTION, "as_of": DAY})


def calling(*calls: tuple[str, Any]) -> dict[str, Any]:
    """A message of a model that calls tools."""
    return {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": f"call-{i}",
                "type": "function",
                "function": {"name": name, "arguments": given if isinstance(given, str) else json.dumps(given)},
            }
            for i, (name, given) in enumerate(calls)
        ],
    }


def saying(text: str | None) -> dict[str, Any]:
    return {"role": "assistant", "content": text}


class Scripted(ThreadingHTTPServer):
    """An endpoint for chat completions that says what it is told, in order, and keeps what it was sent."""

    script: list[Any]
    sent: list[dict[str, Any]]
    keys: list[str | None]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert self.path == "/v1/chat/completions"
        assert isinstance(self.server, Scripted)
        self.server.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.keys.append(self.headers["Authorization"])
        said = self.server.script.pop(0) if len(self.server.script) > 1 else self.server.script[0]
        status, body = (200, {"choices": [{"message": said}]}) if isinstance(said, dict) else said
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is told."""


@contextmanager
def scripted(*script: Any) -> Iterator[Scripted]:
    with Scripted(("127.0.0.1", 0), _Handler) as server:
        server.script, server.sent, server.keys = list(script), [], []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def test_a_figure_that_nobody_cited_is_struck_out(app: FastAPI) -> None:
    final = "省级要**80分**（国家级九十分），奖励五十万元，3年复核，2030年1月1日前有效，占百分之七。\n1. 见 fujian-2018 二/（一）/第2段。"
    with scripted(calling(ASK), saying(final)) as model:
        said = converse(Model(model.url, "m", "k"), app.state.service, QUESTION)
    assert said.struck == ("五十万元", "3年复核", "2030年1月1日前", "百分之七")
    assert "**80分**（国家级九十分），奖励~~五十万元~~，~~3年复核~~，~~2030年1月1日前~~有效，占~~百分之七~~" in said.text
    assert said.text.endswith("1. 见 fujian-2018 二/（一）/第2段。")
    assert said.calls == ("ask",)
    first, second = model.sent
    assert model.keys == ["Bearer k"] * 2
    assert [each["function"]["name"] for each in first["tools"]] == list(TOOLS)
    assert [each["role"] for each in second["messages"]] == ["system", "user", "assistant", "tool"]
    assert "总分达到80分及以上" in second["messages"][-1]["content"]


def test_without_a_tool_no_figure_stands(app: FastAPI) -> None:
    with scripted(saying("要80分。")) as model:
        assert converse(Model(model.url, "m"), app.state.service, QUESTION).text == "要~~80分~~。"
    with scripted(saying(None)) as model:
        assert converse(Model(model.url, "m"), app.state.service, QUESTION).text == ""


def test_what_a_model_writes_may_be_anything(app: FastAPI) -> None:
    odd = calling(
        ("ask", "{"), ("shell", {"command": "ls"}), ("ask", "[1]"), ("get_clause", {"document": "../etc/passwd"}), ("query_documents", {})
    )
    odd["tool_calls"] += ["no call", {"id": "x"}]
    with scripted(odd, saying("说不清。")) as model:
        called = converse(Model(model.url, "m"), app.state.service, QUESTION).calls
    assert called == ("ask", "shell", "ask", "get_clause", "query_documents", "None")
    answers = [each["content"] for each in model.sent[1]["messages"] if each["role"] == "tool"]
    assert [
        words in answer for words, answer in zip(("JSON", "没有函数", "JSON", "没有文件", "fujian-2018", "没有函数"), answers, strict=True)
    ] == [True] * 6


@pytest.mark.parametrize(
    "answer",
    [(500, b"no"), (200, b"no"), (200, {"choices": []}), (200, {"choices": [{"message": "x"}]}), calling(("list_deadlines", {"limit": 1}))],
)
def test_a_model_that_does_not_answer(app: FastAPI, answer: Any) -> None:
    with scripted(answer) as model, pytest.raises(RemoteStoreError):
        converse(Model(model.url, "m"), app.state.service, QUESTION)


def test_the_command(hengce: Callable[..., Finished], store_path: str) -> None:
    refused = hengce("chat", QUESTION, "--store", store_path)
    assert (refused.status, "HENGCE_CHAT_URL" in refused.err) == (2, True)
    with scripted(calling(ASK), saying("要80分，不是60分。")) as model:
        done = hengce("chat", QUESTION, "--store", store_path, HENGCE_CHAT_URL=model.url, HENGCE_CHAT_MODEL="m")
    assert (done.status, done.out) == (0, "要80分，不是~~60分~~。\n\n已划去没有原文依据的数字：60分\n")
    away = hengce("chat", QUESTION, "--store", store_path, HENGCE_CHAT_URL="http://127.0.0.1:9/v1", HENGCE_CHAT_MODEL="m")
    assert (away.status, away.err.count("\n")) == (2, 1)


CITED = {
    "citations": [
        {
            "document": "甲-2018", "title": "甲省方案（2021-2025年）", "path": "二/（一）/第2段", "start": 77, "end": 99, "url": "https://x/甲-2018",
            "quote": "总分达到80分及以上的，每家企业最高不超过20万元，占比30%，于每年11月底前报送，有效期三年，达到15-20个，"
            "按GB/T 36132-2018和工信厅节函〔2016〕586号",
        }
    ],
    "limit": 41, "slots": {"values": ["42分"]}, "as_of": "2026-06-30", "parent": "https://x/fact/43-44",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("要80分、八十分、80.0分、８０分、80 points", []),
        ("要81分、八十一分、80家、85", ["81分", "八十一分", "80家", "85"]),
        ("20万元、二十万元、200000元、200万元、二百万元", ["200万元", "二百万元"]),
        ("30%、百分之三十、三成、30个百分点、百分之三", ["30个百分点", "百分之三"]),
        ("11月30日前、每年11月底前、12月底前、2027年11月30日前", ["12月底前", "2027年11月30日前"]),
        ("三年、3年、3个月", ["3个月"]),
        ("15-20个、15至20个、15-25个", ["15-25个"]),
        ("GB/T 36132-2018、GB/T 36132-2020", ["GB/T 36132-2020"]),
        ("工信厅节函〔2016〕586号、工信部节〔2024〕13号", ["工信部节〔2024〕13号"]),
        ("《甲省方案（2021-2025年）》、《乙省方案（2022-2026年）》", ["《乙省方案（2022-2026年）》"]),
        ("甲-2018 二/（一）/第2段、第7段，甲-2019", ["7", "2019"]),
        ("1. 甲\n2、乙\n（3）丙\n## 丁", []),
        ("| 80 | 81 |\n80\n分", ["81"]),
        ("截至2026年6月30日、6月30日、2026年、2025年", []),
        ("77、99、41、42分、43", ["77", "99", "41", "42分", "43"]),
        ("一方面、统一、十分重要、第一、万一、千万不要、每年", []),
        ("**80**分、`81`分", ["81`分"]),
    ],
)
def test_figures_are_held_to_what_is_cited(text: str, struck: list[str]) -> None:
    evidence = Evidence()
    evidence.add(CITED)
    checked = evidence.checked(text)
    assert list(checked.struck) == struck
    assert checked.text.replace("~~", "") == text


def test_facts_say_what_their_words_say_in_other_ways() -> None:
    cited = {**CITED["citations"][0], "quote": "85＞X≥75，每年底前报送，企业全覆盖。2、每家企业20万元"}
    fact = {"citation": cited, "min": 75, "max": 85, "unit": "分", "recurrence": "--12-31", "year": 2020}
    evidence = Evidence()
    evidence.add({"facts": [fact, {"citation": cited, "min": 100, "unit": "%"}]})
    sound = "75分及以上、低于85分，每年12月31日前，100%，到2020年，最高20万元/企业，“2、每家企业20万元”"
    assert evidence.checked(sound).struck == ()
    assert evidence.checked("75%，76分，20万元/吨，每年11月底前").struck == ("75%", "76分", "20万元/吨", "每年11月底前")


@pytest.mark.parametrize(
    "question",
    [
        "上海绿色工厂几星怎么分",
        "福建的奖励和复核分别怎么规定的",
        "各地绿色园区目标分别是多少家",
        "江苏每年什么时候报材料",
        "上海方案哪天到期",
    ],
)
def test_answers_stand_and_what_is_changed_in_them_falls(app: FastAPI, question: str) -> None:
    answer = perform(app.state.service, TOOLS["ask"], {"question": question, "as_of": DAY}, "zh").answer
    evidence = Evidence(question)
    evidence.add(answer)
    text = answer["answer"]
    assert evidence.checked(text).struck == ()
    for figure in figures(text):
        words = text[figure.start : figure.end]
        changed = re.sub(r"\d+", lambda number: str(int(number[0]) + 7919), words, count=1)
        if changed != words:
            assert evidence.checked(text[: figure.start] + changed + text[figure.end :]).struck, words


def test_what_the_user_said_counts_where_a_decision_weighed_it() -> None:
    needed = {"citation": CITED["citations"][0], "given": 86, "gap": {"by": 6, "unit": "分", "text": "高 6 分"}}
    for question, struck in (("我们得了86分", ()), ("能报吗", ("86分",))):
        evidence = Evidence(question)
        evidence.add({"decisions": [{"requirements": [needed]}]})
        assert evidence.checked("86分，高6分").struck == struck


def test_hostile_text_is_read_in_reasonable_time() -> None:
    for text in ("9" * 20_000, "八" * 20_000, "~~80分~~" * 2000, "《" * 10_000, "第" * 10_000 + "1", "1." * 10_000):
        assert all(0 <= each.start < each.end <= len(text) for each in figures(text))
