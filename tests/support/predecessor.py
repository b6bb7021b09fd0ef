# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaves in a project folder as the earlier command-line tool does: reads the state file once, at its start, keeps
what it knows of each session (five keys) in a map of its own, and writes all of that over the file, without a lock.

Usage: predecessor.py FOLDER [SECONDS]: saves whenever so many seconds have passed, and when a line on stdin says so:

save    as always: a temporary file of a fixed name, then a rename
prune   in place, as at its start: the file is cut to nothing, then written in two pieces

Its own session's id is printed when it has read the file; a word is printed when a line has been obeyed.
"""

import datetime
import json
import os
import secrets
import select
import sys
import time

FILE, TEMPORARY = ".asset-generator-state.json", ".asset-generator-state.json.tmp"
KEYS = ("id", "status", "progress", "start_time", "updated_at")


def now():
    """To the nanosecond and with a zone, as that tool's language writes times."""
    return datetime.datetime.now(datetime.timezone.utc).astimezone().isoformat(timespec="microseconds")


class Predecessor:
    def __init__(self, folder):
        os.chdir(folder)
        self.sessions = {}
        if os.path.exists(FILE):
            with open(FILE, encoding="utf-8") as file:
                loaded = json.load(file)["sessions"]
            self.sessions = {name: {key: entry[key] for key in KEYS} for name, entry in loaded.items()}
        self.own = secrets.token_hex(20)
        self.sessions[self.own] = {"id": self.own, "status": "pending", "progress": 0, "start_time": now(),
                                   "updated_at": now()}

    def text(self):
        own = self.sessions[self.own]
        own.update(status="generating", progress=min(1, own["progress"] + 1 / 1024), updated_at=now())
        return json.dumps({"sessions": self.sessions, "updated_at": now()}, indent=2)

    def save(self):
        with open(TEMPORARY, "w", encoding="utf-8") as file:
            file.write(self.text())
        os.rename(TEMPORARY, FILE)

    def prune(self):
        text = self.text()
        with open(FILE, "w", encoding="utf-8") as file:
            file.write(text[:len(text) // 2])
            file.flush()
            time.sleep(0.005)
            file.write(text[len(text) // 2:])


def main(folder, seconds=None):
    tool = Predecessor(folder)
    print(tool.own, flush=True)
    while True:
        told = select.select([sys.stdin], [], [], None if seconds is None else float(seconds))[0]
        word = sys.stdin.readline().strip() if told else ""
        if told and not word:
            break
        (tool.prune if word == "prune" else tool.save)()
        if word:
            print(word, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
