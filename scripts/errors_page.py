"""Writes docs/errors.md from the catalogue of messages.

usage: python scripts/errors_page.py
"""

from pathlib import Path

from vifacts.errors import MESSAGES

HEAD = """# Errors

Made by `scripts/errors_page.py` from `pipeline/vifacts/errors.py`. VF1xx inputs, VF2xx crawling, VF3xx findings
in articles, VF4xx outlets and settings, VF5xx outputs, VF6xx evaluation.

| code | message |
|---|---|
"""


def main() -> None:
    rows = "".join(f"| {code} | {text.replace('|', '/')} |\n" for code, text in sorted(MESSAGES.items()))
    path = Path(__file__).parents[1] / "docs/errors.md"
    path.write_text(HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
