"""Our own rows of the comparison: every check on, and `--no-check`, with the templates of every clinic and with plain ones."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus import BUILD_DAY, ROOT, article_file, review_again, write_articles
from peers import Peer
from plain import write_plain

from clinicsite import __version__


def ours() -> list[Peer]:
    """The engine of this checkout, in the interpreter that runs this."""
    day = ("--clock", str(BUILD_DAY))
    rows = (
        ("clinicsite, every check on", write_articles, ()),
        ("clinicsite --no-check", write_articles, ("--no-check",)),
        ("clinicsite --no-check, plain templates", write_plain, ("--no-check",)),
    )
    return [
        Peer(
            name, __version__, (sys.executable, "build.py", *options, *day),
            (sys.executable, "build.py", "serve", "--port", "{port}", *options, *day), ("site", ".cache"), write, article_file,
            page="/articles/{topic}/{slug}/", environment={"PYTHONPATH": str(ROOT)}, ours=True, edit=edit,
        )
        for name, write, options in rows
    ]


def edit(file: Path, sentence: str) -> None:
    """A paragraph before the last, and the review that the gate asks for."""
    before, cited, after = file.read_text("utf-8").rpartition("The label of")
    file.write_text(f"{before}{sentence}\n\n{cited}{after}", "utf-8")
    review_again(file)
