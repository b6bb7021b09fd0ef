# SPDX-License-Identifier: GPL-3.0-or-later
"""Owners that can and that cannot be judged from here: only the provably dead are orphans, at once, and what cannot be
judged lives as long as it gives signs of life."""

import os
import signal
import subprocess
import time
import unittest

import entries
from machine import grants
from scene import Scene

DAY = 86400
SILENCE = 30  # s until a watcher calls what it cannot judge unresponsive
MARGIN = 10  # it also looks by itself, every so often
ELSEWHERE = ["unshare", "-Urpf", "--mount-proc", "--kill-child"]
OTHER_TIME = ["unshare", "-UrfT", "--kill-child", "--boottime", "100000"]


class Namespaces(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=50)
        self.living = subprocess.Popen(["sleep", "1000"])
        self.running.append(self.living)
        dead = subprocess.Popen(["sleep", "1000"])
        self.died = entries.owner(dead.pid)
        dead.kill()
        dead.wait()

    def generate_in(self, where, label, steps):
        if not grants(*where, "true"):
            self.skipTest("this machine lets tests make no namespaces")
        self.prefix = where
        try:
            return self.generate("--label", label, steps=steps)
        finally:
            self.prefix = []

    def liveness(self, project=None):
        """What is shown, by id."""
        outcome = self.run_program("status", "--local", "-f", "json", cwd=project)
        self.assertEqual(outcome.code, 0, outcome)
        return {g["session_id"]: g["liveness"] for g in outcome.json["active_generations"]}

    def until_called(self, events, session, liveness, seconds):
        event = {"event": "liveness", "session_id": session, "liveness": liveness}
        self.until(f"it is called {liveness}", lambda: any(event.items() <= e.items() for e in events()), seconds)

    def end_watch(self, watch):
        watch.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(watch).code, 130)

    # ---- rows

    def rows(self):
        """(what, owner, seconds since its last sign of life, what it is to be called)"""
        here = entries.owner(self.living.pid)
        other_host = {"host": "studio", "boot": "0f0f0f0f-0000-4000-8000-000000000000"}
        other_boot = {"boot": "0f0f0f0f-0000-4000-8000-000000000000"}
        other_ns = {"ns": here["ns"] + 1}
        gone = self.died["pid"]
        return [
            ("of a process that lives", here, 0, "alive"),
            ("after the clock was set three days on", here, 3 * DAY, "alive"),
            ("after the clock was set an hour back", here, -3600, "alive"),
            ("with a time in another century", here, -100 * 365 * DAY, "alive"),
            ("of a process that died", self.died, 0, "orphan"),
            ("of a process that died, with a time in the future", self.died, -DAY, "orphan"),
            ("of a process whose number another has now", here | {"started": here["started"] + 1}, 0, "orphan"),
            ("of a process that died yesterday", self.died, DAY + 60, None),
            ("of another host", here | other_host, 30, "alive"),
            ("of another host, silent", here | other_host, 75, "unresponsive"),
            ("of another host, silent for long", here | other_host, DAY - 600, "unresponsive"),
            ("of another host, silent since yesterday", here | other_host, DAY + 60, None),
            ("of another host whose clock is ahead", here | other_host, -200, "alive"),
            ("of another host that lives next year", here | other_host, -365 * DAY, "alive"),
            ("of an earlier start of this machine", here | other_boot, 30, "alive"),
            ("of an earlier start, silent", self.died | other_boot, 75, "unresponsive"),
            ("of another namespace, under a number that is here too", here | other_ns, 30, "alive"),
            ("of another namespace, under another start time", here | other_ns | {"started": 1}, 30, "alive"),
            ("of another namespace, under a number that is not here", here | other_ns | {"pid": gone}, 30, "alive"),
            ("of another namespace, silent", here | other_ns | {"pid": gone}, 75, "unresponsive"),
            ("of the first process of another namespace", here | other_ns | {"pid": 1, "started": 5}, 30, "alive"),
        ]

    def write_rows(self):
        rows = {entries.new_id(): row for row in self.rows()}
        entries.replace(self.portraits, {session: entries.entry(owner, seconds, label=what, mark="kept")
                                         for session, (what, owner, seconds, _) in rows.items()})
        return rows

    def test_each_is_called_what_can_be_known_of_it(self):
        rows = self.write_rows()
        shown = self.liveness(self.portraits)
        called = {what: shown.get(session) for session, (what, _, _, _) in rows.items()}
        self.assertEqual(called, {what: expected for what, _, _, expected in rows.values()})

    def test_other_writers_drop_only_what_is_silent_since_yesterday(self):
        rows = self.write_rows()
        before = self.sessions(self.portraits)
        self.assertEqual(self.finish(self.generate(cwd=self.portraits, steps=5)).code, 0)
        after = self.sessions(self.portraits)
        kept = {session for session, (_, _, _, expected) in rows.items() if expected}
        self.assertEqual({rows[session][0] for session in after}, {rows[session][0] for session in kept})
        self.assertEqual(after, {session: before[session] for session in kept})

    # ---- processes

    def test_one_in_another_pid_namespace_is_judged_by_its_signs_of_life(self):
        watch, events = self.watch()
        process = self.generate_in(ELSEWHERE, "elsewhere", steps=400)
        session = self.id_of("elsewhere")
        self.until_sampling(session)
        owner = self.sessions()[session]["owner"]
        self.assertNotEqual(owner["ns"], os.stat("/proc/self/ns/pid").st_ino)
        self.assertTrue(os.path.exists(f"/proc/{owner['pid']}"))  # somebody else
        self.assertEqual(self.liveness(), {session: "alive"})
        self.kill(process)
        died = time.monotonic()
        self.assertEqual(self.liveness(), {session: "alive"})
        self.until_called(events, session, "unresponsive", SILENCE + MARGIN)
        self.assertGreater(time.monotonic() - died, SILENCE - 5)
        self.assertEqual([e["liveness"] for e in events() if e["event"] == "liveness"], ["unresponsive"])
        self.assertNotIn("orphan", self.liveness().values())
        self.assertEqual(self.run_program("status").code, 0)  # nobody closes what may live
        self.assertIn(session, self.sessions())
        self.end_watch(watch)

    def test_one_in_another_pid_namespace_can_be_asked_to_stop(self):
        self.generate_in(ELSEWHERE, "elsewhere", steps=400)
        session = self.id_of("elsewhere")
        self.until_sampling(session)
        asked = self.run_program("cancel", session, "-f", "json")
        self.assertEqual(asked.json["results"], [{"session_id": session, "result": "cancelled", "via": "owner"}])

    def test_one_in_another_time_namespace_is_not_taken_for_dead(self):
        process = self.generate_in(OTHER_TIME, "elsewhen", steps=60)
        session = self.id_of("elsewhen")
        self.until_sampling(session)
        self.assertEqual(self.liveness(), {session: "alive"})
        self.assertEqual(self.finish(process).code, 0)

    def test_one_that_started_later_than_the_watcher_dies_at_once(self):
        watch, events = self.watch()
        process = self.generate("--label", "late", steps=400)
        session = self.id_of("late")
        self.until_sampling(session)
        self.until("the watcher has seen it", lambda: any(e["event"] == "progress" for e in events()))
        self.kill(process)
        self.until_called(events, session, "orphan", 1)
        self.end_watch(watch)

    def test_one_that_is_stopped_is_called_so_until_it_goes_on(self):
        watch, events = self.watch()
        process = self.generate("--label", "paused", steps=400)
        session = self.id_of("paused")
        self.until_sampling(session)
        self.pause(process)
        self.until_called(events, session, "stopped", 2 + 1)
        process.send_signal(signal.SIGCONT)
        self.until_called(events, session, "alive", 2 + 1)
        self.assertNotIn("orphan", [e.get("liveness") for e in events()])
        self.end_watch(watch)


if __name__ == "__main__":
    unittest.main(verbosity=2)
