"""The command line: results on standard output, one line for an error, and the exit status."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib

from hengce.api.cli import COMMANDS, main
from hengce.api.settings import PREFIX, Settings
from hengce.queries.catalogue import Catalogue

from .conftest import COMMAND, DAY, Finished, process

Run = Callable[..., Finished]


def one_line(done: Finished, *words: str) -> None:
    """An error: status 2, nothing on standard output, one line without a traceback on standard error."""
    assert done.status == 2, done.err
    assert done.out == ""
    assert done.err.count("\n") == 1, done.err
    assert done.err.startswith("hengce: ")
    for word in words:
        assert word in done.err


def test_help_lists_what_works():
    done = process("--help")
    assert done.status == 0
    assert done.out.startswith("用法：")
    listed = {line.split()[0] for line in done.out.splitlines() if line.startswith("    ") and line.strip()}
    assert set(COMMANDS) <= listed


def test_nothing_heavy_is_loaded_before_a_command_needs_it():
    """What only some commands need would make all of them start later."""
    heavy = ("spacy", "jieba", "icalendar", "chinese_calendar", "openpyxl", "docx", "owlready2", "pyshacl", "fastapi", "uvicorn",
             "pydantic", "pandas", "mcp")  # fmt: skip
    program = f"import sys; from hengce.api.cli import parser; parser('zh'); print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_reading_and_comparing_load_no_more_than_they_need(store_path: str, tmp_path: Path):
    """spaCy, with all that comes along, takes longer to load than a text to read."""
    (tmp_path / "own.txt").write_text("第一条　评价得分达到80分的，认定为绿色工厂，给予50万元奖励。\n", encoding="utf-8")
    heavy = ("spacy", "thinc", "numpy", "pandas", "pydantic", "fastapi", "uvicorn", "requests", "pypinyin")
    program = f"""import sys; from hengce.api.cli import main
for words in (("extract", sys.argv[1]), ("compare", "绿色工厂"), ("eligible", "绿色工厂", "--in", "福建"), ("search", "资金")):
    assert main(words) == 0
print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "own.txt"],
        capture_output=True, timeout=60, env={**os.environ, "HENGCE_STORE": store_path},
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (0, "[]\n")


def test_help_in_english():
    done = process("compare", "--help", environ={"HENGCE_LANG": "en"})
    assert done.out.startswith("usage: hengce compare")
    assert not any("\u4e00" <= char <= "\u9fff" for char in done.out.replace("绿色工厂", ""))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"用法：hengce {command}" in capsys.readouterr().out


def test_serve_lists_every_setting(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["serve", "--help"])
    out = capsys.readouterr().out
    for name in Settings.__dataclass_fields__:
        assert PREFIX + name.upper() in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少参数"),
        (("compare",), "TYPE"),
        (("compare", "绿色工厂", "--format", "pdf"), "--format"),
        (("compare", "绿色工厂", "--colour", "red"), "--colour"),
        (("compare", "绿色工厂", "--as-of"), "--as-of"),
        (("query",), "--list"),
        (("query", "nothing"), "agencies"),
        (("query", "thresholds", "--param", "type"), "--param"),
        (("build", "--workers", "0"), "--workers"),
        (("build", "--corpus", "/nowhere/at/all"), "--corpus"),
        (("serve", "--port", "70000"), "--port"),
        (("serve", "--port", "http"), "--port"),
        (("sparql", "@/nowhere/at/all.rq"), "/nowhere/at/all.rq"),
        (("sparql", "DROP ALL"), "DROP"),
        (("evaluate", "/nowhere/at/all"), "/nowhere/at/all"),
        (("evaluate", "/nowhere/at/all", "--min", "2"), "--min"),
    ],
)
def test_wrong_use(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]):
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err


def test_a_malformed_variable_is_named(hengce: Run):
    one_line(hengce("query", "--list", HENGCE_PORT="x"), "HENGCE_PORT")
    one_line(hengce("query", "--list", HENGCE_LANG="fr"), "HENGCE_LANG")


