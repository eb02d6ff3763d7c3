"""The command line: finds the command, reads the settings, and turns errors into one line and an exit status.

Exit status: 0 done; 1 a check found errors; 2 wrong use or unreadable input; 130 ended by Ctrl-C; 141 the reader of the output
went away (as of a program ended by SIGINT or SIGPIPE).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from ..ontology.errors import HengceError
from .console import EnglishParser, Parser, defect, note, speak_chinese
from .language import Language
from .settings import Settings

COMMANDS = (
    "build", "ingest", "extract", "serve", "mcp", "compare", "eligible", "check", "diff", "deadlines", "search", "ask", "chat", "functions",
    "query", "sparql", "export", "evaluate", "verify", "backup", "restore", "doctor",
)  # fmt: skip
"""The commands, in the order of the help; each is a module of ``commands`` with ``register`` and ``run``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after ``hengce``; by default those of the process.

    Returns:
        The exit status.
    """
    speak_chinese()
    language: Language = "zh"
    try:
        language = Settings.load({name: os.environ[name] for name in ("HENGCE_LANG",) if name in os.environ}).lang
        words = sys.argv[1:] if arguments is None else arguments
        # Of a command that is named only its own module is loaded.
        parsed = parser(language, words[:1] if words and words[0] in COMMANDS else COMMANDS).parse_args(words)
        return parsed.run(parsed)
    except HengceError as error:
        note("hengce: " + " ".join(error.message(language).split()))
        return error.exit_code
    except BrokenPipeError:
        # The reader (`head`, a pager) has gone. What is still buffered must not raise again when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        note("hengce: 已中断" if language == "zh" else "hengce: interrupted")
        return 130
    except Exception as error:  # noqa: BLE001  # the last resort: a user never sees a traceback
        note("hengce: " + defect(error, language))
        return 2


def parser(language: Language, names: Sequence[str] = COMMANDS) -> Parser:
    """The parser of some commands, by default of all, in a language."""
    spoken = EnglishParser if language == "en" else Parser
    about = (
        "衡策：把中国政策文本读成可查证、可比较的知识图谱",
        "Hengce: Chinese policy texts as a knowledge graph that can be checked and compared",
    )
    top = spoken(prog="hengce", description=about[language == "en"])
    shown = f"hengce {version('hengce')}"
    top.add_argument("--version", action="version", version=shown, help=top.say("显示版本后退出", "show the version and exit"))
    commands = top.add_subparsers(
        title=top.say("命令", "commands"), metavar=top.say("命令", "COMMAND"), dest="command", required=True, parser_class=spoken
    )
    for name in names:
        import_module(f".commands.{name}", __package__).register(commands, language == "zh")
    return top


if __name__ == "__main__":
    sys.exit(main())
