# SPDX-License-Identifier: GPL-3.0-or-later
"""Any bytes at all in the place of the state file, seen from the window and the tray: they stay responsive, show what
can be understood, say what cannot, and do not swell up."""

import os
import shutil
import signal
import time
import unittest

import corpus
from corpus import STATE_FILE
from desktopscene import DesktopScene, atspi_probe
from scene import PROGRAM

GROWTH_CAP = 48 << 10  # KiB by one file: three times the largest that is read
COMPLAINS = ("partly", "corrupt", "refused")
SESSION_COLUMN = 1

# One session of each of these has a label of its own, or none.
OTHER_LABEL = {"of-the-predecessor", "all-keys-null", "each-key-null", "list-for-each-key", "object-for-each-key",
               "number-for-each-key", "string-for-each-key", "true-for-each-key", "unknown-words", "steering-texts",
               "raw-c1-bytes", "text-cut-in-a-pair", "combining-marks"}


def tried_here(case):
    """What needs rights of its own is tried from the terminal."""
    return not case.needs


def is_crowd(case):
    return len(case.shown) > 1000


def labels_wanted(case):
    """How many of a case's sessions must be seen by their labels, which begin with its name."""
    return len(case.shown) - (case.name in OTHER_LABEL)


def clear(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def is_sanitized():
    """Such a build needs many times the memory."""
    with open(PROGRAM, "rb") as file:
        return any(b"__asan_init" in line or b"__tsan_init" in line for line in file)


def memory(process, figure):
    """VmRSS or VmHWM, in KiB."""
    with open(f"/proc/{process.pid}/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(figure))


class BadFilesWindow(DesktopScene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=100)
        self.is_crowded = False

    def folder(self, name):
        path = f"{self.root}/{name}"
        os.mkdir(path)
        return path

    def lay(self, case, project):
        """Replaces the state file in one step, as writers do, wherever the system has one."""
        path = f"{project}/{STATE_FILE}"
        if case.place or (os.path.isdir(path) and not os.path.islink(path)):
            clear(path)
        if case.place:
            case.put(project)
            return
        making = f"{self.root}/making"
        os.makedirs(making, exist_ok=True)
        case.put(making)
        os.replace(f"{making}/{STATE_FILE}", path)

    def start_ready(self, *folders):
        process = self.start_desktop(*folders)
        atspi_probe.program("sset", 60)
        self.until("the window is there", self.is_window_there)
        self.until("its server is ready", lambda: "ready" in self.server_state())
        return process

    # ---- what is to be seen

    def titles(self, most=1000):
        """Of the sessions in the table: one column alone, because each cell is a question."""
        try:
            if not self.table:
                self.table = atspi_probe.find_with(self.window(), "Sessions", "get_table_iface", 0.2)
        except AssertionError:
            return []
        rows = range(min(most, atspi_probe.safe(self.table.get_n_rows, default=0)))
        cells = [atspi_probe.safe(self.table.get_accessible_at, row, SESSION_COLUMN) for row in rows]
        return [atspi_probe.name(cell) for cell in cells if cell is not None]

    def missing(self, cases):
        """Names of the cases of which too few sessions are seen."""
        seen = [title.partition("/")[0] for title in self.titles()]
        return [case.name for case in cases if seen.count(case.name) < labels_wanted(case)]

    def complaint(self):
        """The sentence above the pages; empty where there is none."""
        found = atspi_probe.find_all(self.window(), STATE_FILE)
        return atspi_probe.name(found[0]) if found else ""

    def until_as_expected(self, case):
        """What a person sees of the one folder that is watched."""
        def is_as_expected():
            complains = bool(self.complaint())
            return any(complains == (outcome in COMPLAINS) for outcome in case.outcomes) and not self.missing([case])
        self.until(f"“{case.name}” is {' or '.join(case.outcomes)}, and its sessions are shown", is_as_expected, 15)

    def assert_responsive(self, process):
        self.assertIsNone(process.poll(), "it is gone")
        self.seconds_until(lambda: "ready" in self.server_state())
        self.assertTrue(self.tray(5).tooltip())

    def assert_orderly_end(self, process):
        process.send_signal(signal.SIGTERM)
        ended = self.finish(process, 15)
        self.assertEqual(ended.code, 143, ended)
        for word in ("terminate called", "ASSERT", "Sanitizer", "runtime error"):
            self.assertNotIn(word, ended.err)

    def each(self, cases, look, most_failures=4):
        """Stops where many fail: each of them takes its whole patience."""
        failed = []
        for case in cases:
            with self.subTest(case=case.name):
                failed.append(case.name)
                look(case)
                failed.pop()
            self.assertLess(len(failed), most_failures, failed)

    def fail(self, msg=None):
        """Without the table of a crowd."""
        return unittest.TestCase.fail(self, msg) if self.is_crowded else super().fail(msg)

    # ---- the claims

    def test_all_folders_at_once(self):
        cases = [case for case in corpus.cases() if tried_here(case) and not is_crowd(case)]
        folders = [self.folder(case.name) for case in cases]
        for case, folder in zip(cases, folders):
            case.put(folder)
        process = self.start_ready(*folders)
        self.until("something is said", self.complaint)
        self.until("sessions are shown", self.titles)
        self.until("all that can be understood is shown", lambda: not self.missing(cases), 40)
        self.assert_responsive(process)
        self.assert_orderly_end(process)

    def test_one_after_the_other_in_one_folder(self):
        project = self.folder("project")
        process = self.start_ready(project)

        def look(case):
            self.lay(case, project)
            self.until_as_expected(case)
            self.assertTrue(self.tray(5).tooltip())
        self.each((case for case in corpus.cases() if tried_here(case) and not case.is_big()), look)
        self.assert_responsive(process)
        self.assert_orderly_end(process)

    def test_a_large_file_does_not_swell_it_up(self):
        cases = {case.name: case for case in corpus.cases()}
        project = self.folder("project")
        process = self.start_ready(project)

        def look(case):
            self.lay(cases["whole"], project)
            self.until_as_expected(cases["whole"])
            self.assert_grows_little(process, case, project, self.until_as_expected)
        self.each((case for case in cases.values() if case.is_big() and not is_crowd(case)), look)
        self.assert_responsive(process)
        self.assert_orderly_end(process)

    def test_ten_thousand_sessions(self):
        self.crowd("nearly-too-many-sessions")

    def test_a_hundred_thousand_sessions(self):
        self.crowd("a-hundred-thousand-sessions")

    def crowd(self, name):
        case = next(case for case in corpus.cases() if case.name == name)
        project = self.folder(name)
        process = self.start_ready(project)
        self.is_crowded = True
        self.assert_grows_little(process, case, project, self.until_counted)
        self.assertEqual(bool(self.complaint()), "partly" in case.outcomes)
        self.assert_responsive(process)
        self.assert_orderly_end(process)

    def until_counted(self, case):
        """The rows of a crowd are too many to be read one by one."""
        said = f"{len(case.shown)} sessions are running"

        def is_said():
            begun = time.monotonic()
            tooltip = self.tray(5).tooltip()
            self.assertLess(time.monotonic() - begun, 5, "the tray did not answer meanwhile")
            return said in tooltip.replace(",", "")
        self.until(f"the tray says {said}", is_said)
        self.until("rows of it are shown", lambda: len(self.titles(10)) == 10)

    def assert_grows_little(self, process, case, project, until_seen):
        with open(f"/proc/{process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")  # its peak is what it has now
        before = memory(process, "VmRSS:")
        self.lay(case, project)
        until_seen(case)
        grown = memory(process, "VmHWM:") - before
        if not is_sanitized():
            self.assertLessEqual(grown, GROWTH_CAP, f"{grown >> 10} MiB more by {case.name}")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
