# SPDX-License-Identifier: GPL-3.0-or-later
"""Any bytes at all in the place of the state file: no command crashes, hangs or swells up; what can be understood is
shown, what cannot is said once and kept aside once, and a generation saves its pictures whatever happens."""

import concurrent.futures
import hashlib
import json
import os
import re
import resource
import select
import signal
import stat
import subprocess
import time
import unittest

import corpus
from corpus import STATE_FILE
from scene import PROGRAM, Scene

PATIENCE = 20  # seconds for any command
GROWTH_CAP = 48 << 10  # KiB over the same command in an empty folder: three times the largest file that is read
LOOKER = 65534  # who looks where root is not to: root may read everything
COMPLAINS = ("partly", "corrupt", "refused")

GENERATE = ("generate", "image", "-p", "a fox", "--model", "demo", "--steps", "1", "--width", "64", "--height", "64",
            "--save-images", "--output-dir", "pictures")
LOOKS = (("status", "--local", "-f", "json"), ("status",), ("status", "--short"), ("status", "--local", "-f", "yaml"),
         ("status", "--all", "--local"), ("wait", "--timeout", "0.2"), ("cancel",), ("cancel", "--all"), ("history",),
         ("collect", "0b9c7f3e"), ("again",), ("watch", "-f", "ndjson"))
LARGE_LOOKS = (("status",), ("wait", "--timeout", "0.2"), ("cancel", "--all"), ("watch", "-f", "ndjson"))