class TestExtract:
    def test_facts_as_json_lines(self, hengce: Run, root: Path, corpus_texts: dict[str, str]):
        done = hengce("extract", str(root / "corpus/texts/fujian-2018.txt"))
        assert (done.status, done.err) == (0, "")
        facts = [json.loads(line) for line in done.out.splitlines()]
        assert len(facts) > 20
        for fact in facts:
            assert fact["doc"] == "fujian-2018"
            assert corpus_texts["fujian-2018"][fact["start"] : fact["end"]] == fact["quote"]
        assert {80, 90} <= {fact["min"] for fact in facts if fact["kind"] == "threshold"}

    def test_what_was_not_understood(self, hengce: Run, tmp_path: Path):
        text = "厦门市绿色工厂管理办法\n\n一、支持政策\n绿色工厂安排不超过2名骨干参训。\n"
        (tmp_path / "notice.txt").write_text(text, encoding="utf-8")
        rows = [json.loads(line) for line in hengce("extract", str(tmp_path / "notice.txt"), "--unread").out.splitlines()]
        assert [(row["doc"], row["path"], row["mention"], row["type"], row["nature"]) for row in rows] == [
            ("notice", "一", "不超过2名", "绿色工厂", "count")]  # fmt: skip
        assert text[rows[0]["start"] : rows[0]["end"]] == "不超过2名"
        table = hengce("extract", str(tmp_path / "notice.txt"), "--unread", "--format", "table").out
        assert table.startswith("notice：1 处未读出\n")
        assert "数量：可能是" in table
        assert "count: perhaps" in hengce("extract", str(tmp_path / "notice.txt"), "--unread", "--format", "table", HENGCE_LANG="en").out
        one_line(hengce("extract", str(tmp_path / "notice.txt"), "--unread", "--format", "turtle"), "--format", "jsonl")

    def test_a_bad_file_does_not_stop_the_others(self, hengce: Run, root: Path, tmp_path: Path):
        bad = {
            "empty.txt": b"",
            "binary.txt": bytes(range(256)) * 40,
            "broken.txt": "绿".encode()[:2] + b"\xff\xff" * 20,
            "huge.txt": "绿色工厂\n".encode() * (50 << 20 >> 4),
        }
        for name, content in bad.items():
            (tmp_path / name).write_bytes(content)
        good = [str(root / f"corpus/texts/{name}.txt") for name in ("fujian-2018", "jiangsu-2016")]
        done = hengce("extract", good[0], *(str(tmp_path / name) for name in bad), str(tmp_path / "absent.txt"), str(tmp_path), good[1])
        assert done.status == 2
        assert {json.loads(line)["doc"] for line in done.out.splitlines()} == {"fujian-2018", "jiangsu-2016"}
        lines = done.err.splitlines()
        assert len(lines) == 6
        for name, line in zip([*bad, "absent.txt", ""], lines, strict=True):
            assert line.startswith("hengce: ")
            assert name in line

    def test_two_workers_print_the_same_in_the_same_order(self, hengce: Run, root: Path, tmp_path: Path):
        files = [str(path) for path in sorted((root / "corpus/texts").glob("*.txt"))]
        files.insert(1, str(tmp_path / "absent.txt"))
        one, two = (hengce("extract", "--workers", number, *files) for number in ("1", "2"))
        assert (two.status, two.out, two.err) == (one.status, one.out, one.err)
        assert one.status == 2
        assert len({json.loads(line)["doc"] for line in one.out.splitlines()}) == len(files) - 1

    def test_gb18030(self, hengce: Run, root: Path, tmp_path: Path):
        text = (root / "corpus/texts/fujian-2018.txt").read_bytes().decode("utf-8-sig")
        (tmp_path / "fujian-2018.txt").write_bytes(text.encode("gb18030"))
        done = hengce("extract", str(tmp_path / "fujian-2018.txt"))
        assert done.status == 0
        assert "绿色工厂" in done.out

    def test_turtle(self, hengce: Run, root: Path):
        done = hengce("extract", "--format", "turtle", str(root / "corpus/texts/fujian-2018.txt"))
        graph = rdflib.Graph().parse(data=done.out, format="turtle")
        terms = rdflib.Namespace("https://w3id.org/hengce/ontology#")
        assert len(set(graph.subjects(rdflib.RDF.type, terms.Threshold))) >= 2

    def test_table_to_a_file(self, hengce: Run, root: Path, tmp_path: Path):
        done = hengce("extract", "--format", "table", "-o", str(tmp_path / "facts.txt"), str(root / "corpus/texts/fujian-2018.txt"))
        assert (done.status, done.out) == (0, "")
        text = (tmp_path / "facts.txt").read_text(encoding="utf-8")
        assert text.startswith("fujian-2018：")
        assert "min=80" in text


