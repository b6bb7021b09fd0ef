# SPDX-License-Identifier: GPL-3.0-or-later
"""The right one stops, at once, wherever it is stopped from."""

import json
import os
import signal
import time
import unittest

from scene import STATE_FILE, Scene


class Stopping(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=100)

    def test_cancel_stops_one_within_a_second_and_the_others_go_on(self):
        doomed = self.generate("--label", "doomed", steps=400)
        self.until_sampling(self.id_of("doomed"))
        kept = self.generate("--label", "kept", steps=100)
        self.until_sampling(self.id_of("kept"))  # on the other backend; whoever comes now waits behind one of them
        other = self.generate("--label", "other", cwd=self.portraits, steps=20)
        ids = self.id_of("kept"), self.id_of("doomed"), self.id_of("other", self.portraits)

        asked = time.monotonic()
        cancel = self.begin("cancel", self.short(ids[1]), "-f", "json")
        stopped = self.finish(doomed, 5)
        took = time.monotonic() - asked
        self.assertLess(took, 1.0 + 0.5)  # with the start of the process that asks
        self.assertEqual(stopped.code, 9, stopped)
        replied = self.finish(cancel)
        self.assertEqual(replied.code, 0, replied)
        self.assertEqual(replied.json["results"], [{"session_id": ids[1], "result": "cancelled", "via": "owner"}])
        self.assertEqual(set(self.sessions()), {ids[0]})

        self.assertEqual(self.finish(kept).code, 0)
        self.assertEqual(self.finish(other).code, 0)
        outcomes = {i: entry["outcome"] for i, entry in self.history().items()}
        self.assertEqual(outcomes, {ids[0]: "completed", ids[1]: "cancelled", ids[2]: "completed"})
        self.assertTrue(self.history()[ids[1]]["cancelled_by"])

    def test_what_was_made_before_another_cancelled_is_listed(self):
        process = self.generate("--label", "doomed", "-f", "json", images=4, steps=30)
        doomed = self.id_of("doomed")
        saved = self.until("a picture is saved", lambda: os.path.isdir(self.cards + "/pictures") and [
            name for name in os.listdir(self.cards + "/pictures") if not name.startswith(".")])
        self.assert_ended(self.run_program("cancel", self.short(doomed)), 0)
        stopped = self.finish(process)
        self.assert_ended(stopped, 9, "of 4 images were made")
        paths = [os.path.basename(path) for path in stopped.json["error"]["details"]["local_paths"]]
        self.assertIn(saved[0], paths)
        self.assertEqual(sorted(paths), sorted(os.listdir(self.cards + "/pictures")))

    def test_cancel_all_stops_those_of_this_project(self):
        two = [self.generate("--label", label, steps=300) for label in ("one", "two")]
        other = self.generate("--label", "other", cwd=self.portraits, steps=40)
        for label in ("one", "two"):
            self.id_of(label)
        unclear = self.run_program("cancel")
        self.assert_ended(unclear, 2, "2 sessions")
        self.assertEqual(self.run_program("cancel", "--all").code, 0)
        for process in two:
            self.assertEqual(self.finish(process, 5).code, 9)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.finish(other).code, 0)

    def test_nothing_to_cancel_is_no_error(self):
        self.assert_ended(self.run_program("cancel"), 0, "(?i)nothing to cancel")
        self.assert_ended(self.run_program("cancel", "abcd1234"), 8)

    def test_what_is_not_ones_own_is_no_nothing(self):
        path = f"{self.cards}/{STATE_FILE}"
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"sessions": {"0b9c7f3e-1111-4111-8111-111111111111": {
                "status": "generating", "start_time": "2999-01-01T00:00:00Z", "updated_at": "2999-01-01T00:00:00Z",
                "owner": {"host": "studio", "user": "ada", "pid": 7, "boot": "elsewhere", "ns": 1, "started": 1}}}}, file)
        ended = self.run_program("cancel", "-f", "json")
        self.assert_ended(ended, 2, "not yours", "ada@studio")
        self.assertEqual(len(ended.json["error"]["details"]["matches"]), 1)

    def test_wait_tells_of_a_cancelled_one(self):
        self.generate("--label", "doomed", steps=300)
        doomed = self.id_of("doomed")
        wait = self.begin("wait", doomed)
        self.until_sampling(doomed)
        self.run_program("cancel", doomed)
        waited = self.finish(wait, 5)
        self.assertEqual(waited.code, 9, waited)
        self.assertIn(f"{self.short(doomed)} cancelled 0/1", waited.out)

    def interrupted_by(self, number, code, seconds):
        process = self.generate("--label", "mine", images=3, steps=300)
        mine = self.id_of("mine")
        self.until_sampling(mine)
        asked = time.monotonic()
        os.kill(process.pid, number)
        ended = self.finish(process, seconds)
        self.assertLess(time.monotonic() - asked, seconds)
        self.assertEqual(ended.code, code, ended)
        self.until("the server is idle", self.is_idle, 3)
        return mine

    def test_ctrl_c_cancels_on_the_server(self):
        mine = self.interrupted_by(signal.SIGINT, 130, 5)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.history()[mine]["outcome"], "cancelled")
        self.assertEqual(os.listdir(f"{self.root}/state/asset-generator/tickets"), [])

    def test_a_server_that_cannot_be_told_is_said(self):
        process = self.generate("--label", "hero", steps=400)
        self.until_sampling(self.id_of("hero"))
        self.kill(self.server)
        process.send_signal(signal.SIGINT)
        self.assert_ended(self.finish(process, 10), 130, "may draw on")
        self.assertEqual(self.sessions(), {})

    def test_terminate_and_hangup_leave_nothing_that_looks_alive(self):
        for number, code in ((signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            with self.subTest(signal=number):
                self.interrupted_by(number, code, 3)
                running = self.run_program("status", "--local", "-f", "json").json["generations_running"]
                self.assertEqual(running, 0)

    def test_a_second_ctrl_c_ends_at_once(self):
        self.pause(self.server)  # a server that never answers
        try:
            process = self.generate("--label", "mine", steps=300)
            time.sleep(0.5)
            os.kill(process.pid, signal.SIGINT)
            time.sleep(0.2)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGINT)
            self.assertEqual(self.finish(process, 2).code, 130)
        finally:
            self.server.send_signal(signal.SIGCONT)


if __name__ == "__main__":
    unittest.main(verbosity=2)