CONTROLS = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")
DIRECTIONS = re.compile(rb"\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
SESSION_ID = re.compile(rb'"session_id":\s*"((?:[^"\\]|\\.)*)"')
SMALL = 1 << 20  # what is larger is looked at by a process of its own: the peaks of children count their parent's


class Ended:
    """How a command ended, and what it took."""

    def __init__(self, command, code, peak, files):
        """`peak` in KiB, but never less than this test's own when it was started."""
        self.command, self.code, self.peak = command, code, peak
        self.out, err = files
        with open(err, "rb") as file:
            self.err = file.read(SMALL)

    def __repr__(self):
        with open(self.out, "rb") as file:
            shown = file.read(600)
        return f"{' '.join(self.command)}: exit {self.code}\n--- stdout\n{shown}\n--- stderr\n{self.err[:2000]}"

    def lines(self):
        with open(self.out, "rb") as file:
            yield from file

    def ids(self):
        """Of the sessions in a JSON document."""
        return [json.loads(b'"' + found + b'"') for line in self.lines() for found in SESSION_ID.findall(line)]

    def document(self):
        with open(self.out, "rb") as file:
            return json.load(file)

    def sentences(self):
        """What is said of the state file."""
        return [line for line in self.err.decode().splitlines() if STATE_FILE in line]


def as_shown(ident):
    """The predecessor's ids are credentials: their beginning only."""
    return ident[:8] if re.fullmatch("[0-9a-fA-F]{40}", ident) else ident


def as_number(digits):
    """As JSON's readers take numbers: beyond 53 bits they are fractions."""
    return int(digits) if len(digits) < 16 else float(digits)


def forget_own_peak():
    """The peak of a child counts that of its parent when it was started."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def digest(path):
    whole = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 16):
            whole.update(block)
    return whole.hexdigest()


def print_of(path):
    """What a file that may not be touched is, in a form that can be compared."""
    facts = os.lstat(path)
    seen = [facts.st_ino, facts.st_mode, facts.st_uid, facts.st_mtime_ns]
    if stat.S_ISLNK(facts.st_mode):
        return [*seen, os.readlink(path)]
    if stat.S_ISDIR(facts.st_mode):
        return [*seen, os.listdir(path)]
    return [*seen, digest(path)] if stat.S_ISREG(facts.st_mode) and os.access(path, os.R_OK) else seen


def kept_aside(folder):
    return [f"{folder}/{name}" for name in os.listdir(folder) if name.startswith(STATE_FILE + ".corrupt-")]


def aside(program, *arguments):
    """Work on large files that this process must not grow by."""
    return subprocess.run(["/usr/bin/python3", "-c", program, *arguments], check=True, capture_output=True, text=True,
                          timeout=60).stdout


def is_sanitized():
    """Such a build needs many times the memory."""
    with open(PROGRAM, "rb") as file:
        return any(b"__asan_init" in line or b"__tsan_init" in line for line in file)


class BadFiles(Scene):
    def setUp(self):
        super().setUp()
        os.chmod(self.root, 0o755)
        self.demo_server(step_ms=1)
        self.strange_environment = dict(self.environment)
        if os.geteuid() == 0:
            self.make_stranger()
        self.measures_memory = not is_sanitized()
        self.peaks = {}
        empty = self.folder("empty-folder")
        for command in (*LOOKS, GENERATE):
            self.peaks[command] = self.measured(command, empty).peak

    def make_stranger(self):
        for variable, name in (("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state"),
                               ("XDG_RUNTIME_DIR", "run")):
            path = f"{self.root}/stranger-{name}"
            os.mkdir(path, 0o700)
            os.chown(path, LOOKER, LOOKER)
            self.strange_environment[variable] = path

    def folder(self, name, case=None):
        path = f"{self.root}/{name}"
        os.mkdir(path)
        if case:
            case.put(path)
        if case and case.needs == "stranger" and os.geteuid() == 0:
            os.chown(path, LOOKER, LOOKER)
            os.lchown(f"{path}/{STATE_FILE}", LOOKER, LOOKER)
        return path

    # ---- processes

    def measured(self, command, cwd, as_stranger=False):
        """Runs one command to its end; one that follows is ended when it has told what it sees."""
        files = f"{cwd}.{command[0]}.out", f"{cwd}.{command[0]}.err"
        who = {"user": LOOKER, "group": LOOKER, "extra_groups": []} if as_stranger and os.geteuid() == 0 else {}
        forget_own_peak()
        with open(files[0], "wb") as out, open(files[1], "wb") as err:
            process = subprocess.Popen([PROGRAM, "--cli", *command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=out,
                                       stderr=err, start_new_session=True, **who,
                                       env=self.strange_environment if as_stranger else self.environment)
        self.running.append(process)
        if command[0] == "watch":
            self.end_watching(process, files[0])
        return Ended(command, *self.end_of(process), files)

    def end_of(self, process):
        """Its exit code and peak memory in KiB."""
        end = os.pidfd_open(process.pid)
        try:
            poll = select.poll()
            poll.register(end, select.POLLIN)
            hangs = not poll.poll(PATIENCE * 1000)
        finally:
            os.close(end)
        if hangs:
            process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if hangs:
            raise AssertionError(f"still running after {PATIENCE} s: {process.args}")
        return process.returncode, usage.ru_maxrss

    @staticmethod
    def end_watching(process, out):
        """It tells what is there first, then what is wrong with it, and is silent after that."""
        end, told, since = time.monotonic() + PATIENCE, -1, time.monotonic()
        while time.monotonic() < end and process.poll() is None:
            if os.path.getsize(out) != told:
                told, since = os.path.getsize(out), time.monotonic()
            if told > 0 and time.monotonic() - since > 0.4:
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)

    def each_case(self, look, wanted=lambda case: True):
        """Several at a time, each in a folder of its own; what is wrong with one is told under its name."""
        chosen = [case for case in corpus.cases() if wanted(case)]
        ready = [case for case in chosen if self.can_be_tried(case)]
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            for case, work in [(case, pool.submit(self.gather, look, case)) for case in ready]:
                for what, problem in work.result():
                    with self.subTest(case=case.name, command=what):
                        raise problem
        for case in set(chosen) - set(ready):
            with self.subTest(case=case.name):
                self.skipTest(f"{case.name} needs another account, which only root can be")

    @staticmethod
    def can_be_tried(case):
        return case.needs != "root" or os.geteuid() == 0

    @staticmethod
    def gather(look, case):
        problems = []
        for what, claim in look(case):
            try:
                claim()
            except Exception as problem:  # pylint: disable=broad-except
                problems.append((what, problem))
        return problems

    # ---- claims

    def assert_orderly(self, ended, allowed):
        self.assertIn(ended.code, allowed, ended)
        for word in (b"terminate called", b"ASSERT", b"Sanitizer", b"runtime error", b"QJson", b"Traceback"):
            self.assertNotIn(word, ended.err, ended)
        self.assert_harmless(ended)
        if self.measures_memory:
            grown = ended.peak - self.peaks[ended.command]
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            self.assertLessEqual(grown, GROWTH_CAP, f"{grown >> 10} MiB more than in an empty folder (this test itself "
                                                    f"has {own >> 10} MiB): {ended}")

    def assert_harmless(self, ended):
        """Nothing from the file steers the terminal; for programs its ids are exact."""
        steers = CONTROLS if "-f" in ended.command else re.compile(CONTROLS.pattern + b"|" + DIRECTIONS.pattern)
        for line in ended.lines():
            self.assertIsNone(steers.search(line), (line[:300], ended))
            line.decode()
        self.assertIsNone(re.search(CONTROLS.pattern + b"|" + DIRECTIONS.pattern, ended.err), ended)

    def assert_said_once(self, ended, outcome):
        self.assertEqual(len(ended.sentences()), 1 if outcome in COMPLAINS else 0, ended)

    @staticmethod
    def short_word(sessions, outcome):
        """What cannot be understood says nothing about what runs."""
        return f"^{sessions} running" if sessions else "^unknown" if outcome in COMPLAINS else "^idle"

    def assert_seen(self, case, ids, ended):
        must = set(map(as_shown, case.shown))
        may = must | set(map(as_shown, case.perhaps))
        for what, wrong in (("not shown", must - set(ids)), ("shown, but not understood", set(ids) - may)):
            self.assertFalse(wrong, f"{what}: {len(wrong)}, such as {min(wrong, default='')[:80]!r}; {ended}")
        self.assertEqual(len(ids), len(set(ids)), ended)

    def assert_valid_json(self, ended):
        if os.path.getsize(ended.out) < SMALL:
            for document in ended.lines() if ended.command[0] == "watch" else [b"".join(ended.lines())]:
                json.loads(document)
        else:
            whole = "f" if ended.command[0] == "watch" else "[f.read()]"
            aside(f"import json, sys\nwith open(sys.argv[1]) as f:\n for d in {whole}: json.loads(d)", ended.out)

    # ---- looking

    def test_every_command_that_looks(self):
        self.each_case(self.look)

    def look(self, case):
        """Each command in turn, as (its name, what is claimed of it)."""
        place = self.folder(case.name, case)
        before = sorted(os.listdir(place))
        outcome = {}

        def status():
            ended = self.measured(LOOKS[0], place, case.needs == "stranger")
            self.assert_orderly(ended, [0])
            self.assert_valid_json(ended)
            told = next((line for line in ended.lines() if b'"state_problem"' in line), b"")
            complains = b'"state_problem": null' not in told
            outcome["is"] = next((o for o in case.outcomes if (o in COMPLAINS) == complains), None)
            self.assertIsNotNone(outcome["is"], f"expected {case.outcomes}: {ended}")
            self.assert_said_once(ended, outcome["is"])
            self.assert_seen(case, ended.ids(), ended)
            outcome["shown"] = len(ended.ids())
        yield " ".join(LOOKS[0]), status
        for command in LARGE_LOOKS if case.is_big() else LOOKS[1:]:
            yield " ".join(command), lambda command=command: self.look_with(command, case, place, outcome)
        yield "nothing changed", lambda: self.assertEqual(sorted(os.listdir(place)), before)

    def look_with(self, command, case, place, outcome):
        ended = self.measured(command, place, case.needs == "stranger")
        is_known = outcome.get("is") is not None and "shown" in outcome
        self.assert_orderly(ended, self.codes(command, outcome if is_known else None))
        if command[0] in ("history", "collect", "again") or not is_known:
            return
        if command[0] == "watch":
            return self.assert_followed(case, ended, outcome["is"])
        self.assert_said_once(ended, outcome["is"])
        if command == ("status", "--short"):
            self.assertRegex(b"".join(ended.lines()).decode(), self.short_word(outcome["shown"], outcome["is"]), ended)
        elif command[0] == "status" and outcome["shown"] < 50:
            shown = b"".join(ended.lines()).decode()
            for ident in case.shown:
                if ident.isprintable():
                    self.assertIn(ident[:8], shown, ended)

    @staticmethod
    def codes(command, outcome):
        """The exit codes that are right. Nothing here is the caller's own, so nothing is cancelled."""
        name = command[0]
        if name == "watch":
            return [130]
        if not outcome:
            return range(10)
        shows = outcome["shown"] > 0
        unknown = outcome["is"] in COMPLAINS and not shows
        if name == "wait":
            return [1 if unknown else 7 if shows else 0]
        if name == "cancel":
            return [1 if unknown else 2 if shows and command == ("cancel",) else 0]
        return range(10) if name in ("collect", "again") else [0]

    def assert_followed(self, case, ended, outcome):
        self.assert_valid_json(ended)
        lines = list(ended.lines())
        self.assertIn(b'"snapshot"', lines[0][:200] + lines[0][-600:], ended)
        warnings = [line for line in lines if b'"event":"warning"' in line.replace(b" ", b"")[-4096:]]
        self.assertEqual(len(warnings), 1 if outcome in COMPLAINS else 0, ended)
        self.assert_seen(case, ended.ids(), ended)

    # ---- generating

    def test_a_generation_saves_its_picture_whatever_the_file_is(self):
        self.each_case(self.generate_in)

    def generate_in(self, case):
        place = self.folder(case.name, case)
        path = f"{place}/{STATE_FILE}"
        before = print_of(path) if os.path.lexists(path) else None
        former = digest(path) if os.path.isfile(path) and case.needs != "stranger" else None
        entries = self.entries_of(path) if len(case.outcomes) == 1 and not case.is_big() else {}
        state = {}

        def generates():
            state["ended"] = ended = self.measured(GENERATE, place, case.needs == "stranger")
            self.assert_orderly(ended, [0])
            pictures = [f"{place}/pictures/{name}" for name in os.listdir(f"{place}/pictures")]
            self.assert_pictures(pictures, 1)

        def keeps_aside():
            kept = kept_aside(place)
            outcome = next((o for o in case.outcomes if (o in ("partly", "corrupt")) == bool(kept)), None)
            self.assertIsNotNone(outcome, f"expected {case.outcomes}, kept aside: {kept}")
            self.assertLessEqual(len(kept), 1)
            if kept:
                self.assertEqual(digest(kept[0]), former)
            self.assertEqual([name for name in os.listdir(place) if ".new-" in name], [])
            state["outcome"] = outcome

        def says_so():
            self.assert_said_once(state["ended"], state["outcome"])

        def leaves_it_valid():
            if "refused" in case.outcomes:
                self.assertEqual(print_of(path), before)
                return
            self.assertEqual(os.path.islink(path), case.name.startswith("a-link-"))
            seen = self.measured(LOOKS[0], place, case.needs == "stranger")
            self.assert_said_once(seen, "fine")
            self.assert_seen(case, seen.ids(), seen)
            self.assertTrue(set(map(as_shown, self.ids_in(path))) == set(seen.ids()), seen)
            after = self.entries_of(path) if entries else {}
            self.assertEqual({i: after.get(i) for i in case.shown if i in entries},
                             {i: entries[i] for i in case.shown if i in entries})
        yield "generate", generates
        yield "kept aside", keeps_aside
        yield "said once", says_so
        yield "left valid", leaves_it_valid

    @staticmethod
    def entries_of(path):
        """The sessions as they stand in the file, where it can be read at all."""
        try:
            if not os.path.isfile(path) or os.path.getsize(path) > SMALL:
                return {}
            with open(path, encoding="utf-8-sig") as file:
                return json.load(file, parse_int=as_number)["sessions"]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return {}

    @staticmethod
    def ids_in(path):
        """By a reader that is not ours, which takes the file for what it is."""
        return json.loads(aside("import json, sys\nwith open(sys.argv[1], encoding='utf-8') as f:\n"
                                " print(json.dumps(list(json.load(f, parse_int=str)['sessions'])))", path))

    # ---- cut off, and asked to stop

    def test_cut_at_every_byte(self):
        def look(number, content):
            place = self.folder(f"cut-{number}")
            with open(f"{place}/{STATE_FILE}", "wb") as file:
                file.write(content)
            return self.measured(("status", "--local", "--short"), place)
        cuts = list(corpus.truncations())
        self.peaks["status", "--local", "--short"] = self.peaks["status", "--short"]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:  # each waits whether the file is just being written
            looks = [pool.submit(look, number, content) for number, (content, _, _) in enumerate(cuts)]
            for (content, sessions, outcome), work in zip(cuts, looks):
                with self.subTest(cut=content[-40:], length=len(content)):
                    ended = work.result()
                    self.assert_orderly(ended, [0])
                    self.assert_said_once(ended, outcome)
                    with open(ended.out, encoding="utf-8") as file:
                        self.assertRegex(file.read(), self.short_word(sessions, outcome), ended)

    def test_a_request_to_stop_reaches_what_is_understood(self):
        """It is a write like any other: the session has its request, and the former file lies aside."""
        for case in corpus.cases():
            if case.name not in ("whole", "cut-in-second", "one-session-null", "a-link-to-a-file"):
                continue
            with self.subTest(case=case.name):
                place = self.folder(f"asked-{case.name}", case)
                former = digest(f"{place}/{STATE_FILE}")
                asking = self.begin("cancel", case.shown[0], cwd=place)
                entry = self.until("the request stands in the file", lambda place=place, case=case: next(
                    (entry for ident, entry in self.entries_of(f"{place}/{STATE_FILE}").items()
                     if ident == case.shown[0] and entry.get("cancel_requested")), None))
                self.assertTrue(entry["cancel_by"])
                asking.send_signal(signal.SIGINT)
                self.assertEqual(self.finish(asking, PATIENCE).code, 130)
                kept = kept_aside(place)
                self.assertEqual([digest(path) for path in kept], [former] if case.outcomes == ("partly",) else [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