class TestCompare:
    def test_one_table_with_citations(self, hengce: Run, store_path: str, corpus_texts: dict[str, str]):
        done = hengce("compare", "绿色工厂", "--aspect", "threshold", "--as-of", DAY, "--store", store_path)
        assert (done.status, done.err) == (0, "")
        head = next(line for line in done.out.splitlines() if line.startswith("方面"))
        for place in ("上海市", "江苏省", "福建省"):
            assert place in head
        cited = [line for line in done.out.splitlines() if line.startswith("[") and "：“" in line]
        assert len(cited) >= 4
        for line in cited:
            document = line.split("] ", 1)[1].split("《")[0]
            quote = line.split("：“", 1)[1].removesuffix("”")
            assert "".join(quote.split()) in "".join(corpus_texts[document].split())

    def test_json(self, hengce: Run, store_path: str):
        done = hengce("compare", "绿色示范工厂", "--in", "福建,上海", "--as-of", DAY, "--format", "json", "--store", store_path)
        answer = json.loads(done.out)
        assert (answer["type"], answer["as_of"]) == ("绿色工厂", DAY)
        assert [place["code"] for place in answer["jurisdictions"]] == ["310000", "350000"]

    def test_csv_to_a_file_opens_in_excel(self, hengce: Run, store_path: str, tmp_path: Path):
        path = tmp_path / "比较.csv"
        done = hengce("compare", "绿色工厂", "--format", "csv", "-o", str(path), "--store", store_path)
        assert (done.status, done.out) == (0, "")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        assert {"310000", "320000", "350000"} <= {row["jurisdiction"] for row in rows}
        assert list(tmp_path.iterdir()) == [path]
        piped = hengce("compare", "绿色工厂", "--format", "csv", "--store", store_path)
        assert piped.out.startswith("type,")

    def test_markdown(self, hengce: Run, store_path: str):
        done = hengce("compare", "绿色工厂", "--aspect", "threshold", "--format", "markdown", "--store", store_path)
        assert "| 方面 | 项目 |" in done.out

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("没有这种",), "绿色工厂"),
            (("绿色工厂", "--in", "亚特兰蒂斯"), "福建省"),
            (("绿色工厂", "--as-of", "2024-13-01"), "as_of"),
            (("绿色工厂", "--aspect", "colour"), "threshold"),
            (("绿色工厂", "-o", "/nowhere/at/all.txt"), "/nowhere/at/all.txt"),
        ],
    )
    def test_what_is_not_known(self, hengce: Run, store_path: str, words: tuple[str, ...], said: str):
        one_line(hengce("compare", *words, "--store", store_path), said)


