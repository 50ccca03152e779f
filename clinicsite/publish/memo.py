"""What earlier builds found out, in one SQLite file that may be deleted, damaged or out of date at any time."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from clinicsite.model.frozen import frozen
from clinicsite.model.output import Need

VERSION = "3"

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (kind TEXT, name TEXT, value TEXT NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE needs (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE outputs (path TEXT PRIMARY KEY, digest TEXT NOT NULL, needs TEXT NOT NULL, company TEXT NOT NULL, sum INTEGER NOT NULL)
WITHOUT ROWID;
"""

OUTPUTS_FROM = """
SELECT path, outputs.digest, needs, company, outputs.sum FROM outputs, needs
WHERE kind = ? AND name = ? AND instr(replace(replace(needs, '[', ','), ']', ','), ',' || id || ',')
"""
"""The outputs that were made from what goes by a kind and a name."""


@frozen(slots=True)
class StoredOutput:
    """A file of the site as it was last made: its SHA-256, what it was made from, and the articles looked at on the way."""

    digest: str
    needs: tuple[Need, ...]
    company: str = ""


class _OneByOne(Mapping[str, str]):
    """The texts of a kind, each read when it is asked for."""

    def __init__(self, memo: Memo, kind: str) -> None:
        self.memo, self.kind = memo, kind

    def __getitem__(self, name: str) -> str:
        text = self.memo.text(self.kind, name)
        if text is None:
            raise KeyError(name)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self.memo.all_texts(self.kind))

    def __len__(self) -> int:
        return len(self.memo.all_texts(self.kind))


