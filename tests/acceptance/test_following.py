# SPDX-License-Identifier: GPL-3.0-or-later
"""Three terminals: two generate, in the same folder and in another; the third looks."""

import os
import signal
import unittest

from scene import Scene, is_wire_time

STATUS_KEYS = {
    "schema", "server_url", "status", "response_time", "version", "error", "backends", "models_count",
    "models_loaded", "system_info", "server_generations", "project", "state_file", "state_problem",
    "generations_running", "active_generations"}
GENERATION_KEYS = {
    "session_id", "status", "progress", "start_time", "duration", "updated_at", "elapsed_seconds",
    "remaining_seconds", "stage", "images", "images_done", "label", "server", "owner", "liveness",
    "cancel_requested", "foreign", "source", "project"}


class Following(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=80)

    def test_a_generation_completes_and_says_where_its_pictures_are(self):
        done = self.finish(self.generate("-f", "json", "--label", "hero", images=2, steps=5))
        self.assert_ended(done, 0)
        result = done.json
        self.assertEqual(result["schema"], 1)
        self.assertEqual((result["status"], result["requested"], result["errors"]), ("completed", 2, []))
        self.assertEqual(len(result["image_paths"]), 2)
        self.assert_pictures(result["metadata"]["local_paths"], 2)
        self.assertGreater(result["duration_seconds"], 0)
        self.assertEqual(self.sessions(), {})
        row = self.history()[result["session_id"]]
        self.assertEqual((row["outcome"], row["label"], row["prompt"]), ("completed", "hero", "a red fox"))
        self.assertEqual(row["project"], self.cards)

    def test_status_shows_each_with_its_true_progress(self):
        self.generate("--label", "hero", images=4, steps=150)
        hero = self.id_of("hero")
        self.until_sampling(hero)  # before the others, which may have to wait for it
        self.generate("--label", "tile", steps=300)
        self.generate("--label", "face", cwd=self.portraits, steps=300)
        tile, face = self.id_of("tile"), self.id_of("face", self.portraits)

        status = self.run_program("status", "-f", "json")
        self.assert_ended(status, 0)
        report = status.json
        self.assertEqual(set(report) & STATUS_KEYS, STATUS_KEYS)
        self.assertEqual((report["status"], report["project"]), ("online", self.cards))
        self.assertEqual(report["generations_running"], 2)
        self.assertGreaterEqual(report["server_generations"]["live"], 1)
        shown = {g["session_id"]: g for g in report["active_generations"]}
        self.assertEqual(set(shown), {hero, tile})
        self.assertEqual(set(shown[hero]) & GENERATION_KEYS, GENERATION_KEYS)
        self.assertEqual((shown[hero]["liveness"], shown[hero]["images"]), ("alive", 4))
        self.assertTrue(0 < shown[hero]["progress"] < 1, shown[hero])
        self.assertTrue(is_wire_time(shown[hero]["start_time"]))

        table = self.run_program("status").out
        for word in ("PROGRESS", self.short(hero), self.short(tile), "hero", "tile", "%"):
            self.assertIn(word, table)
        self.assertNotIn(self.short(face), table)
        self.assertNotIn("\x1b", table)
        everywhere = self.run_program("status", "--all", "-f", "json").json
        self.assertEqual({g["session_id"] for g in everywhere["active_generations"]}, {hero, tile, face})
        elsewhere = self.run_program("status", "--project", self.portraits, "-f", "json").json
        self.assertEqual([g["session_id"] for g in elsewhere["active_generations"]], [face])
        self.assertRegex(self.run_program("status", "--short").out, r"^2 running \d+%\n$")

    def test_watch_tells_one_event_a_line_from_start_to_end(self):
        watch, events = self.watch()
        first = self.generate("--label", "hero", images=2, steps=20)
        hero = self.id_of("hero")
        self.assert_ended(self.finish(first), 0)
        self.until("the end is told", lambda: events()[-1]["event"] == "ended", 5)
        os.kill(watch.pid, signal.SIGINT)
        self.assertEqual(self.finish(watch).code, 130)

        events = events()
        self.assertEqual((events[0]["event"], events[0]["sessions"]), ("snapshot", []))
        self.assertTrue(all(e["schema"] == 1 and is_wire_time(e["time"]) for e in events))
        started = [e for e in events if e["event"] == "started"]
        self.assertEqual(started[0]["session"]["session_id"], hero)
        progress = [e["progress"] for e in events if e["event"] == "progress" and e["session_id"] == hero]
        self.assertGreater(len(progress), 3)
        self.assertEqual(progress, sorted(progress))
        self.assertTrue(all(0 <= p <= 1 for p in progress))
        ended = [e for e in events if e["event"] == "ended" and e["session_id"] == hero]
        self.assertEqual([e["outcome"] for e in ended], ["completed"])
        self.assert_pictures(ended[0]["local_paths"], 2)

    def test_watch_all_sees_the_first_project_of_a_new_user(self):
        watch, events = self.watch("--all", cwd=self.root)
        self.generate("--label", "face", cwd=self.portraits, steps=300)
        face = self.id_of("face", self.portraits)
        self.until("the watcher tells of it", lambda: any(
            e["event"] == "started" and e["session"]["session_id"] == face for e in events()), 3)
        os.kill(watch.pid, signal.SIGINT)
        self.assertEqual(self.finish(watch).code, 130)

    def test_wait_returns_when_they_have_ended(self):
        self.generate("--label", "hero", images=2, steps=20)
        self.generate("--label", "tile", steps=10)
        hero, tile = self.id_of("hero"), self.id_of("tile")
        waited = self.run_program("wait")
        self.assert_ended(waited, 0)
        self.assertRegex(waited.out, rf"(?m)^{self.short(hero)} completed 2/2 \d")
        self.assertRegex(waited.out, rf"(?m)^{self.short(tile)} completed 1/1 \d")
        again = self.run_program("wait", self.short(hero))
        self.assert_ended(again, 0)
        self.assertIn("completed 2/2", again.out)
        self.assert_ended(self.run_program("wait"), 0)  # none running

    def test_wait_gives_up_in_time_and_the_session_goes_on(self):
        run = self.generate("--label", "long", steps=60)
        self.id_of("long")
        self.assert_ended(self.run_program("wait", "--timeout", "0.5"), 7)
        self.assert_ended(self.finish(run), 0)

    def test_the_state_file_keeps_its_promise_to_scripts(self):
        self.generate("--label", "hero", images=4, steps=40)
        hero = self.id_of("hero")
        self.until_sampling(hero)
        state = self.state()
        session = state["sessions"][hero]
        self.assertTrue(is_wire_time(state["updated_at"]))
        self.assertEqual(session["id"], hero)
        self.assertIn(session["status"], ("pending", "starting", "generating"))
        self.assertTrue(0 < session["progress"] <= 1)
        self.assertTrue(is_wire_time(session["start_time"]) and is_wire_time(session["updated_at"]))
        self.assertEqual(session["server"], self.address)
        self.assertEqual(session["owner"]["pid"], self.running[-1].pid)
        self.assertRegex(hero, r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertEqual([f for f in os.listdir(self.cards) if f.startswith(".asset")], [".asset-generator-state.json"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
