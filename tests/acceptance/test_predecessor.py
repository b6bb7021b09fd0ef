# SPDX-License-Identifier: GPL-3.0-or-later
"""The earlier tool writes its own map over the file, without a lock: nothing of ours is lost or called ended."""

import contextlib
import datetime
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import unittest

from scene import STATE_FILE, Scene

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support", "predecessor.py")
DRAWING = 0.25  # a write interval while it is drawn
SILENT = 10  # and while nothing changes
MARGIN = 2  # for a busy machine
HIDDEN = 15


class Predecessor(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=30)

    def predecessor(self, *seconds, cwd=None):
        """Starts the earlier tool; returns it, a function that tells it what to do, and its own session's id."""
        process = subprocess.Popen([sys.executable, TOOL, cwd or self.cards, *map(str, seconds)], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)
        self.running.append(process)

        def tell(word):
            process.stdin.write(word + "\n")
            process.stdin.flush()
            self.assertEqual(process.stdout.readline(), word + "\n")
        return process, tell, process.stdout.readline().strip()

    def sessions(self, project=None):
        """A prune in place may be half done."""
        while True:
            with contextlib.suppress(json.JSONDecodeError):
                return super().sessions(project)
            time.sleep(0.002)

    def status(self):
        """What is shown as running, by id."""
        outcome = self.run_program("status", "--local", "-f", "json")
        self.assertEqual((outcome.code, outcome.err), (0, ""), outcome)
        return {g["session_id"]: g for g in outcome.json["active_generations"]}

    def silent(self, project):
        """A session of which nothing changes any more until the server is told to go on."""
        self.server.send_signal(signal.SIGCONT)
        process = self.generate("--label", "hero", cwd=project, steps=100)
        session = self.id_of("hero", project)
        self.until_sampling(session, project)
        self.pause(self.server)
        before = None
        while before != (before := self.sessions(project)[session]):
            time.sleep(0.6)  # progress is written every quarter of a second
        return process, session

    def goes_on_and_completes(self, process, session):
        self.server.send_signal(signal.SIGCONT)
        self.assertEqual(self.finish(process).code, 0)
        self.assertEqual(self.history()[session]["outcome"], "completed")

    # ---- what is ours

    def test_ours_come_back_and_no_watcher_calls_them_ended(self):
        self.predecessor(0.3)
        watch, events = self.watch()
        running = [self.generate("--label", label, steps=150) for label in ("hero", "tile")]
        ids = {self.id_of("hero"), self.id_of("tile")}
        missing, wiped, longest = {}, 0, 0
        while not any(process.poll() is not None for process in running):
            sessions, now = self.sessions(), time.monotonic()
            if any(session["progress"] > 0.9 for session in sessions.values()):
                break
            for session in ids:
                if session in sessions:
                    longest = max(longest, now - missing.pop(session, now))
                elif session not in missing:
                    missing[session] = now
                    wiped += 1
            told = [event["event"] for event in events() if event.get("session_id") in ids]
            self.assertNotIn("ended", told)
            time.sleep(0.005)
        self.assertGreater(wiped, 10, "the earlier tool wiped nothing away")
        self.assertLess(longest, DRAWING + MARGIN)
        for process in running:
            self.assertEqual(self.finish(process).code, 0)
        self.until("the watcher tells both ends", lambda: {
            event["session_id"] for event in events() if event["event"] == "ended"} >= ids, 5)
        told = events()
        watch.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(watch).err, "")
        self.assertEqual([event for event in told if event["event"] == "warning"], [])
        for session in ids:
            self.assertEqual([e["outcome"] for e in told if e["event"] == "ended" and e["session_id"] == session],
                             ["completed"])
            self.assertEqual(self.history()[session]["outcome"], "completed")
        self.assertEqual([name for name in os.listdir(self.cards) if "corrupt" in name], [])

    def test_silent_ones_come_back_with_their_next_sign_of_life(self):
        """One that it does not know is gone from the file; one that it loaded at its start has lost its owner."""
        _, wipe, _ = self.predecessor()
        loaded, stripped = self.silent(self.portraits)
        unknown, wiped = self.silent(self.cards)
        watch, events = self.watch("--all")
        _, strip, _ = self.predecessor(cwd=self.portraits)
        wipe("save")
        strip("save")
        self.assertNotIn(wiped, self.sessions())
        self.assertNotIn("owner", self.sessions(self.portraits)[stripped])
        shown = self.run_program("status", "--local", "-f", "json", cwd=self.portraits).json["active_generations"]
        self.assertEqual([g["liveness"] for g in shown if g["session_id"] == stripped], ["alive"])
        self.until("the wiped one is back", lambda: wiped in self.sessions(), SILENT + MARGIN)
        self.until("its owner is back", lambda: "owner" in self.sessions(self.portraits)[stripped], SILENT + MARGIN)
        for process, session in ((loaded, stripped), (unknown, wiped)):
            self.goes_on_and_completes(process, session)
        self.until("both ends are told", lambda: len([e for e in events() if e["event"] == "ended"]) == 2, 5)
        self.assertNotIn("liveness", [event["event"] for event in events()])
        watch.send_signal(signal.SIGINT)
        self.finish(watch)

    def test_status_knows_what_was_wiped_away(self):
        _, tell, _ = self.predecessor()
        process, session = self.silent(self.cards)
        tell("save")
        shown = self.status()
        self.assertIn(session, shown)
        self.assertNotEqual(shown[session]["liveness"], "orphan")
        self.goes_on_and_completes(process, session)

    def test_wait_waits_for_what_was_wiped_away(self):
        _, tell, _ = self.predecessor()
        process, session = self.silent(self.cards)
        tell("save")
        wait = self.begin("wait", session)
        with self.assertRaises(subprocess.TimeoutExpired):
            wait.wait(1)
        self.goes_on_and_completes(process, session)
        self.assert_ended(self.finish(wait), 0)

    def test_a_request_to_stop_survives(self):
        _, tell, _ = self.predecessor()
        process = self.generate("--label", "hero", steps=400)
        session = self.id_of("hero")
        self.until_sampling(session)
        folder = os.open(self.cards, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)  # so that it is not stopped in the middle of a write
        self.pause(process)
        os.close(folder)
        self.environment["XDG_STATE_HOME"] = f"{self.root}/elsewhere"  # without the ticket asking is all that is left
        asked = self.begin("cancel", session, "-f", "json")
        self.until("the request is written", lambda: self.sessions().get(session, {}).get("cancel_requested"))
        tell("save")
        self.assertNotIn(session, self.sessions())
        process.send_signal(signal.SIGCONT)
        self.assertEqual(self.finish(process, 15).code, 9)
        self.assertEqual(self.finish(asked).json["results"],
                         [{"session_id": session, "result": "cancelled", "via": "owner"}])

    # ---- what is its own

    def test_its_own_are_shown_with_eight_characters_and_nothing_is_known_of_them(self):
        tool, tell, own = self.predecessor()
        watch, events = self.watch()
        tell("save")
        self.assertEqual(self.finish(self.generate("--label", "ours", steps=10)).code, 0)  # leaves it as it stands
        self.assertEqual(set(self.sessions()[own]), {"id", "status", "progress", "start_time", "updated_at"})
        status = self.run_program("status", "--local", "-f", "json")
        shown = status.json["active_generations"][0]
        self.assertEqual((shown["session_id"], shown["liveness"], shown["foreign"], shown["owner"]),
                         (own[:8], "unknown", True, None))
        table = self.run_program("status", "--local")
        self.assertIn(own[:8], table.out)
        self.until("the watcher tells of it", lambda: any(
            e["event"] == "started" and e["session"]["session_id"] == own[:8] for e in events()), 3)
        self.kill(tool)
        watch.send_signal(signal.SIGINT)
        self.finish(watch)
        for text in (status.out, table.out + table.err, json.dumps(events())):
            self.assertNotIn(own[:9], text)

    def test_its_own_go_a_day_after_their_start(self):
        def entry(hours):
            start = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=hours)
            return {"status": "generating", "progress": 0.5, "start_time": start.isoformat(),
                    "updated_at": datetime.datetime.now(datetime.timezone.utc).isoformat()}
        old, young = "a" * 40, "b" * 40
        with open(f"{self.cards}/{STATE_FILE}", "w", encoding="utf-8") as file:
            json.dump({"sessions": {old: entry(24.1), young: entry(23.9)}}, file)
        self.assertEqual(set(self.status()), {young[:8]})
        self.assertEqual(self.finish(self.generate(steps=5)).code, 0)
        self.assertEqual(set(self.sessions()), {young})

    def test_what_it_brings_back_is_hidden_and_dropped(self):
        watch, events = self.watch()
        process = self.generate("--label", "hero", steps=30)
        hero = self.id_of("hero")
        self.until_sampling(hero)
        tool, tell, own = self.predecessor(0.3)
        self.assertEqual(self.finish(process).code, 0)
        ended = time.monotonic()
        tell("save")
        self.assertIn(hero, self.sessions())
        self.until("it is hidden", lambda: hero not in self.status(), HIDDEN + MARGIN)
        time.sleep(max(0.0, ended + HIDDEN + MARGIN - time.monotonic()))
        self.assertIn(hero, self.sessions())
        self.assertEqual(set(self.status()), {own[:8]})
        told = [e["event"] for e in events() if hero in (e.get("session_id"), e.get("session", {}).get("session_id"))]
        self.assertEqual(told[-1], "ended")
        turns = [event for event in told if event != "progress"]
        self.kill(tool)
        self.assertEqual(self.finish(self.generate(steps=5)).code, 0)
        self.assertEqual(set(self.sessions()), {own})
        self.assertEqual(self.history()[hero]["outcome"], "completed")
        watch.send_signal(signal.SIGINT)
        self.finish(watch)
        self.assertEqual(turns, ["started", "ended"])  # its history row says that it has ended

    # ---- half a file

    def test_a_prune_in_place_is_no_broken_file(self):
        _, tell, _ = self.predecessor()
        tell("save")
        watch, events = self.watch()
        process = self.generate("--label", "hero", steps=50)
        self.id_of("hero")
        while process.poll() is None:
            tell("prune")
            self.assertIsNone(self.run_program("status", "--local", "-f", "json").json["state_problem"])
        outcome = self.finish(process)
        self.assertEqual(outcome.code, 0)
        self.assertNotIn("cannot", outcome.err)
        self.assertEqual([e for e in events() if e["event"] == "warning"], [])
        self.assertEqual([name for name in os.listdir(self.cards) if "corrupt" in name], [])
        watch.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(watch).err, "")


if __name__ == "__main__":
    unittest.main(verbosity=2)
