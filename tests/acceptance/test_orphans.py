# SPDX-License-Identifier: GPL-3.0-or-later
"""A generating process is killed: nobody takes its session for a running one, and it is closed."""

import os
import shutil
import signal
import unittest

from scene import STATE_FILE, Scene


class Orphans(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=100)

    def orphan(self, steps, cwd=None):
        """A session whose owner was killed while the server drew."""
        process = self.generate("--label", "left", steps=steps, cwd=cwd)
        left = self.id_of("left", cwd)
        self.until_sampling(left, cwd)
        self.kill(process)
        return left

    def test_it_is_an_orphan_at_once_and_never_running(self):
        neighbour = self.generate("--label", "neighbour", steps=150)
        left = self.orphan(400)
        report = self.run_program("status", "--local", "-f", "json").json
        shown = {g["session_id"]: g for g in report["active_generations"]}
        self.assertEqual(shown[left]["liveness"], "orphan")
        self.assertEqual(report["generations_running"], 1)
        self.assertIn("orphan", self.run_program("status", "--local").out)
        self.assertRegex(self.run_program("status", "--local", "--short").out, "^1 running ")

        asked = self.run_program("status")
        self.assert_ended(asked, 0, f"{self.short(left)}: its owner is gone, the server still works on it")
        self.assertEqual(self.run_program("cancel", self.short(left), "-f", "json").json["results"],
                         [{"session_id": left, "result": "cancelled", "via": "server"}])
        self.assertNotIn(left, self.sessions())
        self.assertEqual(self.history()[left]["outcome"], "cancelled")
        self.assertEqual(self.finish(neighbour).code, 0)  # it was not stopped along
        self.until("the server is idle", self.is_idle, 3)

    def test_a_watcher_sees_it_within_two_seconds(self):
        process = self.generate("--label", "left", steps=300)
        left = self.id_of("left")
        self.until_sampling(left)
        watch, events = self.watch()
        self.kill(process)
        orphan = {"event": "liveness", "session_id": left, "liveness": "orphan"}
        self.until("the watcher tells of the orphan",
                   lambda: any(orphan.items() <= event.items() for event in events()), 2)
        os.kill(watch.pid, signal.SIGINT)
        self.assertEqual(self.finish(watch).code, 130)

    def test_it_is_closed_as_interrupted_when_the_server_is_done(self):
        left = self.orphan(25)
        self.until("the server is idle", self.is_idle)
        self.assert_ended(self.run_program("status"), 0)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.history()[left]["outcome"], "interrupted")
        waited = self.run_program("wait", left)
        self.assert_ended(waited, 1)
        self.assertIn("interrupted", waited.out)

    def test_a_closed_one_that_was_left_in_the_file_is_taken_out(self):
        left = self.orphan(400)
        with open(f"{self.cards}/{STATE_FILE}", "rb") as file:
            before = file.read()
        self.assertEqual(self.run_program("cancel", self.short(left)).code, 0)
        with open(f"{self.cards}/{STATE_FILE}", "wb") as file:
            file.write(before)  # as if the disk had been full
        report = self.run_program("status", "-f", "json").json
        self.assertEqual(report["active_generations"], [])
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.history()[left]["outcome"], "cancelled")

    def test_the_next_generation_closes_it(self):
        left = self.orphan(25)
        self.until("the server is idle", self.is_idle)
        self.assertEqual(self.finish(self.generate("--label", "next", steps=5)).code, 0)
        self.until("the orphan is closed", lambda: left not in self.sessions(), 5)
        self.assertEqual(self.history()[left]["outcome"], "interrupted")

    def test_many_that_look_close_it_once(self):
        left = self.orphan(25)
        self.until("the server is idle", self.is_idle)
        for process in [self.begin("status") for _ in range(5)]:
            self.assertEqual(self.finish(process).code, 0)
        self.assertEqual(self.sessions(), {})
        rows = self.run_program("history", "-f", "json").json["sessions"]
        self.assertEqual([r["session_id"] for r in rows].count(left), 1)

    def test_waiting_does_not_hang_on_one_whose_server_is_gone(self):
        left = self.orphan(400)
        self.kill(self.server)
        waited = self.run_program("wait", seconds=30)
        self.assert_ended(waited, 3, f"{self.short(left)}: its owner is gone", "has not answered")
        status = self.run_program("status")
        self.assert_ended(status, 3, "when its server answers again")
        self.assertIn(left, self.sessions())

    def test_a_stopped_owner_is_no_orphan(self):
        process = self.generate("--label", "paused", steps=60)
        paused = self.id_of("paused")
        self.until_sampling(paused)
        self.pause(process)
        shown = self.run_program("status", "--local", "-f", "json").json["active_generations"]
        self.assertEqual([g["liveness"] for g in shown], ["stopped"])
        process.send_signal(signal.SIGCONT)
        self.assertEqual(self.finish(process).code, 0)

    def test_its_pictures_are_collected_from_the_server(self):
        process = self.generate("--label", "left", "--filename-template", "hero-{seed}", images=3, steps=12)
        left = self.id_of("left")
        self.until_sampling(left)
        self.assert_ended(self.run_program("collect", self.short(left)), 2, "still has an owner")
        self.kill(process)
        collected = self.run_program("collect", self.short(left), "--output-dir", "pictures", "-f", "json")
        self.assert_ended(collected, 0, "The server still draws")
        self.assertEqual(collected.json["status"], "completed")
        paths = [os.path.join(self.cards, path) for path in collected.json["metadata"]["local_paths"]]
        self.assert_pictures(paths, 3)
        self.assertEqual({os.path.basename(path)[:5] for path in paths}, {"hero-"})
        self.assertEqual(self.sessions(), {})
        kept = self.history()[left]
        self.assertEqual((kept["outcome"], kept["local_paths"]), ("completed", paths))

    def test_what_was_closed_meanwhile_is_collected_from_the_history(self):
        left = self.orphan(25)
        self.until("the server is idle", self.is_idle)
        self.assert_ended(self.run_program("status"), 0)  # closes it
        collected = self.run_program("collect", self.short(left), cwd=self.portraits)
        self.assert_ended(collected, 0)
        self.assertEqual(self.history()[left]["outcome"], "completed")
        paths = self.history()[left]["local_paths"]
        self.assert_pictures(paths, 1)
        self.assertEqual(os.path.dirname(paths[0]), self.cards + "/pictures")  # where the owner would have saved it
        self.assertIn(paths[0], collected.out)
        self.assert_ended(self.run_program("collect", "ffffffff"), 8)

    def test_a_folder_that_was_taken_away_is_not_made_again_for_nothing(self):
        left = self.orphan(25)
        self.until("the server is idle", self.is_idle)
        self.assert_ended(self.run_program("status"), 0)
        shutil.rmtree(self.cards + "/pictures", ignore_errors=True)
        self.kill(self.server)
        self.assert_ended(self.run_program("collect", self.short(left)), 3)
        self.assertFalse(os.path.exists(self.cards + "/pictures"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