class TestQuery:
    def test_list(self, hengce: Run, tmp_path: Path):
        done = hengce("query", "--list", "--store", str(tmp_path / "none"))
        assert done.status == 0
        lines = done.out.splitlines()
        thresholds = next(i for i, line in enumerate(lines) if line.startswith("  thresholds "))
        assert lines.index("门槛与条件") < thresholds < lines.index("奖补与激励")
        assert next(line for line in lines if line.startswith("  silent ")).endswith("kind* type")
        assert not (tmp_path / "none").exists()

    def test_list_for_programs(self, hengce: Run):
        records = json.loads(hengce("query", "--list", "--format", "json", HENGCE_LANG="en").out)
        assert {record["question"] for record in records} == set(Catalogue.load())
        assert next(record for record in records if record["question"] == "silent")["parameters"] == "kind*, type"

    def test_help_of_a_question(self, capsys: pytest.CaptureFixture[str]):
        with pytest.raises(SystemExit) as ended:
            main(["query", "bases", "--help"])
        said = capsys.readouterr().out
        assert ended.value.code == 0
        assert said.startswith("bases  依据的文件是否还有效\n")
        assert "expired 期满" in said
        assert "hengce query bases --param as_of=2024-06-30 --param standing=expired" in said
        assert main(["query", "nothing", "--help"]) == 2
        assert "agencies" in capsys.readouterr().err

    def test_rows_in_every_form(self, hengce: Run, store_path: str):
        call = ("query", "thresholds", "--param", "type=绿色工厂", "--param", "jurisdiction=福建", "--store", store_path)
        assert "福建省" in hengce(*call).out
        rows = json.loads(hengce(*call, "--format", "json").out)
        assert {row["min"] for row in rows} >= {80, 90}
        assert all(row["citation"]["quote"] for row in rows)
        table = list(csv.DictReader(io.StringIO(hengce(*call, "--format", "csv").out, newline="")))
        assert len(table) == len(rows)
        assert hengce(*call, "--format", "markdown").out.startswith("| place |")

    def test_the_status_of_the_documents_on_a_date(self, hengce: Run, store_path: str):
        words = ("query", "incentives", "--store", store_path, "--format", "json", "--param", "jurisdiction=上海")
        before, after = (hengce(*words, "--as-of", day) for day in ("2025-12-31", "2026-01-01"))
        assert ({row["document_status"] for row in json.loads(before.out)}, before.err) == ({"in_force"}, "")
        assert {row["document_status"] for row in json.loads(after.out)} == {"expired"}
        assert "有效期已于 2025-12-31 届满" in after.err
        call = ("query", "documents", "--store", store_path, "--format", "json", "--param", "document=shanghai-2021-2025")
        assert [row["status"] for row in json.loads(hengce(*call, "--as-of", "2026-01-01").out)] == ["expired"]
        one_line(hengce(*words, "--as-of", "2026"), "as_of")

    def test_a_parameter_given_twice_has_two_values(self, hengce: Run, store_path: str):
        words = ("query", "thresholds", "--store", store_path, "--format", "json", "--param", "jurisdiction=福建")
        one, two = (json.loads(hengce(*words, *more).out) for more in ((), ("--param", "jurisdiction=江苏")))
        assert len(two) > len(one) > 0

    def test_an_unknown_parameter(self, hengce: Run, store_path: str):
        one_line(hengce("query", "thresholds", "--param", "colour=red", "--store", store_path), "colour", "jurisdiction")


class TestSparql:
    QUERY = "PREFIX h: <https://w3id.org/hengce/ontology#> SELECT ?id WHERE { ?d a h:PolicyDocument ; h:id ?id } ORDER BY ?id"

    def test_from_the_line_a_file_and_standard_input(self, hengce: Run, store_path: str, tmp_path: Path):
        (tmp_path / "q.rq").write_text("\ufeff" + self.QUERY, encoding="utf-8")
        for done in (
            hengce("sparql", self.QUERY, "--store", store_path),
            hengce("sparql", f"@{tmp_path / 'q.rq'}", "--store", store_path),
            process("sparql", "@-", "--store", store_path, stdin=self.QUERY.encode()),
        ):
            assert (done.status, done.err) == (0, "")
            assert done.out.split()[:3] == ["id", "─" * 22, "fujian-2018"]

    @pytest.mark.parametrize(
        ("name", "words"), [("csv", "id\r\nfujian-2018\r\n"), ("json", '"bindings"'), ("xml", "<sparql"), ("tsv", "?id\n")]
    )
    def test_forms(self, store_path: str, name: str, words: str, capfdbinary: pytest.CaptureFixture[bytes]):
        assert main(["sparql", self.QUERY, "--format", name, "--store", store_path]) == 0
        assert words.encode() in capfdbinary.readouterr().out

    def test_ask_and_construct(self, hengce: Run, store_path: str, tmp_path: Path):
        assert hengce("sparql", "ASK { ?s ?p ?o }", "--store", store_path).out == "true\n"
        construct = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
        assert hengce("sparql", construct, "--store", store_path, "-o", str(tmp_path / "g.ttl")).status == 0
        assert len(rdflib.Graph().parse(tmp_path / "g.ttl")) == 3

    def test_what_is_refused(self, hengce: Run, store_path: str):
        one_line(hengce("sparql", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "--store", store_path), "SERVICE")
        one_line(hengce("sparql", self.QUERY, "--format", "turtle", "--store", store_path), "--format", "csv")
        one_line(hengce("sparql", "SELECT * WHERE { ?s ?p }", "--store", store_path))

    def test_a_runaway_query_is_ended(self, hengce: Run, store_path: str):
        runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
        begun = time.monotonic()
        one_line(hengce("sparql", runaway, "--store", store_path, HENGCE_QUERY_TIMEOUT="1"))
        assert time.monotonic() - begun < 20


