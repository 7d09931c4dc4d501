"""Records as a journalist would like to see them: tables on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vifacts.check.across import Disagreement
from vifacts.record import Figure, Record

_COMPARATORS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}


class Printer:
    """Prints headings and tables: with rich on a terminal, as plain lines with " | " between cells elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def heading(self, text: str) -> None:
        """A heading with an empty line before it."""
        self.console.print()
        self.console.print(Text(text, style="bold"))

    def line(self, text: str) -> None:
        """One line of text, as it is."""
        self.console.print(Text(text), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table; cells are text, never markup."""
        if not self.console.is_terminal:
            for row in rows:
                self.line("  " + " | ".join(row))
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in columns:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self.console.print(table)


def amount(figure: Figure) -> str:
    """A figure's value as a Vietnamese reader writes it, with comparator and unit ("> 1.200 đảng viên")."""
    text = _COMPARATORS[figure.comparator] + vietnamese(figure.value)
    if figure.value_max is not None:
        text += "-" + vietnamese(figure.value_max)
    if figure.of is not None:
        text += "/" + vietnamese(figure.of)
    unit = figure.unit or ""
    return text + ("" if unit.startswith("%") else " ") + unit if unit else text


def vietnamese(value: int | float) -> str:
    """A number with Vietnamese marks ("1.234.567", "2,5")."""
    whole = f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return whole.translate(str.maketrans(",.", ".,"))


def quotation(record: Record, span: tuple[int, int], width: int = 60) -> str:
    """The words around ``span``, about ``width`` characters of them, cut at spaces."""
    text = record.article.text
    sentence_start = max(text.rfind("\n", 0, span[0]) + 1, 0)
    room = max(10, width - (span[1] - span[0]))
    start = max(sentence_start, span[0] - room // 2)
    end = min(len(text), span[1] + room // 2)
    line_end = text.find("\n", span[1])
    if line_end != -1:
        end = min(end, line_end)
    if start > sentence_start:
        start = text.find(" ", start, span[0]) + 1 or start
    if end < len(text) and text[end - 1 : end + 1].isalnum():
        end = max(text.rfind(" ", span[1], end), span[1])
    return ("…" if start > sentence_start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def figures_by_organization(printer: Printer, records: Sequence[Record], most: int = 8, each: int = 4) -> None:
    """The organisations with the most figures, each with its surest figures: value, subject, time, words."""
    held: dict[str, list[tuple[Record, Figure]]] = defaultdict(list)
    for record in records:
        organizations = {e.id: e.name for e in record.entities if e.kind == "organization"}
        for figure in record.figures:
            if figure.holder in organizations:
                held[organizations[figure.holder]].append((record, figure))
    for name in sorted(held, key=lambda n: (-len(held[n]), n))[:most]:
        printer.line(f"{name} ({len(held[name])} figures)")
        surest = sorted(held[name], key=lambda rf: (rf[1].indicator is None, -rf[1].confidence))[:each]
        surest.sort(key=lambda rf: (rf[0].article.published or "", rf[1].span))
        printer.table(
            ("", "subject", "time", "words"),
            (
                (
                    amount(f),
                    (f.subject or "") + (" (plan)" if f.target else ""),
                    (f.time.value if f.time else None) or "-",
                    f"“{quotation(r, f.span)}”",
                )
                for r, f in surest
            ),
        )


def roles(printer: Printer, records: Sequence[Record], most: int = 15) -> None:
    """Who holds which role, each once, with the outlet and day that say so."""
    seen: dict[tuple[str, str], tuple[str, str, str]] = {}
    for record in records:
        names = {e.id: e.name for e in record.entities}
        for role in record.roles:
            held = ("formerly " if role.former else "") + role.text
            where = f"{record.article.outlet or ''} {(record.article.published or '')[:10]}".strip()
            seen.setdefault((names[role.person], role.text), (names[role.person], held, where))
    printer.table(("person", "role", "source"), list(seen.values())[:most])
    if len(seen) > most:
        printer.line(f"  … and {len(seen) - most} more")


def findings(printer: Printer, records: Sequence[Record]) -> int:
    """What does not add up within an article; the number of findings."""
    rows = []
    for record in records:
        by_id = {f.id: f for f in record.figures}
        for finding in record.findings:
            first = by_id.get(finding.figures[0]) if finding.figures else None
            words = f"“{quotation(record, first.span, 90)}”" if first else ""
            rows.append((finding.code, record.article.id, finding.message, words))
    printer.table(("code", "article", "what", "words"), rows)
    return len(rows)


def disagreements(printer: Printer, found: Sequence[Disagreement]) -> None:
    """Where articles contradict each other, with both quotations, outlets and days."""
    for item in found:
        # the plainest of the phrases that were used
        subject = min((s.figure.subject or item.subject for s in item.said), key=len)
        printer.line(f"{item.holder}: {subject}")
        printer.table(
            ("", "article", "day", "words"),
            (
                (
                    amount(s.figure),
                    s.record.article.id,
                    (s.record.article.published or "")[:10],
                    f"“{quotation(s.record, s.figure.span)}”",
                )
                for s in item.said
            ),
        )
