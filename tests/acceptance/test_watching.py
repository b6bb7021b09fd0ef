# SPDX-License-Identifier: GPL-3.0-or-later
"""A watcher misses nothing, reads no more than it must, sleeps when nothing happens, and says when it can only look
from time to time."""

import contextlib
import glob
import multiprocessing
import os
import random
import re
import shutil
import signal
import time
import unittest

import entries
from inotify import CLOSE_NOWRITE, OPEN, Inotify
from machine import grants
from scene import STATE_FILE, Scene

LOOKS = 2  # s between looks where the system tells nothing
SLOWLY = "Changes in “{}” are looked for every 2 s: the system has no watches left."
LIMIT = 'echo {} > /proc/sys/user/max_inotify_{} && exec "$@"'


def save_often(project, texts, seconds, saves):
    """Replaces the state file a thousand times a second by ready files, so that only readers open it."""
    for number, text in enumerate(texts):
        with open(f"{project}/ready-{number}", "w", encoding="utf-8") as file:
            file.write(text)
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        os.link(f"{project}/ready-{saves.value % len(texts)}", f"{project}/.replacement")
        os.rename(f"{project}/.replacement", f"{project}/{STATE_FILE}")
        saves.value += 1
        time.sleep(max(0.0, begun + saves.value / 1000 - time.monotonic()))


