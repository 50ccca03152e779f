"""Requests that came in through the forms, kept in one SQLite file on this machine."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from clinicsite.model.form import Form
from clinicsite.model.frozen import frozen
from clinicsite.render.form_answers import Values, answers

FOLDER = ".requests"
PATIENCE = 2.0
"""Seconds to wait for somebody else's write."""

TABLE = """
create table if not exists requests (
    id integer primary key autoincrement,
    form text not null,
    received text not null,
    answers text not null,
    done integer not null default 0
)
"""


class NotKept(Exception):
    """The request could not be written down: the disk is full, or the file is locked or broken."""


@frozen(slots=True)
class Answer:
    """A field as it was asked and what was typed."""

    name: str
    label: str
    texts: tuple[str, ...]


@frozen(slots=True)
class Request:
    """A request as it was kept. `received` is in UTC."""

    id: int
    form: str
    received: datetime
    answers: tuple[Answer, ...]
    done: bool


class RequestStore:
    """The requests of one site, in .requests/requests.sqlite3 of its root, readable by its owner alone.

    Every method opens the file anew, so that any thread may call it. All raise NotKept when SQLite cannot.
    """

    def __init__(self, root: Path, patience: float = PATIENCE) -> None:
        self.path = root / FOLDER / "requests.sqlite3"
        self.patience = patience

    def keep(self, form_id: str, given: Sequence[Answer], received: datetime) -> int:
        """Write a request down for good and return its number."""
        text = json.dumps([[a.name, a.label, list(a.texts)] for a in given], ensure_ascii=False)
        moment = received.astimezone(timezone.utc).isoformat(timespec="seconds")
        with self._open() as db:
            row = db.execute("insert into requests (form, received, answers) values (?, ?, ?)", (form_id, moment, text))
            return int(row.lastrowid or 0)

    def all(self) -> tuple[Request, ...]:
        """All requests, newest first."""
        if not self.path.exists():
            return ()
        with self._open() as db:
            rows = db.execute("select id, form, received, answers, done from requests order by id desc").fetchall()
        return tuple(_request(*row) for row in rows)

    def mark(self, number: int, done: bool) -> None:
        """Say that a request has been dealt with, or that it has not."""
        with self._open() as db:
            db.execute("update requests set done = ? where id = ?", (int(done), number))

    def delete(self, number: int) -> None:
        """Delete a request and overwrite where it stood."""
        with self._open() as db:
            db.execute("delete from requests where id = ?", (number,))
        with self._open() as db:
            db.execute("pragma wal_checkpoint(truncate)")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = None
        try:
            self._make_file()
            db = sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)
            for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on"):
                db.execute(f"pragma {pragma}")
            db.execute(TABLE)
            yield db
        except (sqlite3.Error, OSError) as error:
            raise NotKept(str(error)) from error
        finally:
            if db is not None:
                db.close()

    def _make_file(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = self.path.with_name(".gitignore")
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        handle = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            os.fchmod(handle, 0o600)
        finally:
            os.close(handle)


def answered(form: Form, values: Values) -> tuple[Answer, ...]:
    """Every field of the form with what was typed into it, in the order of the form."""
    return tuple(Answer(field.name, field.label, answers(values, field.name)) for field in form.fields)


def _request(number: int, form_id: str, received: str, text: str, done: int) -> Request:
    given = tuple(Answer(name, label, tuple(texts)) for name, label, texts in json.loads(text))
    return Request(number, form_id, datetime.fromisoformat(received), given, bool(done))