class TestBuild:
    def test_build_says_what_it_made_and_again_the_same(self, hengce: Run, tmp_path: Path, store_path: str):
        store = str(tmp_path / "store")
        first = hengce("build", "--store", store)
        assert (first.status, first.out) == (0, "")
        assert "文件 5 份" in first.err
        assert "读取文件 5/5\n" in first.err
        assert "\r" not in first.err
        assert hengce("build", "--store", store).err.splitlines()[-1] == first.err.splitlines()[-1]
        ours, theirs = (hengce("export", "--format", "nquads", "--store", each).out for each in (store, store_path))
        assert ours == theirs
        assert len(ours.splitlines()) > 1000

    def test_a_terminal_gets_a_bar(self, tmp_path: Path):
        terminal, side = os.openpty()
        termios.tcsetwinsize(side, (24, 80))
        building = subprocess.Popen([*COMMAND, "build", "--store", str(tmp_path / "store")], stderr=side)
        os.close(side)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side of a terminal has closed
            while chunk := os.read(terminal, 4096):
                shown += chunk
        os.close(terminal)
        assert building.wait(60) == 0
        assert "读取文件: 100%".encode() in shown
        assert "已构建".encode() in shown

    def test_a_command_that_needs_a_graph_builds_it_and_says_so(self, hengce: Run, tmp_path: Path):
        done = hengce("compare", "绿色工厂", "--aspect", "threshold", "--store", str(tmp_path / "new"))
        assert done.status == 0
        assert "还没有图谱" in done.err
        assert "福建省" in done.out

    def test_the_users_own_texts_are_read_too(self, hengce: Run, tmp_path: Path, root: Path):
        own = tmp_path / "own"
        own.mkdir()
        shutil.copy(root / "corpus/texts/fujian-2018.txt", own / "my-copy.txt")
        done = hengce("build", "--store", str(tmp_path / "store"), "--corpus", str(own))
        assert done.status == 0, done.err
        assert "文件 6 份" in done.err

    @pytest.mark.parametrize(
        ("manifest", "said"),
        [
            ("documents: [", "manifest.yaml"),
            ("documents:\n- {id: a, file: a.txt, sha256: " + "0" * 64 + "}\n", "sha256"),
            ("documents:\n- {id: a, file: ../a.txt}\n", "../a.txt"),
        ],
    )
    def test_a_broken_corpus(self, hengce: Run, tmp_path: Path, manifest: str, said: str):
        own = tmp_path / "own"
        own.mkdir()
        (own / "a.txt").write_text("关于绿色工厂的通知\n", encoding="utf-8")
        (own / "manifest.yaml").write_text(manifest, encoding="utf-8")
        done = hengce("build", "--store", str(tmp_path / "store"), "--corpus", str(own))
        assert (done.status, done.out) == (2, "")
        assert [line for line in done.err.splitlines() if line.startswith("hengce: ")] == done.err.splitlines()[-1:]
        assert said in done.err

    def test_an_endpoint_that_cannot_be_written_is_told_before_the_build(self, hengce: Run):
        one_line(hengce("build", "--store", "http://127.0.0.1:9/sparql"), "127.0.0.1:9")

    def test_a_remote_endpoint_that_does_not_answer(self, hengce: Run):
        one_line(hengce("compare", "绿色工厂", "--store", "http://127.0.0.1:9/sparql"), "127.0.0.1:9")

    def test_a_place_that_cannot_be_written(self, hengce: Run, tmp_path: Path):
        (tmp_path / "file").write_text("x")
        one_line(hengce("build", "--store", str(tmp_path / "file" / "store")))


