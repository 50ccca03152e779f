"""The words that a command line may hold, with what `--help` says of them."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from clinicsite import __version__
from clinicsite.read.papers import KINDS


def parser() -> argparse.ArgumentParser:
    """Reads the words of a command line."""
    words = argparse.ArgumentParser(prog="clinicsite", description="Builds a clinic's website and judges whether it is fit to publish.")
    words.add_argument("--version", action="version", version=f"clinicsite {__version__}")
    verbs = words.add_subparsers(dest="verb", metavar="VERB", required=True)
    building = _building()
    showing = argparse.ArgumentParser(add_help=False)
    showing.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="how to show what was found")
    showing.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")

    build = verbs.add_parser("build", parents=[building, showing], help="build the site (also without a verb)")
    build.add_argument("--why", action="store_true", help="say why each file was made anew")
    _unchecked(build)
    serve = verbs.add_parser("serve", parents=[building], help="show the site on this computer and follow every edit")
    serve.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (8000)")
    serve.add_argument("--open", action="store_true", help="open it in a browser")
    serve.add_argument("--poll", type=float, metavar="SECONDS", help="look for edits this often, for shared folders")
    serve.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    _unchecked(serve)
    check = verbs.add_parser("check", parents=[building, showing], help="read and judge everything, write nothing")
    check.add_argument("paths", nargs="*", metavar="PATH", help="texts, pages or folders to judge, instead of the site; - reads standard input")
    check.add_argument("--kind", choices=tuple(KINDS), help="what kind of page the texts are")
    check.add_argument("--report", type=Path, metavar="FILE", help="write a report of the texts with what was found, as one page of HTML")
    check.add_argument("--explain", metavar="CODE", help="explain a code, as in EFF-06, and judge nothing")
    check.add_argument(
        "--publish", action="store_true", dest="going_live", help="judge whether the site may go live: no samples, nothing left to replace"
    )
    check.add_argument("--fix", action="store_true", help="mend in the source what can safely be mended")
    new = verbs.add_parser("new", help="start a page from a template of its kind")
    new.add_argument("kind", choices=("article", "page", "person", "location", "treatment", "condition"))
    new.add_argument("title", help="the page's title, in quotes")
    new.add_argument("--topic", help="the topic of an article: a folder in content/articles/")
    _site_options(new)
    show = verbs.add_parser("list", help="list drafts, scheduled, expired pages and reviews that are due")
    show.add_argument("what", choices=("drafts", "scheduled", "expired", "due", "all", "reviews"), nargs="?", default="all")
    show.add_argument("--format", choices=("text", "json", "ics"), default="text", help="how to show them; ics for reviews")
    _site_options(show)
    review = verbs.add_parser("review", help="put on record that a clinician has read pages")
    review.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="pages, or folders of them")
    review.add_argument("--by", metavar="ID", help="who read them: the name of a file in content/people/")
    review.add_argument("--due", type=_day, metavar="DATE", help="when the next review is due; in 12 months if not given")
    review.add_argument("--changed", action="store_true", help="only pages whose review does not hold")
    review.add_argument("--minor", action="store_true", help="let the last review hold after a change of spelling")
    _site_options(review)
    translated = verbs.add_parser("translated", help="note that translations say what the English files say now")
    translated.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="translations, or folders of them")
    _site_options(translated)
    init = verbs.add_parser("init", help="make a folder with a new clinic's site")
    init.add_argument("folder", type=Path)
    lock = verbs.add_parser("lock", help="record DOI and title of each work, as you have verified them")
    lock.add_argument("--accept", action="append", default=[], metavar="DOI", help="let this title replace the one recorded; may be repeated")
    _site_options(lock)
    clean = verbs.add_parser("clean", help="remove what builds wrote")
    _site_options(clean)
    return words


def _building() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--drafts", action="store_true", help="let drafts in")
    parser.add_argument("--future", action="store_true", help="let pages in whose day has not come")
    parser.add_argument("--base-url", metavar="URL", help="where this build will live, instead of clinic.yaml's base_url")
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors, and what must not go live too")
    _site_options(parser)
    return parser


def _unchecked(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-check", action="store_false", dest="checked", default=None, help="check nothing: a copy for trial")


def _site_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="the folder to write, instead of site/")
    parser.add_argument("--clock", type=_day, metavar="DATE", help="build as if it were this day, as 2026-11-03")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-11-03") from None
