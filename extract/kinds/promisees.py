"""Who a promise is for in the end (受益对象的确定): whom the sentence names, else what its heading or the whole document is about."""

from __future__ import annotations

from collections.abc import Sequence

from ..beneficiaries import Beneficiaries
from ..certainty import Reason
from ..discover import is_set_of_rules
from ..honours import Target
from ..reading import Clause, Reading
from ..recipients import topic


def promisees(clause: Clause, who: Beneficiaries, *, paid: bool, in_money: bool) -> tuple[Sequence[Target], list[Reason]]:
    """Label and level of each that a promise is for, and the reasons to doubt it.

    Where the sentence does not say, it is the type that the heading names; in a set of rules, what the rules are about.

    Args:
        clause: the sentence.
        who: whom its words name.
        paid: whether it promises a sum.
        in_money: whether it promises money, with or without a sum.
    """
    reading, doubts = clause.reading, [] if paid else [Reason.NO_SUM]
    if who.known:
        if not who.targets:
            if in_money and (headed := topic(clause)):
                return headed, [*doubts, Reason.HEADING]
            return ((None, None),), [*doubts, Reason.NOBODY]
        return who.targets, [*doubts, Reason.CARRIED] if who.start is None else doubts
    if governing := clause.governing_types():
        return [(label, None) for label in governing], [*doubts, Reason.HEADING]
    if in_money and (headed := topic(clause)):
        return headed, [*doubts, Reason.HEADING]
    main = reading.main_subject if _treats_of_one(reading) else None
    return ((main, None),), [*doubts, Reason.ASSUMED if main else Reason.NOBODY]


def _treats_of_one(reading: Reading) -> bool:
    """Whether the document is a set of rules about its main subject alone: a statute has many, others are about what their title names."""
    title, main = reading.profile.title or "", reading.main_subject or ""
    # A type of the scheme that is only named often (高新技术企业) is one of those it is for.
    own = main in reading.types.discovered.values() or (reading.types.canonical(main) is None and main[:2] in title)
    return (own or bool(reading.types.find(title))) and "条例" not in title and is_set_of_rules(reading)
