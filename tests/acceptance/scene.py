# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's machine in small, for tests from outside: private folders, two project folders, a demo server, and any
number of `asset-generator` processes that are all ended with the test."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

PROGRAM = os.environ.get("ASSET_GENERATOR_UNDER_TEST", "")
STATE_FILE = ".asset-generator-state.json"


class Outcome:
    """How a process ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __repr__(self):
        return f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"

    @property
    def json(self):
        return json.loads(self.out)


class Scene(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.assertTrue(os.access(PROGRAM, os.X_OK), "ASSET_GENERATOR_UNDER_TEST names no program")
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="asset-generator-acceptance."))
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.running = []
        self.prefix = []  # a program that starts ours, as another user or elsewhere
        self.addCleanup(self.end_all)
        for name in ("home", "config", "state", "cards", "portraits"):
            os.mkdir(f"{self.root}/{name}")
        os.mkdir(f"{self.root}/run", 0o700)
        self.cards, self.portraits = f"{self.root}/cards", f"{self.root}/portraits"
        # Nothing of the caller's: no display, no settings, no terminal.
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": f"{self.root}/home",
            "XDG_CONFIG_HOME": f"{self.root}/config", "XDG_STATE_HOME": f"{self.root}/state",
            "XDG_RUNTIME_DIR": f"{self.root}/run"}
        # What a sanitizer is told concerns its build, not the caller.
        self.environment |= {name: os.environ[name] for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")
                             if name in os.environ}

    def end_all(self):
        for process in reversed(self.running):
            if process.poll() is None:
                process.kill()
            process.communicate()

    # ---- processes

    def begin(self, *arguments, cwd=None, **streams):
        """Starts the program and returns at once. What it says is kept for finish(), unless `streams` say else."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        process = subprocess.Popen([*self.prefix, PROGRAM, "--cli", *arguments], cwd=cwd or self.cards,
                                   env=self.environment, text=True, start_new_session=True, **streams)
        self.running.append(process)
        return process

    def finish(self, process, seconds=60):
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            self.fail(f"still running after {seconds} s: {process.args}\n{out}\n{err}")
        return Outcome(process.returncode, out or "", err or "")

    def run_program(self, *arguments, cwd=None, seconds=60):
        return self.finish(self.begin(*arguments, cwd=cwd), seconds)

    def watch(self, *arguments, cwd=None):
        """Follows as a program would; returns the process and a function that gives the events so far."""
        path = f"{self.root}/watched-{len(self.running)}"
        with open(path, "w", encoding="utf-8") as file:
            process = self.begin("watch", "-f", "ndjson", *arguments, cwd=cwd, stdout=file)

        def events():
            with open(path, encoding="utf-8") as told:
                return [json.loads(line) for line in told.read().splitlines(keepends=True) if line.endswith("\n")]
        self.until("the watcher looks", events)
        return process, events

    def demo_server(self, *arguments, step_ms=60):
        """Starts a demo server and returns its address; generations use it from now on."""
        server = self.begin("demo-server", "--port", "0", "--step-ms", str(step_ms), *arguments)
        line = server.stdout.readline().strip()
        self.assertRegex(line, r"^http://127\.0\.0\.1:\d+$")
        self.server, self.address = server, line
        self.environment["ASSET_GENERATOR_API_URL"] = line
        return line

    def generate(self, *arguments, cwd=None, prompt="a red fox", images=1, steps=20, save=True, **streams):
        cwd = cwd or self.cards
        saving = ("--save-images", "--output-dir", cwd + "/pictures") if save else ()
        model = () if "--model" in arguments else ("--model", "demo")
        return self.begin("generate", "image", "--prompt", prompt, "-b", str(images), "--steps", str(steps),
                          "--width", "256", "--height", "256", *model, *saving, *arguments, cwd=cwd, **streams)

    # ---- what is to be seen

    def state(self, project=None):
        with open(f"{project or self.cards}/{STATE_FILE}", encoding="utf-8") as file:
            return json.load(file)

    def sessions(self, project=None):
        """The sessions of a project by id; none where there is no file."""
        try:
            return self.state(project)["sessions"]
        except FileNotFoundError:
            return {}

    def until(self, what, probe, seconds=20):
        """Waits until probe() is true and returns what it gave."""
        end = time.monotonic() + seconds
        while True:
            found = probe()
            if found:
                return found
            if time.monotonic() > end:
                self.fail(f"not within {seconds} s: {what}")
            time.sleep(0.02)

    def id_of(self, label, project=None):
        """The id of the session with this label, once it is in the state file."""
        def find():
            return [i for i, s in self.sessions(project).items() if s.get("label") == label]
        return self.until(f"a session “{label}”", find)[0]

    def until_sampling(self, session, project=None):
        return self.until(f"{session} draws", lambda: self.sessions(project).get(session, {}).get("progress", 0) > 0)

    def history(self):
        outcome = self.run_program("history", "--all", "-f", "json", cwd=self.root)
        self.assertEqual(outcome.code, 0, outcome)
        return {entry["session_id"]: entry for entry in outcome.json["sessions"]}

    def server_counts(self):
        """The server's own word, not asked through the program."""
        session = self.ask_server("GetNewSession", {})["session_id"]
        return self.ask_server("GetGlobalStatus", {"session_id": session})["status"]

    def ask_server(self, route, body):
        request = urllib.request.Request(f"{self.address}/API/{route}", json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)

    def is_idle(self):
        counts = self.server_counts()
        return counts["live_gens"] == 0 and counts["waiting_gens"] == 0

    # ---- claims

    def assert_ended(self, outcome, code, *words):
        self.assertEqual(outcome.code, code, outcome)
        for word in words:
            self.assertRegex(outcome.err, word, outcome)

    def assert_pictures(self, paths, count):
        self.assertEqual(len(paths), count, paths)
        for path in paths:
            with open(path, "rb") as file:
                start = file.read(8)
            self.assertTrue(start == b"\x89PNG\r\n\x1a\n" or start[:3] == b"\xff\xd8\xff", (path, start))

    @staticmethod
    def kill(process):
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    @staticmethod
    def pause(process):
        """Stops it, and returns when it does stand still, which is not at once."""
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)

    @staticmethod
    def short(session):
        return session[:8]


def is_wire_time(text):
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text) is not None
