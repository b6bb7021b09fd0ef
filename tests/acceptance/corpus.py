#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""State files as nobody should find them, each with what is to be expected of the program that does.

  corpus.py FOLDER      writes those that fit into a fuzzer's hands into FOLDER, one file each

What a case comes to:

  fine      nothing is wrong: its sessions are shown, and not a word is said
  empty     nothing to show, nothing to complain about
  partly    what can be understood is shown, one warning is said, and the next write keeps the whole file aside
  corrupt   nothing can be understood; else as partly
  refused   no file that anything may be written over: one sentence, and it stays as it is

Where the text is JSON by its grammar, each session stands or falls alone, wherever it stands. Where it is not, what
stands complete before the offence is understood, and what comes behind it may be.
"""

import gzip
import hashlib
import json
import os
import socket
import sys
import uuid
from datetime import datetime, timedelta, timezone

STATE_FILE = ".asset-generator-state.json"
SIZE_CAP = 16 << 20
ENTRY_CAP = 64 << 10
MOST_SESSIONS = 4_000
KEPT_OF_TOO_MANY = 3_000
SEED_CAP = 16 << 10  # larger ones teach a fuzzer nothing that smaller ones do not
OUTCOMES = ("fine", "empty", "partly", "corrupt", "refused")

STRANGER = 65533  # an account that is neither root nor whoever runs the test
OWNER = {"host": "elsewhere", "user": "ada", "boot": "11111111-2222-4333-8444-555555555555", "ns": 4026531836,
         "pid": 4711, "started": 8812345}


class Case:
    """`parts` make the bytes, one after the other: bytes, (bytes, how often), or a function that yields bytes. A case
    that is no plain file has `place` instead, which puts it where it is told. `shown` are the sessions that must be
    seen, `perhaps` those that may be."""

    def __init__(self, name, outcomes, parts=(), shown=(), perhaps=(), place=None, needs=""):
        self.name, self.outcomes = name, tuple(outcomes.split())
        self.parts, self.place, self.needs = parts, place, needs
        self.shown, self.perhaps = tuple(shown), tuple(perhaps)
        assert set(self.outcomes) <= set(OUTCOMES), name

    def __repr__(self):
        return self.name

    def chunks(self):
        """Piece by piece: some files are larger than the memory that their reader may use."""
        block = 1 << 20
        for part in self.parts:
            if isinstance(part, bytes):
                yield part
            elif callable(part):
                yield from part()
            else:
                piece, times = part
                at_once = max(1, block // len(piece))
                for left in range(times, 0, -at_once):
                    yield piece * min(left, at_once)

    def size(self):
        return sum(len(part) if isinstance(part, bytes) else len(part[0]) * part[1]
                   for part in self.parts if not callable(part))

    def is_big(self):
        return self.size() > 1 << 20 or any(callable(part) for part in self.parts)

    def put(self, folder):
        """Lays the state file into a folder."""
        path = f"{folder}/{STATE_FILE}"
        if self.place:
            self.place(path)
            return
        with open(path, "wb") as file:
            for chunk in self.chunks():
                file.write(chunk)


def wire_time(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Maker:
    """Makes the sessions of one case. Their ids come from its name, so that no two cases share one."""

    def __init__(self, name, now):
        self.name, self.now = name, now

    def id(self, number=1):
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.name}/{number}"))

    def ids(self, *numbers):
        return [self.id(number) for number in numbers]

    def session(self, ident, **keys):
        return {"id": ident, "status": "generating", "progress": 0.45, "start_time": self.now, "updated_at": self.now,
                "stage": "sampling", "images": 4, "images_done": 1, "label": f"{self.name}/{ident[:8]}",
                "server": "http://localhost:7801", "owner": OWNER} | keys

    def entry(self, number=1, **keys):
        """One session as it stands in the file, with its key."""
        return self.named(self.id(number), **keys)

    def named(self, ident, **keys):
        return text(ident) + ":" + text(self.session(ident, **keys))

    def file(self, *entries, behind=""):
        """A whole file around entries."""
        return f'{{"sessions":{{{",".join(entries)}}},"updated_at":"{self.now}"{behind}}}\n'.encode()

    def named_file(self, odd):
        """A whole file of sessions by their ids, each with what is odd about it."""
        return self.file(*(self.named(ident, **keys) for ident, keys in odd.items()))

    def around(self, *entries):
        """The same in two halves, for what is too large to be put together here."""
        head = '{"sessions":{' + "".join(entry + "," for entry in entries)
        return head.encode(), f'}},"updated_at":"{self.now}"}}\n'.encode()


def text(value):
    return json.dumps(value, separators=(",", ":"))


class Corpus:
    def __init__(self, now):
        self.now, self.cases = now, []

    def add(self, name, outcomes, *parts, **keywords):
        assert all(case.name != name for case in self.cases), name
        self.cases.append(Case(name, outcomes, parts, **keywords))

    def pair(self, name, outcomes, between, certain=(1, 2), perhaps=()):
        """Two good sessions with something between them."""
        m = Maker(name, self.now)
        self.add(name, outcomes, m.file(m.entry(1), between, m.entry(2)), shown=m.ids(*certain),
                 perhaps=[*perhaps, *({*m.ids(1, 2)} - {*m.ids(*certain)})])

    def maker(self, name):
        return Maker(name, self.now)


def cases(now=None):
    """All of them. `now` is when the sessions in them gave their last sign of life."""
    corpus = Corpus(wire_time(now or datetime.now(timezone.utc)))
    for add in (good_ones, nothing_at_all, not_json, cut_off, encodings, nulls, wrong_types, odd_values, odd_times,
                odd_texts, same_keys, nested, numbers, large_ones, no_plain_files, others_files):
        add(corpus)
    return corpus.cases


def good_ones(corpus):
    """What looks odd and is not."""
    m = corpus.maker("whole")
    whole = m.file(m.entry(1), m.entry(2))
    corpus.add("whole", "fine", whole, shown=m.ids(1, 2))
    m = corpus.maker("crlf")
    indented = json.dumps(json.loads(m.file(m.entry(1))), indent=2)
    corpus.add("crlf", "fine", indented.replace("\n", "\r\n").encode(), shown=m.ids(1))
    m = corpus.maker("tabs")
    indented = json.dumps(json.loads(m.file(m.entry(1))), indent="\t\t")
    corpus.add("tabs", "fine", indented.encode(), shown=m.ids(1))
    m = corpus.maker("blanks-around")
    corpus.add("blanks-around", "fine", b" \r\n\t" * 50, m.file(m.entry(1)), b"\n\n \t" * 50, shown=m.ids(1))
    m = corpus.maker("keys-of-tomorrow")
    corpus.add("keys-of-tomorrow", "fine",
               m.file(m.entry(1, mood={"deep": [1, None, {"er": True}]}), behind=',"version":9007199254740993'),
               shown=m.ids(1))
    m = corpus.maker("of-the-predecessor")
    credential = hashlib.sha1(b"of-the-predecessor").hexdigest()
    entry = {"id": credential, "status": "generating", "progress": 0.4, "start_time": corpus.now,
             "updated_at": corpus.now}
    corpus.add("of-the-predecessor", "fine", m.file(text(credential) + ":" + text(entry)), shown=[credential])


def nothing_at_all(corpus):
    corpus.add("absent", "empty", place=lambda path: None)
    corpus.add("no-bytes", "empty", b"")
    corpus.add("empty-object", "empty", b"{}")
    corpus.add("no-sessions", "empty", f'{{"sessions":{{}},"updated_at":"{corpus.now}"}}\n'.encode())
    m = corpus.maker("long-silent")
    old = {"start_time": "1970-01-02T00:00:00Z", "updated_at": "1970-01-02T00:00:00Z"}
    corpus.add("long-silent", "empty", m.file(m.entry(1, **old)))


def not_json(corpus):
    for name, content in (
            ("blank", b" "), ("only-line-ends", b"\n\n\n"), ("nul-bytes", b"\0" * 4096), ("one-nul-byte", b"\0"),
            ("html", b"<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>\n"),
            ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0\xd3\x10?1" + bytes(range(256))),
            ("yaml", b"sessions:\n  hero:\n    status: generating\n"),
            ("list", b"[]"), ("list-of-sessions", b'[{"id":"hero","status":"generating"}]'),
            ("string", b'"generating"'), ("number", b"0.45"), ("true", b"true"), ("null", b"null"),
            ("open-brace", b"{"), ("closing-brace", b"}"), ("comma", b","), ("open-string", b'"'),
            ("all-bytes", bytes(range(256)) * 16)):
        corpus.add(name, "corrupt", content)
    m = corpus.maker("comment-first")
    corpus.add("comment-first", "corrupt", b"// sessions\n", m.file(m.entry(1)), perhaps=m.ids(1))
    corpus.pair("comment-between", "partly", '/* and */ "x":{}', certain=[1], perhaps=["x"])
    m = corpus.maker("trailing-comma")
    corpus.add("trailing-comma", "partly", m.file(m.entry(1), m.entry(2), ""), shown=m.ids(1, 2))
    m = corpus.maker("single-quotes")
    corpus.add("single-quotes", "corrupt", m.file(m.entry(1)).replace(b'"', b"'"))
    m = corpus.maker("missing-colon")
    corpus.add("missing-colon", "partly", m.file(m.entry(1), '"x" {}', m.entry(2)), shown=m.ids(1),
               perhaps=[*m.ids(2), "x"])
    m = corpus.maker("two-documents")
    corpus.add("two-documents", "partly", m.file(m.entry(1)), m.file(m.entry(2)), shown=m.ids(1), perhaps=m.ids(2))
    m = corpus.maker("whole-then-text")
    corpus.add("whole-then-text", "partly", m.file(m.entry(1)), b"<<<<<<< ours\n", shown=m.ids(1))
    m = corpus.maker("conflict-marks")
    corpus.add("conflict-marks", "corrupt", b"<<<<<<< ours\n", m.file(m.entry(1)), b"=======\n", m.file(m.entry(2)),
               b">>>>>>> theirs\n", perhaps=m.ids(1, 2))
    m = corpus.maker("a-line-each")
    lines = "\n".join(text(m.session(ident)) for ident in m.ids(1, 2))
    corpus.add("a-line-each", "corrupt", lines.encode(), perhaps=m.ids(1, 2))
    m = corpus.maker("shorter-over-longer")  # a save in place of a file that was longer before
    longer = m.file(m.entry(1), m.entry(2))
    shorter = m.file(m.entry(1))
    corpus.add("shorter-over-longer", "partly", shorter + longer[len(shorter):], shown=m.ids(1), perhaps=m.ids(2))
    # gzip's first bytes: somebody's archive under our name
    corpus.add("gzip", "refused", gzip.compress(b'{"sessions":{}}', mtime=0))


def cut_off(corpus):
    m = corpus.maker("cut-in-first")
    whole = m.file(m.entry(1), m.entry(2))
    corpus.add("cut-in-first", "corrupt", whole[:200])
    m = corpus.maker("cut-in-second")
    whole = m.file(m.entry(1), m.entry(2))
    corpus.add("cut-in-second", "partly", whole[:whole.index(b'"sampling"', 600)], shown=m.ids(1))
    m = corpus.maker("cut-before-last-brace")
    corpus.add("cut-before-last-brace", "partly", m.file(m.entry(1), m.entry(2))[:-2], shown=m.ids(1, 2))
    m = corpus.maker("cut-line-end")
    corpus.add("cut-line-end", "fine", m.file(m.entry(1))[:-1], shown=m.ids(1))
    m = corpus.maker("nul-behind")  # as a file system leaves it that lost its power
    corpus.add("nul-behind", "partly", m.file(m.entry(1)), (b"\0", 2048), shown=m.ids(1))
    m = corpus.maker("nul-for-the-end")
    whole = m.file(m.entry(1), m.entry(2))
    corpus.add("nul-for-the-end", "partly", whole[:-300], (b"\0", 300), shown=m.ids(1))
    corpus.pair("nul-between", "partly", '\0"x":{}', certain=[1], perhaps=["x"])


def encodings(corpus):
    for name, before, coding in (("utf-16-le", b"\xff\xfe", "utf-16-le"), ("utf-16-be", b"\xfe\xff", "utf-16-be"),
                                 ("utf-16-without-mark", b"", "utf-16-le"), ("utf-32", b"\xff\xfe\0\0", "utf-32-le")):
        m = corpus.maker(name)
        corpus.add(name, "corrupt", before, m.file(m.entry(1)).decode().encode(coding))
    m = corpus.maker("byte-order-mark")
    corpus.add("byte-order-mark", "fine", b"\xef\xbb\xbf", m.file(m.entry(1)), shown=m.ids(1))
    corpus.add("only-a-byte-order-mark", "empty corrupt", b"\xef\xbb\xbf")
    m = corpus.maker("a-mark-in-an-id")  # an id is what it is, to its first character
    corpus.add("a-mark-in-an-id", "fine", m.file(m.named("\ufeffhero"), m.entry(1)), shown=["\ufeffhero", m.id(1)])
    m = corpus.maker("latin-1")
    whole = m.file(m.entry(1), m.entry(2, label="h\u00e9ro"))
    corpus.add("latin-1", "partly", whole.replace(rb"\u00e9", b"\xe9"), shown=m.ids(1), perhaps=m.ids(2))
    m = corpus.maker("overlong-utf-8")
    whole = m.file(m.entry(1), m.entry(2, label="@"))
    corpus.add("overlong-utf-8", "partly", whole.replace(b"@", b"\xc0\x80\xed\xa0\x80\xf5"), shown=m.ids(1),
               perhaps=m.ids(2))
    corpus.pair("lone-surrogates", "fine partly", r'"odd":{"label":"\ud800 \udc00\udc00 \ud800"}', perhaps=["odd"])


KEYS = ("id", "status", "progress", "start_time", "updated_at", "stage", "images", "images_done", "label", "server",
        "owner", "cancel_requested", "cancel_by")


def each_key(corpus, name, value, keys=KEYS):
    """One session for each key that is not as it should be: it counts as absent, and the session is shown."""
    m = corpus.maker(name)
    entries = {f"{name[:8]}-{key}": {key: value} for key in keys}
    corpus.add(name, "fine", m.named_file(entries), shown=entries)


def nulls(corpus):
    corpus.add("sessions-null", "empty", b'{"sessions":null}')  # so the predecessor's language writes an empty map
    corpus.add("only-session-null", "corrupt", b'{"sessions":{"x":null}}')
    corpus.pair("one-session-null", "partly", '"x":null')
    corpus.pair("empty-session", "fine", '"x":{}', perhaps=["x"])
    each_key(corpus, "each-key-null", None)
    m = corpus.maker("all-keys-null")
    corpus.add("all-keys-null", "fine", m.file(text("nulls") + ":" + text(dict.fromkeys(KEYS))), shown=["nulls"])
    m = corpus.maker("null-in-owner")
    owners = [m.named(f"owner-{key}", owner=OWNER | {key: None}) for key in OWNER]
    corpus.add("null-in-owner", "fine", m.file(*owners), shown=[f"owner-{key}" for key in OWNER])


def wrong_types(corpus):
    for name, value in (("list", "[]"), ("list-of-sessions", '[{"id":"x"}]'), ("string", '"x"'), ("number", "7"),
                        ("true", "true")):
        corpus.add(f"sessions-a-{name}", "corrupt", f'{{"sessions":{value}}}'.encode())
    for name, value in (("list", "[]"), ("string", '"x"'), ("number", "-1"), ("false", "false")):
        corpus.pair(f"session-a-{name}", "partly", f'"x":{value}')
    corpus.add("no-session-right", "corrupt", b'{"sessions":{"a":1,"b":[],"c":"x","d":null,"e":false}}')
    for name, value in (("list", [1]), ("object", {"x": 1}), ("number", 7), ("string", "x"), ("true", True)):
        each_key(corpus, f"{name}-for-each-key", value)
        m = corpus.maker(f"{name}-in-owner")
        odd = {f"own-{name}-{key}": {"owner": OWNER | {key: value}} for key in OWNER}
        corpus.add(f"{name}-in-owner", "fine", m.named_file(odd), shown=odd)
    m = corpus.maker("root-keys-odd")
    corpus.add("root-keys-odd", "fine", f'{{"updated_at":[],"":null,"sessions":{{{m.entry(1)}}},"owner":7}}'.encode(),
               shown=m.ids(1))


def odd_values(corpus):
    m = corpus.maker("unknown-words")
    words = {"unknown-status": {"status": "dreaming"}, "unknown-stage": {"stage": "dreaming"},
             "no-words": {"status": "", "stage": "", "label": "", "server": "", "cancel_by": ""},
             "big-words": {"status": "GENERATING", "stage": "Sampling"}}
    corpus.add("unknown-words", "fine", m.named_file(words), shown=words)
    m = corpus.maker("empty-texts")
    odd = {"no-owner-names": {"owner": OWNER | {"host": "", "user": "", "boot": ""}},
           "no-times": {"start_time": "", "updated_at": ""}, "no-id": {"id": ""}}
    corpus.add("empty-texts", "fine", m.named_file(odd), shown=odd)
    m = corpus.maker("other-id-inside")
    corpus.add("other-id-inside", "fine", m.file(m.entry(1, id=m.id(2))), shown=m.ids(1))
    corpus.pair("empty-id", "fine partly", text("") + ":{}", perhaps=[""])


def odd_times(corpus):
    m = corpus.maker("odd-times")
    times = ("yesterday", "0000-00-00T00:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
             "99999-01-01T00:00:00Z", "-2026-01-01T00:00:00Z", "2026-02-30T12:00:00Z", "2026-13-01T00:00:00Z",
             "9999-12-31T23:59:59Z", "2999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-10-10", "14:30:00",
             corpus.now[:-1], corpus.now[:-1] + "+99:99", corpus.now[:-1] + "." + "9" * 400 + "Z", corpus.now.lower(),
             corpus.now.replace("T", " "), " " + corpus.now + " ", corpus.now + "Z", "2" * 1000,
             "\u0662\u0660\u0662\u0666")
    old = {corpus.now[:-1] + "+99:99", "2026-10-10"}  # where they are understood at all they may be long past
    entries = {f"time-{number:02}": time for number, time in enumerate(times)}
    corpus.add("odd-times", "fine",
               m.file(*(m.named(ident, start_time=time, updated_at=time) for ident, time in entries.items())),
               shown=[ident for ident, time in entries.items() if time not in old],
               perhaps=[ident for ident, time in entries.items() if time in old])
    m = corpus.maker("other-zone")
    zone = timezone(timedelta(hours=-9, minutes=-30))
    away = datetime.fromisoformat(corpus.now.replace("Z", "+00:00")).astimezone(zone).isoformat()
    corpus.add("other-zone", "fine", m.file(m.entry(1, start_time=away, updated_at=away)), shown=m.ids(1))


STEERING = ("\x1b[2J\x1b]0;pwned\x07 \x9b31m \x00\x08\x7f\r\n \u202egnp.exe\u202c \u2066x\u2069 "
            "\u2028 \u2029 \u200f \ufeff")


def odd_texts(corpus):
    m = corpus.maker("steering-texts")
    odd = {"odd-label": {"label": STEERING}, "odd-server": {"server": "http://" + STEERING},
           "odd-owner": {"owner": OWNER | {"host": STEERING, "user": STEERING, "boot": STEERING}},
           "odd-status": {"status": STEERING, "stage": STEERING, "cancel_requested": True, "cancel_by": STEERING}}
    corpus.add("steering-texts", "fine", m.named_file(odd), shown=odd)
    m = corpus.maker("steering-ids")
    corpus.add("steering-ids", "partly", m.file(m.named(STEERING), m.entry(1)), shown=m.ids(1))
    m = corpus.maker("steering-id-of-no-session")
    corpus.add("steering-id-of-no-session", "partly", m.file(text("\x1b[31m\u202e\x9b") + ":7", m.entry(1)),
               shown=m.ids(1))
    m = corpus.maker("steering-keys")
    corpus.add("steering-keys", "fine", m.file(m.entry(1, **{STEERING: STEERING})), shown=m.ids(1))
    m = corpus.maker("raw-control-bytes")
    whole = m.file(m.entry(1), m.entry(2, label="@"))
    corpus.add("raw-control-bytes", "fine partly", whole.replace(b'"@"', b'"\x1b[31m\t\x01\n"'), shown=m.ids(1),
               perhaps=m.ids(2))
    m = corpus.maker("raw-c1-bytes")
    whole = m.file(m.entry(1, label="@"))
    corpus.add("raw-c1-bytes", "fine", whole.replace(b'"@"', "\"\u009b31m\u202e\"".encode()), shown=m.ids(1))
    m = corpus.maker("text-cut-in-a-pair")  # where a text is cut to its length a pair of surrogates may stand
    corpus.add("text-cut-in-a-pair", "fine", m.file(m.entry(1, label="x" + "\U0001f98a" * 60)), shown=m.ids(1))
    m = corpus.maker("combining-marks")
    corpus.add("combining-marks", "fine", m.file(m.entry(1, label="a" + "\u0301" * 2000)), shown=m.ids(1))
    m = corpus.maker("escapes-broken")
    whole = m.file(m.entry(1), m.entry(2, label="@"))
    corpus.add("escapes-broken", "partly", whole.replace(b'"@"', rb'"\x1b \u12 \q"'), shown=m.ids(1), perhaps=m.ids(2))
    m = corpus.maker("a-server-with-secrets")
    corpus.add("a-server-with-secrets", "fine", m.file(m.entry(1, server="http://ada:secret@studio/?token=x#y")),
               shown=m.ids(1))


def same_keys(corpus):
    m = corpus.maker("sessions-twice")
    corpus.add("sessions-twice", "fine partly",
               f'{{"sessions":{{{m.entry(1)}}},"sessions":{{{m.entry(2)}}}}}'.encode(), perhaps=m.ids(1, 2))
    m = corpus.maker("one-id-twice")
    corpus.add("one-id-twice", "fine partly", m.file(m.entry(1), m.entry(1, progress=0.5), m.entry(2)),
               shown=m.ids(1, 2))
    corpus.pair("one-key-twice", "fine partly", '"odd":{"status":"pending","status":"generating","status":7}',
                perhaps=["odd"])
    m = corpus.maker("root-key-twice")
    corpus.add("root-key-twice", "fine partly", m.file(m.entry(1), behind=',"updated_at":7,"updated_at":null'),
               shown=m.ids(1))
    m = corpus.maker("sessions-right-then-wrong")
    corpus.add("sessions-right-then-wrong", "partly corrupt",
               f'{{"sessions":{{{m.entry(1)}}},"sessions":null}}'.encode(), perhaps=m.ids(1))


def nested(corpus):
    deep = 100_000
    corpus.add("deep-lists", "corrupt", (b"[", deep))
    corpus.add("deep-lists-closed", "corrupt", (b"[", deep), (b"]", deep))
    corpus.add("deep-objects", "corrupt", (b'{"a":', deep))
    corpus.add("deep-objects-closed", "corrupt", (b'{"a":', deep), b"1", (b"}", deep))
    corpus.add("deep-sessions", "corrupt", (b'{"sessions":', deep))
    m = corpus.maker("deep-unknown-key")
    head = m.file(m.entry(1), behind=',"later":')[:-2]
    corpus.add("deep-unknown-key", "partly", head, (b"[", deep), (b"]", deep), b"}\n", shown=m.ids(1))
    m = corpus.maker("deep-session")
    head, tail = m.around(m.entry(1))
    corpus.add("deep-session", "partly", head, b'"x":', (b"[", deep), (b"]", deep), b"," + m.entry(2).encode(), tail,
               shown=m.ids(1), perhaps=m.ids(2))
    m = corpus.maker("deep-in-a-session")
    head, tail = m.around(m.entry(1))
    corpus.add("deep-in-a-session", "partly", head, b'"x":{"status":"generating","a":', (b'{"a":', 5000), b"1",
               (b"}", 5001), b"," + m.entry(2).encode(), tail, shown=m.ids(1), perhaps=[*m.ids(2), "x"])
    m = corpus.maker("rather-deep")
    corpus.add("rather-deep", "fine", m.file(m.entry(1, later=json.loads("[" * 300 + "]" * 300))), shown=m.ids(1))


def numbers(corpus):
    m = corpus.maker("odd-numbers")
    odd = {"negative": {"progress": -0.5, "images": -4, "images_done": -1},
           "much-progress": {"progress": 7, "images": 1, "images_done": 99},
           "large": {"progress": 1e300, "images": 2 ** 31, "images_done": 2 ** 63},
           "very-large-pid": {"owner": OWNER | {"pid": 2 ** 63, "ns": 2 ** 64, "started": 2 ** 64}},
           "largest-pid": {"owner": OWNER | {"pid": 2 ** 63 - 1, "ns": 2 ** 63 - 1, "started": 2 ** 63 - 1}},
           "negative-pid": {"owner": OWNER | {"pid": -1, "ns": -1, "started": -1}},
           "no-pid": {"owner": OWNER | {"pid": 0}}, "fractional-pid": {"owner": OWNER | {"pid": 1.5}},
           "tiny": {"progress": 5e-324, "images": 1e-9}, "minus-nought": {"progress": -0.0, "images": -0.0}}
    corpus.add("odd-numbers", "fine", m.named_file(odd), shown=odd)
    for name, number in (("number-beyond-all", "1e400"), ("number-below-all", "-1e400"),
                         ("number-of-400-digits", "1" + "0" * 399), ("number-of-30000-digits", "7" * 30_000),
                         ("fraction-of-30000-digits", "0." + "3" * 30_000)):
        corpus.pair(name, "fine partly", f'"odd":{{"status":"generating","progress":{number},"images":{number}}}',
                    perhaps=["odd"])
    for name, number in (("not-a-number", "NaN"), ("infinity", "-Infinity"), ("hexadecimal", "0x10"),
                         ("leading-nought", "007"), ("leading-plus", "+1"), ("no-digits", "-"), ("no-exponent", "1e")):
        corpus.pair(name, "partly", f'"odd":{{"progress":{number}}}', certain=[1], perhaps=["odd"])


def many(corpus, name, count):
    m = corpus.maker(name)
    head, tail = m.around(m.entry(1))
    ids = [f"{name}-{number:06}" for number in range(count - 1)]

    def entries():
        for begin in range(0, len(ids), 1000):
            some = ids[begin:begin + 1000]
            lines = [f'"{ident}":{{"status":"pending","updated_at":"{corpus.now}"}}' for ident in some]
            yield (",".join(lines) + ("," if some[-1] != ids[-1] else "")).encode()
    corpus.add(name, "fine" if count <= MOST_SESSIONS else "partly", head, entries, tail,
               shown=[m.id(1), *ids[:(count if count <= MOST_SESSIONS else KEPT_OF_TOO_MANY) - 1]])


def large_ones(corpus):
    many(corpus, "nearly-too-many-sessions", MOST_SESSIONS - 10)
    many(corpus, "one-session-too-many", MOST_SESSIONS + 1)
    many(corpus, "a-hundred-thousand-sessions", 100_000)
    corpus.add("100-mb-of-blanks", "corrupt", (b" ", 100 << 20))
    for name, size, outcome in (("just-at-the-cap", SIZE_CAP, "fine"), ("just-over-the-cap", SIZE_CAP + 1, "corrupt")):
        m = corpus.maker(name)
        whole = m.file(m.entry(1))
        corpus.add(name, outcome, whole, (b" ", size - len(whole)), shown=m.ids(1) if outcome == "fine" else ())
    corpus.add("a-list-of-lists", "corrupt", b"[", (b"[],", (SIZE_CAP - 4) // 3), b"[]]")
    corpus.add("a-list-of-noughts", "corrupt", b"[", (b"0,", SIZE_CAP // 2 - 2), b"0]")
    for name, piece in (("lists", b"[],"), ("noughts", b"0,"), ("objects", b"{},"), ("texts", b'"",')):
        m = corpus.maker(f"{name}-under-another-key")
        head = m.file(m.entry(1), behind=',"later":[')[:-2]
        times = (SIZE_CAP - len(head) - 16) // len(piece)
        corpus.add(f"{name}-under-another-key", "fine partly", head, (piece, times), piece[:-1] + b"]}\n",
                   shown=m.ids(1))
        if name != "texts":
            m = corpus.maker(f"{name}-cut-off")
            corpus.add(f"{name}-cut-off", "partly", m.file(m.entry(1), behind=',"later":[')[:-2], (piece, times),
                       shown=m.ids(1))
    m = corpus.maker("noughts-for-a-session")
    head, tail = m.around(m.entry(1))
    corpus.add("noughts-for-a-session", "partly", head, b'"x":[', (b"0,", SIZE_CAP // 2 - 2000), b"0],",
               m.entry(2).encode(), tail, shown=m.ids(1, 2))
    m = corpus.maker("one-giant-session")
    head, tail = m.around(m.entry(1))
    corpus.add("one-giant-session", "partly", head, b'"x":{"status":"generating","note":"', (b"much ", 3 << 20),
               b'"},', m.entry(2).encode(), tail, shown=m.ids(1, 2))
    m = corpus.maker("a-label-of-a-megabyte")
    head, tail = m.around(m.entry(1))
    corpus.add("a-label-of-a-megabyte", "partly", head, b'"x":{"label":"', (b"hero ", 210_000), b'"},',
               m.entry(2).encode(), tail, shown=m.ids(1, 2))
    m = corpus.maker("an-id-of-a-megabyte")
    head, tail = m.around(m.entry(1))
    corpus.add("an-id-of-a-megabyte", "partly", head, b'"', (b"x", 1 << 20), b'":{"status":"generating"},',
               m.entry(2).encode(), tail, shown=m.ids(1, 2))
    m = corpus.maker("a-session-just-small-enough")
    corpus.add("a-session-just-small-enough", "fine", m.file(m.entry(1, note="x" * (ENTRY_CAP - 2048)), m.entry(2)),
               shown=m.ids(1, 2))
    m = corpus.maker("a-session-just-too-large")
    corpus.add("a-session-just-too-large", "partly", m.file(m.entry(1), '"x":{"note":' + text("x" * ENTRY_CAP) + "}",
                                                            m.entry(2)), shown=m.ids(1, 2))
    m = corpus.maker("a-million-keys")
    head, tail = m.around(m.entry(1))
    corpus.add("a-million-keys", "partly", head, b'"x":{', (b'"k":1,', 1_000_000), b'"k":1},',
               m.entry(2).encode(), tail, shown=m.ids(1, 2))
    corpus.add("a-string-without-an-end", "corrupt", b'{"sessions":{"', (b"x", SIZE_CAP - 64))
    corpus.add("backslashes", "corrupt", b'"', (b"\\", SIZE_CAP - 64))


def linked(target):
    return lambda path: os.symlink(target, path)


def put_socket(path):
    """By way of its folder: the name of a socket may have 107 bytes at most."""
    folder = os.open(os.path.dirname(path), os.O_PATH)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(f"/proc/self/fd/{folder}/{os.path.basename(path)}")
    finally:
        os.close(folder)


def no_plain_files(corpus):
    corpus.add("a-folder", "refused", place=os.mkdir)
    corpus.add("a-pipe", "refused", place=os.mkfifo)
    corpus.add("a-socket", "refused", place=put_socket)
    corpus.add("a-link-to-a-device", "refused", place=linked("/dev/zero"))
    corpus.add("a-link-to-a-folder", "refused", place=linked("."))
    corpus.add("a-link-in-a-circle", "refused", place=linked(STATE_FILE))

    def link_to_a_pipe(path):
        os.mkfifo(path + ".pipe")
        os.symlink(os.path.basename(path) + ".pipe", path)
    corpus.add("a-link-to-a-pipe", "refused", place=link_to_a_pipe)
    corpus.add("a-link-to-nothing-yet", "empty", place=linked("sessions.json"))
    m = corpus.maker("a-link-to-a-file")
    content = m.file(m.entry(1))

    def link_to_file(path):
        with open(os.path.dirname(path) + "/sessions.json", "wb") as file:
            file.write(content)
        os.symlink("sessions.json", path)
    corpus.add("a-link-to-a-file", "fine", place=link_to_file, shown=m.ids(1))


def others_files(corpus):
    """What only rights of their own make bad: `needs` says whose process must look. `stranger` is one that is not
    root; `root` puts it there, because it belongs to somebody else."""
    m = corpus.maker("without-rights")

    def without_rights(path):
        with open(path, "wb") as file:
            file.write(m.file(m.entry(1)))
        os.chmod(path, 0)
    corpus.add("without-rights", "refused", place=without_rights, needs="stranger")
    other = corpus.maker("of-somebody-else")

    def of_somebody_else(path):
        with open(path, "wb") as file:
            file.write(other.file(other.entry(1)))
        os.chmod(path, 0o644)
        os.chown(path, STRANGER, STRANGER)
    corpus.add("of-somebody-else", "fine", place=of_somebody_else, shown=other.ids(1), needs="root")
    planted = corpus.maker("a-link-of-somebody-else")

    def link_of_somebody_else(path):
        with open(os.path.dirname(path) + "/sessions.json", "wb") as file:
            file.write(planted.file(planted.entry(1)))
        os.symlink("sessions.json", path)
        os.lchown(path, STRANGER, STRANGER)
    corpus.add("a-link-of-somebody-else", "refused", place=link_of_somebody_else, needs="root")


def truncations(now=None):
    """A small file cut at each of its bytes: (the bytes, how many sessions stand complete in them, the outcome)."""
    moment = wire_time(now or datetime.now(timezone.utc))
    m = Maker("cut", moment)
    owner = {"host": "elsewhere", "boot": "x", "pid": 7}
    keys = {"status": "generating", "progress": 0.5, "updated_at": moment, "owner": owner, "label": "a \u201cquote\""}
    entries = [f'"cut-{number}":{text(keys)}' for number in (1, 2)]
    whole = m.file(*entries)
    complete = [whole.index(entry.encode()) + len(entry.encode()) for entry in entries]
    for length in range(len(whole) + 1):
        stand = sum(1 for end in complete if end <= length)
        if length == 0:
            outcome = "empty"
        elif length >= len(whole) - 1:
            outcome = "fine"
        else:
            outcome = "partly" if stand else "corrupt"
        yield whole[:length], stand, outcome


def write_seeds(folder):
    moment = datetime(2026, 10, 10, 14, 32, 15, tzinfo=timezone.utc)
    os.makedirs(folder, exist_ok=True)
    for case in cases(moment):
        if case.place or case.is_big() or case.size() > SEED_CAP:
            continue
        case.put(folder)
        os.replace(f"{folder}/{STATE_FILE}", f"{folder}/{case.name}")
    for content, _, _ in truncations(moment):
        if len(content) % 37 == 5:
            with open(f"{folder}/cut-at-{len(content)}", "wb") as file:
                file.write(content)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    write_seeds(sys.argv[1])