class Memo:
    """Texts and needs that spare a build work. Used in a `with`; what is kept is written when it ends without an error.

    A file that is missing, damaged, foreign, from another version or made with another `engine_key` is an empty memo,
    and is replaced. Where nothing can be written, nothing is kept. No method raises for any of that.
    """

    def __init__(self, path: Path, engine_key: str) -> None:
        self.path = path
        self.about = {"version": VERSION, "engine": engine_key}
        self.base = _connect(path, self.about)
        self.stored: dict[str, StoredOutput] | None = None
        self.ids: dict[Need, int] = {}
        self.kept: dict[tuple[str, str], str] = {}
        self.used: set[tuple[str, str]] = set()
        self.whole: dict[str, dict[str, str]] = {}
        self.only: dict[str, frozenset[str]] = {}
        self.made: dict[str, StoredOutput] = {}
        self.removed: set[str] = set()
        self.forgetting = False
        self.few = False
        """Whether few texts will be asked for, so that it does not pay to read all of a kind at once."""
        self.shared: sqlite3.Connection | None = None
        self.told: set[tuple[str, str]] = set()

    @classmethod
    def open(cls, path: Path, engine_key: str) -> Memo:
        """`engine_key` stands for everything that the kept texts depend on besides their own key."""
        return cls(path, engine_key)

    def __enter__(self) -> Memo:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self._save()
        self._close()

    def prose(self, key: str) -> str | None:
        """The text kept under this key, which then counts as used."""
        self.used.add(("prose", key))
        return self._text("prose", key)

    def keep_prose(self, key: str, json_text: str) -> None:
        self.used.add(("prose", key))
        self.kept["prose", key] = json_text

    def finding(self, key: str) -> str | None:
        """What a check found, kept under this key, which then counts as used. A build asks for all of them, so they are
        read at once."""
        self.used.add(("finding", key))
        if ("finding", key) in self.kept:
            return self.kept["finding", key]
        return self.texts("finding").get(key)

    def keep_finding(self, key: str, text: str) -> None:
        self.used.add(("finding", key))
        self.kept["finding", key] = text

    def use_findings(self, keys: Iterable[str]) -> None:
        """Counts keys as used without reading them."""
        self.used.update(("finding", key) for key in keys)

    def forget_unused(self) -> None:
        """Drops, at the end, every prose and finding that this run neither asked for nor kept."""
        self.forgetting = True

    def apart(self) -> None:
        """In a fork: a connection of its own, because one of SQLite's is not to be shared, and no more news."""
        self.shared, self.base = self.base, _attach(self.path) if self.base is not None else None
        self.told = set(self.kept)
        self.used = set()

    def news(self) -> tuple[dict[tuple[str, str], str], set[tuple[str, str]]]:
        """The texts that were kept, and the keys that were used, since `apart`."""
        return {key: text for key, text in self.kept.items() if key not in self.told}, self.used

    def hear(self, news: tuple[dict[tuple[str, str], str], set[tuple[str, str]]]) -> None:
        """Keeps and counts as used what a fork did."""
        kept, used = news
        self.kept.update(kept)
        self.used |= used

    def facts(self, key: str) -> str | None:
        return self._text("facts", key)

    def keep_facts(self, key: str, text: str) -> None:
        if self.facts(key) != text:
            self.kept["facts", key] = text

    def text(self, kind: str, name: str) -> str | None:
        """One text of a kind of which few are asked for."""
        return self._text(kind, name)

    def texts(self, kind: str) -> Mapping[str, str]:
        """All texts of a kind by name, as they stood when the run began: read at once, as a build asks for nearly all."""
        return _OneByOne(self, kind) if self.few else self.all_texts(kind)

    def all_texts(self, kind: str) -> Mapping[str, str]:
        if kind not in self.whole:
            self.whole[kind] = self._read_texts(kind)
        return self.whole[kind]

    def says(self, kind: str, words: str) -> list[str]:
        """The names of the texts of a kind in which these words stand, as they stood when the run began."""
        if self.base is None:
            return []
        with suppress(sqlite3.Error, UnicodeError):
            asked = "SELECT name FROM texts WHERE kind = ? AND instr(value, ?) ORDER BY name"
            return [name for (name,) in self.base.execute(asked, (kind, words))]
        return []

    def keep_text(self, kind: str, name: str, text: str) -> None:
        """Adds or replaces a text."""
        self.kept[kind, name] = text

    def keep_only(self, kind: str, names: Iterable[str]) -> None:
        """Drops, at the end, the texts of a kind that go by other names."""
        self.only[kind] = frozenset(names)

    def outputs(self) -> dict[str, StoredOutput]:
        """Every output by path, as it stood when the run began."""
        if self.stored is None:
            self.stored = self._read_outputs()
        return dict(self.stored)

    def outputs_from(self, needs: Iterable[tuple[str, str]]) -> dict[str, StoredOutput]:
        """The outputs by path that were made from one of these, given by kind and name. Of the others nothing is known from
        then on, and nothing may become of them, until `as_it_was`."""
        if self.base is None:
            return {}
        try:
            rows = {row for kind, name in needs for row in self.base.execute(OUTPUTS_FROM, (kind, name))}
            asked = {number for row in rows for number in json.loads(row[2])}
            self.stored = self._outputs_of(sorted(rows), [
                found for number in sorted(asked)
                for found in self.base.execute("SELECT id, kind, name, digest, sum FROM needs WHERE id = ?", (number,))
            ])  # fmt: skip
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            self._distrust()
        return dict(self.stored or {})

    def as_it_was(self) -> None:
        """Forgets what became of outputs, and reads all when they are asked for."""
        self.stored, self.ids, self.made, self.few = None, {}, {}, False

    def keep_outputs(self, outputs: Mapping[str, StoredOutput], removed: Iterable[str] = ()) -> None:
        """Adds or replaces these outputs and drops the `removed`."""
        self.made.update(outputs)
        self.removed.update(removed)

    def _text(self, kind: str, name: str) -> str | None:
        if (kind, name) in self.kept:
            return self.kept[kind, name]
        if self.base is None:
            return None
        with suppress(sqlite3.Error, TypeError, UnicodeError):
            row = self.base.execute("SELECT value, sum FROM texts WHERE kind = ? AND name = ?", (kind, name)).fetchone()
            if row is None:
                return None
            if row[1] == _sum(kind, name, row[0]):
                return row[0]
        self._distrust()
        return None

    def _read_texts(self, kind: str) -> dict[str, str]:
        if self.base is None:
            return {}
        try:
            rows = self.base.execute("SELECT name, value, sum FROM texts WHERE kind = ?", (kind,)).fetchall()
            if all(check == _sum(kind, name, text) for name, text, check in rows):
                return {name: text for name, text, _ in rows}
        except (sqlite3.Error, TypeError, UnicodeError):
            pass
        self._distrust()
        return {}

    def _read_outputs(self) -> dict[str, StoredOutput]:
        if self.base is None:
            return {}
        try:
            return self._outputs_of(
                self.base.execute("SELECT path, digest, needs, company, sum FROM outputs"),
                self.base.execute("SELECT id, kind, name, digest, sum FROM needs"),
            )
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            self._distrust()
            return {}

    def _outputs_of(self, rows: Iterable[Any], of_needs: Iterable[Any]) -> dict[str, StoredOutput]:
        """Outputs from their rows and those of their needs. Raises ValueError, KeyError or TypeError for a damaged one."""
        needs: dict[int, Need] = {}
        for number, kind, name, digest, check in of_needs:
            needs[number] = Need(kind, name, digest)
            if check != _sum(str(number), kind, name, digest):
                raise ValueError(number)
        found: dict[str, StoredOutput] = {}
        for path, digest, numbers, company, check in rows:
            found[path] = StoredOutput(digest, tuple(needs[n] for n in json.loads(numbers)), company)
            if check != _sum(path, digest, numbers, company):
                raise ValueError(path)
        self.ids = {need: number for number, need in needs.items()}
        return found

    def _distrust(self) -> None:
        """A damaged row says that no other row can be believed: starts again with an empty file."""
        self._close()
        self.stored, self.ids, self.whole = {}, {}, {}
        self.base = _create(self.path, self.about)

    def _save(self) -> None:
        if not (self.kept or self.forgetting or self.made or self.removed or self.only):
            return
        if self.made or self.removed:
            self.outputs()
        if (base := self.base) is None:
            return
        with suppress(sqlite3.Error, UnicodeError), base:
            self._write_texts(base)
            if self.made or self.removed:
                self._write_outputs(base)

    def _write_texts(self, base: sqlite3.Connection) -> None:
        base.executemany(
            "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)",
            [(kind, name, text, _sum(kind, name, text)) for (kind, name), text in sorted(self.kept.items())],
        )
        for kind, names in self.only.items():
            base.executemany(
                "DELETE FROM texts WHERE kind = ? AND name = ?", [(kind, name) for name in self.all_texts(kind) if name not in names]
            )
        if self.forgetting:
            there = set(base.execute("SELECT kind, name FROM texts WHERE kind IN ('prose', 'finding')"))
            base.executemany("DELETE FROM texts WHERE kind = ? AND name = ?", sorted(there - self.used))

    def _write_outputs(self, base: sqlite3.Connection) -> None:
        before = self.outputs()
        gone = self.removed - self.made.keys()
        after = {path: output for path, output in {**before, **self.made}.items() if path not in gone}
        changed = {path: output for path, output in sorted(after.items()) if before.get(path) is not output}
        number = base.execute("SELECT COALESCE(MAX(id), 0) FROM needs").fetchone()[0]
        for need in sorted({need for output in changed.values() for need in output.needs}.difference(self.ids)):
            number += 1
            self.ids[need] = number
            base.execute("INSERT INTO needs VALUES (?, ?, ?, ?, ?)",
                         (number, need.kind, need.name, need.digest, _sum(str(number), need.kind, need.name, need.digest)))
        for path, output in changed.items():
            if before.get(path) != output:
                numbers = json.dumps([self.ids[need] for need in output.needs], separators=(",", ":"))
                base.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)",
                             (path, output.digest, numbers, output.company, _sum(path, output.digest, numbers, output.company)))
        base.executemany("DELETE FROM outputs WHERE path = ?", [(path,) for path in sorted(before.keys() - after.keys())])
        # Outputs that were read share their needs, so most of these are told apart by what they are, not by what they say.
        live = {id(need): need for output in after.values() for need in output.needs}
        named = set(live.values())
        base.executemany("DELETE FROM needs WHERE id = ?", [(n,) for need, n in self.ids.items() if need not in named])

    def _close(self) -> None:
        if self.base is not None:
            self.base.close()
            self.base = None


def _connect(path: Path, about: Mapping[str, str]) -> sqlite3.Connection | None:
    """The file if it can be used, else a new one in its place, else None."""
    if path.is_file():
        base = _attach(path)
        if base is not None:
            with suppress(sqlite3.Error, UnicodeError):
                if dict(base.execute("SELECT name, value FROM about")) == about:
                    return base
            base.close()
    return _create(path, about)


def _create(path: Path, about: Mapping[str, str]) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    except OSError:
        return None
    base = _attach(path)
    if base is None:
        return None
    try:
        with base:
            for statement in SCHEMA.strip().split(";\n"):
                base.execute(statement)
            base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
    except sqlite3.Error:
        base.close()
        return None
    return base


def _attach(path: Path) -> sqlite3.Connection | None:
    try:
        return sqlite3.connect(path, timeout=1.0, check_same_thread=False)
    except sqlite3.Error:
        return None


def _sum(*parts: str) -> int:
    return zlib.crc32("\0".join(parts).encode())
