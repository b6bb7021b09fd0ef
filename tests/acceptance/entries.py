# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of state files, written by hand as a process of ours would write them."""

import datetime
import json
import os
import socket
import uuid

from scene import STATE_FILE


def wire_time(seconds_ago=0.0):
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds_ago)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def started(pid):
    """In clock ticks since boot."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
        return int(stat.read().rpartition(")")[2].split()[19])


def owner(pid, **otherwise):
    """This process of this machine, but for what is said otherwise."""
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as boot:
        here = {"host": socket.gethostname(), "user": "ada", "boot": boot.read().strip(),
                "ns": os.stat("/proc/self/ns/pid").st_ino, "pid": pid}
    if "started" not in otherwise:
        here["started"] = started(pid)
    return here | otherwise


def entry(of, seconds_ago=0.0, **otherwise):
    return {"status": "generating", "progress": 0.5, "start_time": wire_time(seconds_ago + 60),
            "updated_at": wire_time(seconds_ago), "stage": "sampling", "images": 1, "images_done": 0, "label": "",
            "server": "http://localhost:7801", "owner": of} | otherwise


def new_id():
    return str(uuid.uuid4())


def text(sessions):
    named = {name: {"id": name} | session for name, session in sessions.items()}
    return json.dumps({"sessions": named, "updated_at": wire_time()}, indent=4) + "\n"


def replace(project, sessions):
    """As a writer of ours does, but without the lock."""
    with open(f"{project}/.replacement", "w", encoding="utf-8") as file:
        file.write(text(sessions))
    os.rename(f"{project}/.replacement", f"{project}/{STATE_FILE}")


def write_in_place(project, sessions):
    with open(f"{project}/{STATE_FILE}", "w", encoding="utf-8") as file:
        file.write(text(sessions))