class Watching(Scene):
    def setUp(self):
        super().setUp()
        self.session = entries.new_id()
        self.owner = entries.owner(os.getpid())

    def sessions_at(self, progress):
        return {self.session: entries.entry(self.owner, progress=progress)}

    def change(self, how=entries.replace, project=None):
        """Writes a progress that was not there before, and returns it."""
        progress = round(random.uniform(0.0001, 0.9999), 4)
        how(project or self.cards, self.sessions_at(progress))
        return progress

    @staticmethod
    def progress_told(events):
        told = [event.get("progress", event.get("session", {}).get("progress")) for event in events]
        return next((progress for progress in reversed(told) if progress is not None), None)

    def assert_told(self, events, progress, seconds):
        self.until(f"the watcher tells of {progress}", lambda: self.progress_told(events()) == progress, seconds)

    def end_watch(self, watch):
        watch.send_signal(signal.SIGINT)
        outcome = self.finish(watch)
        self.assertEqual(outcome.code, 130, outcome)
        return outcome.err

    # ---- nothing missed

    def test_the_last_of_many_changes_is_told(self):
        watch, events = self.watch()
        dice = random.Random(1)
        for _ in range(10):
            for how in (entries.replace, entries.write_in_place):
                for _ in range(100):
                    last = self.change(how)
                    time.sleep(dice.uniform(0, 0.003))
                self.assert_told(events, last, 2)
        self.assertEqual([e for e in events() if e["event"] in ("warning", "ended", "liveness")], [])
        self.assertEqual(self.end_watch(watch), "")

    def test_a_single_change_after_silence_is_told(self):
        watch, events = self.watch()
        for how in (entries.replace, entries.write_in_place) * 3:
            time.sleep(0.3)  # the watcher has settled
            self.assert_told(events, self.change(how), 2)
        self.end_watch(watch)

    def test_a_folder_made_anew_goes_on_being_watched(self):
        watch, events = self.watch()
        self.assert_told(events, self.change(), 2)
        for number in range(2):
            shutil.rmtree(self.cards)
            os.mkdir(self.cards)
            self.assert_told(events, self.change(), 2 + LOOKS)
            shutil.rmtree(self.cards)
            time.sleep(0.5)  # the watcher has seen it gone
            os.mkdir(self.cards)
            self.assert_told(events, self.change(), 2 + LOOKS)
            for how in (entries.write_in_place, entries.replace):
                self.assert_told(events, self.change(how), 2)
            os.rename(self.cards, f"{self.root}/old-{number}")
            os.mkdir(self.cards)
            self.assert_told(events, self.change(), 2 + LOOKS)
        self.assertEqual([e for e in events() if e["event"] in ("warning", "ended")], [])
        self.end_watch(watch)

    def test_a_folder_that_went_with_its_parent_is_found_again(self):
        project = f"{self.root}/shelf/box/cards"
        os.makedirs(project)
        watch, events = self.watch("--project", project)
        self.assert_told(events, self.change(project=project), 2)
        shutil.rmtree(f"{self.root}/shelf")
        time.sleep(0.5)  # the watcher has seen it gone
        os.makedirs(project)
        self.assert_told(events, self.change(project=project), 2 + LOOKS)
        self.end_watch(watch)

    # ---- nothing wasted

    def test_a_thousand_saves_a_second_are_read_fifteen_times(self):
        watch, events = self.watch()
        saves = multiprocessing.Value("q", 0)
        texts = [entries.text(self.sessions_at(progress / 10)) for progress in range(1, 9)]
        saver = multiprocessing.Process(target=save_often, args=(self.cards, texts, 7, saves))
        saver.start()
        self.addCleanup(saver.join)
        self.until("the saver saves", lambda: saves.value > 500)
        with Inotify() as folder:
            folder.add(self.cards, OPEN | CLOSE_NOWRITE)
            begun, saved = time.monotonic(), saves.value
            time.sleep(5)
            reads = sum(1 for mask, name in folder.events() if mask & OPEN and name == STATE_FILE)
            seconds, saved = time.monotonic() - begun, saves.value - saved
        saver.join()
        print(f"{reads / seconds:.1f} reads a second at {saved / seconds:.0f} saves a second")
        self.assertGreater(saved / seconds, 100, "this machine is too slow to tell")
        self.assertLessEqual(reads / seconds, 15)
        self.assertGreaterEqual(reads / seconds, 1, "the watcher starves")
        self.assert_told(events, self.change(), 2)
        self.end_watch(watch)

    def test_nothing_wakes_it_when_nothing_happens(self):
        watch, _ = self.watch()
        time.sleep(1)
        before = self.wake_ups(watch)
        time.sleep(5)
        self.assertLessEqual(self.wake_ups(watch) - before, 2)
        self.end_watch(watch)

    @staticmethod
    def wake_ups(process):
        count = 0
        for task in glob.glob(f"/proc/{process.pid}/task/*/status"):
            with contextlib.suppress(FileNotFoundError), open(task, encoding="utf-8") as status:
                count += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status.read(), re.M)[1])
        return count

    # ---- no watches left

    def limited(self, most, what):
        command = LIMIT.format(most, what)
        if not grants("unshare", "-Ur", "sh", "-c", command, "sh", "true"):
            self.skipTest("this machine does not let tests take away what watches there are")
        self.prefix = ["unshare", "-Ur", "sh", "-c", command, "sh"]

    def watches_slowly(self, most, what):
        self.limited(most, what)
        watch, events = self.watch()
        with open(f"{self.root}/lines", "w", encoding="utf-8") as lines:
            plain = self.begin("watch", stdout=lines)
        for how in (entries.replace, entries.write_in_place):
            self.assert_told(events, self.change(how), LOOKS + 1)
        said = self.end_watch(plain)
        self.assertEqual(self.end_watch(watch), "")
        warnings = [(e["code"], e["message"]) for e in events() if e["event"] == "warning"]
        self.assertEqual(warnings, [("watching_slowly", SLOWLY.format(self.cards))])
        self.assertEqual(said, SLOWLY.format(self.cards) + "\n")

    def test_without_any_watch(self):
        self.watches_slowly(0, "watches")

    def test_without_a_watch_for_the_file(self):
        self.watches_slowly(1, "watches")

    def test_without_an_instance(self):
        self.watches_slowly(0, "instances")


if __name__ == "__main__":
    unittest.main(verbosity=2)