class TestExport:
    def test_facts_as_json_lines_are_those_of_extract(self, hengce: Run, store_path: str, root: Path, tmp_path: Path):
        assert hengce("export", "--format", "jsonl", "-o", str(tmp_path / "facts.jsonl"), "--store", store_path).status == 0
        facts = [json.loads(line) for line in (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
        assert {fact["corrected_by"] for fact in facts} == {None}
        own = ("iri", "corrected_by")  # what the graph adds
        ours = [{name: value for name, value in fact.items() if name not in own} for fact in facts if fact["doc"] == "fujian-2018"]
        read = [json.loads(line) for line in hengce("extract", str(root / "corpus/texts/fujian-2018.txt")).out.splitlines()]
        assert ours == read


GOLD = {
    "doc": "fujian-2018", "kind": "threshold", "path": "二/（一）/第2段", "subject": "绿色工厂", "level": "省级",
    "grade": None, "metric": "总分", "min": 80, "max": None, "min_inclusive": True, "max_inclusive": None, "unit": "分", "scale": None,
}  # fmt: skip


class TestEvaluate:
    @pytest.fixture
    def gold(self, tmp_path: Path, corpus_texts: dict[str, str]) -> Path:
        quote = "总分达到80分及以上"
        start = corpus_texts["fujian-2018"].index(quote)
        fact = {**GOLD, "quote": quote, "start": start, "end": start + len(quote)}
        (tmp_path / "fujian-2018.jsonl").write_text(json.dumps(fact, ensure_ascii=False) + "\n", encoding="utf-8")
        return tmp_path

    def test_figures(self, hengce: Run, gold: Path):
        answer = json.loads(hengce("evaluate", str(gold), "--format", "json").out)
        assert answer["kinds"]["threshold"]["recall"] == 1.0
        assert 0 < answer["micro"]["f1"] < 1
        assert "threshold" in hengce("evaluate", str(gold)).out

    def test_the_least_f1(self, hengce: Run, gold: Path):
        assert hengce("evaluate", str(gold), "--min", "0").status == 0
        done = hengce("evaluate", str(gold), "--min", "1")
        assert done.status == 1
        assert done.err.count("\n") == 1

    def test_texts_of_a_folder(self, hengce: Run, gold: Path, root: Path):
        done = hengce("evaluate", str(gold), "--texts", str(root / "corpus/texts"), "--format", "json")
        assert json.loads(done.out)["kinds"]["threshold"]["recall"] == 1.0
        one_line(hengce("evaluate", str(gold), "--texts", str(gold)))

    def test_a_reference_cannot_reach_outside(self, hengce: Run, gold: Path):
        fact = json.loads((gold / "fujian-2018.jsonl").read_text(encoding="utf-8"))
        (gold / "fujian-2018.jsonl").write_text(json.dumps({**fact, "doc": "../../etc/passwd"}), encoding="utf-8")
        one_line(hengce("evaluate", str(gold), "--texts", str(gold)), "../../etc/passwd")

    def test_no_gold(self, hengce: Run, tmp_path: Path):
        one_line(hengce("evaluate", str(tmp_path)), str(tmp_path))


def test_a_reader_that_goes_away(store_path: str):
    running = subprocess.Popen(
        [*COMMAND, "sparql", "SELECT * { ?s ?p ?o }", "--format", "csv", "--store", store_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    assert (running.wait(120), err) == (141, b"")


def test_control_c(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    running = subprocess.Popen([*COMMAND, "sparql", f"@{tmp_path / 'pipe'}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with (tmp_path / "pipe").open("wb"):  # opened by both: the command is running now, and waits for the query
        for _ in range(30):  # one that falls into a callback of the interpreter is lost, and people press the keys again
            running.send_signal(signal.SIGINT)
            try:
                out, err = running.communicate(timeout=2)
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            running.kill()
            pytest.fail("the command goes on")
    assert (running.returncode, out) == (130, b"")
    assert err.decode("utf-8") == "hengce: 已中断\n"


def test_an_internal_error_is_one_line(capsys: pytest.CaptureFixture[str]):
    class Broken(list[str]):
        def __iter__(self) -> Iterator[str]:
            raise ZeroDivisionError("a defect\nof two lines")

    assert main(Broken()) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "ZeroDivisionError: a defect of two lines" in err


@pytest.mark.parametrize(
    "environ",
    [{}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}],
    ids=["as it is", "no locale", "latin-1"],
)
def test_chinese_under_any_locale(environ: dict[str, str]):
    done = process("query", "--list", environ=environ)
    assert (done.status, done.err) == (0, "")
    assert "文件及其效力" in done.out
    one_line(process("query", "没有", environ=environ), "没有")
