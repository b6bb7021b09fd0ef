# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: what runs in terminals is seen in it at once, and can be started and stopped from it."""

import os
import signal
import stat
import subprocess
import unittest

from desktopscene import DesktopScene, atspi_probe
from scene import PROGRAM


class Window(DesktopScene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=100)

    def test_a_generation_in_a_terminal_is_seen_within_a_second(self):
        self.start_desktop(self.cards, self.portraits)
        self.in_terminal("first", steps=40)
        self.until_row("first")
        self.in_terminal("hero", images=2, steps=80)
        self.assertLess(self.seconds_until(lambda: self.table.get_n_rows() == 2), 1.0)
        row = self.until_row("hero", "Generating", 30)
        self.assertIn("process", row["Owner"])
        self.assertEqual(row["Images"], "0 of 2")
        self.in_terminal("face", cwd=self.portraits, steps=40)
        self.until_row("face")
        self.until_row("hero", "Completed", 30)
        self.until_row("face", "Completed", 30)

    def test_one_is_cancelled_and_the_other_goes_on(self):
        self.start_desktop(self.cards)
        kept, _ = self.in_terminal("kept", steps=60)
        doomed, doomed_id = self.in_terminal("doomed", steps=400)
        self.until_sampling(doomed_id)
        self.until_row("doomed", "Generating")
        self.select("doomed")
        self.press("Cancel session")
        stopped = self.finish(doomed, 5)
        self.assertEqual(stopped.code, 9, stopped)
        self.until_row("doomed", "Cancelled")
        self.assertEqual(self.finish(kept).code, 0)
        self.until_row("kept", "Completed")

    def test_several_are_asked_about(self):
        self.start_desktop(self.cards)
        first, _ = self.in_terminal("first", steps=400)
        second, _ = self.in_terminal("second", steps=400)
        self.until_row("second")
        self.choose("Session", "Cancel All…")
        self.answer("Cancel 2 sessions")
        for process in (first, second):
            self.assertEqual(self.finish(process, 5).code, 9)

    def test_one_is_started_from_the_form(self):
        self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        self.choose("File", "Generate…")
        atspi_probe.type_into(self.window(), "Prompt", "a lighthouse at dawn")
        self.press("Start generation")
        own = self.until("it is recorded", lambda: list(self.sessions()))[0]
        self.assertNotIn("lighthouse", str(self.state()))
        self.choose("View", "Sessions")
        self.assertIn("this window", self.until_row("lighthouse")["Owner"])
        self.until("it has ended", lambda: not self.sessions(), 60)
        self.until_row("lighthouse", "Completed")
        entry = self.history()[own]
        self.assertEqual((entry["outcome"], entry["prompt"]), ("completed", "a lighthouse at dawn"))
        self.assert_pictures(entry["local_paths"], 1)
        self.assertTrue(entry["local_paths"][0].startswith(self.cards))

    def test_an_owner_that_dies_is_seen_within_two_seconds(self):
        self.start_desktop(self.cards)
        neighbour, _ = self.in_terminal("neighbour", steps=80)
        process, left = self.in_terminal("left", steps=400)
        self.until_sampling(left)
        self.until_row("left", "Generating")
        self.kill(process)
        took = self.seconds_until(lambda: (self.row("left") or {}).get("State", "").startswith("Owner gone"))
        self.assertLess(took, 2.0)
        self.select("left")
        self.choose("Session", "Cancel on the Server…")
        self.answer("Cancel session")
        self.until("it left the file", lambda: left not in self.sessions())
        self.assertEqual(self.history()[left]["outcome"], "cancelled")
        self.assertEqual(self.finish(neighbour).code, 0)

    def test_a_server_that_goes_is_said(self):
        self.start_desktop(self.cards)
        self.in_terminal("hero", steps=400)
        self.until_row("hero", "Generating")
        self.kill(self.server)
        self.choose("View", "Check Now")
        self.until("the banner says so", lambda: atspi_probe.find_all(
            self.window(), f"The server {self.address.removeprefix('http://')} does not answer."), 15)

    def test_a_second_start_hands_over_its_folders(self):
        first = self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        self.in_terminal("face", cwd=self.portraits, steps=60)
        second = self.start_desktop("portraits")
        self.assertEqual(self.finish(second, 10).code, 0)
        self.assertIsNone(first.poll())
        self.until_row("face")
        runtime = f"{self.root}/run/asset-generator"
        self.assertEqual(stat.S_IMODE(os.stat(runtime).st_mode), 0o700)

    def test_what_was_watched_is_remembered(self):
        first = self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        first.terminate()
        self.finish(first, 5)
        self.start_desktop()
        self.in_terminal("hero", steps=60)
        self.until_row("hero")

    def test_a_project_in_which_something_runs_is_offered(self):
        self.in_terminal("hero", steps=100)
        self.start_desktop()
        self.press("Watch cards")
        self.until_row("hero", "Generating")

    def test_the_demo_server_can_be_tried(self):
        del self.environment["ASSET_GENERATOR_API_URL"]
        process = self.start_desktop()
        self.press("Try with the demo server")
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        def pids():
            with open(children, encoding="ascii") as file:
                return file.read().split()
        demo = self.until("the demo server runs", pids)[0]
        self.until("its server is ready", lambda: "ready" in self.server_state())
        self.assertRegex(self.server_state(), r"^127\.0\.0\.1:\d+ – ready$")
        self.kill(process)  # even so
        self.until("it ends with the window", lambda: not os.path.exists(f"/proc/{demo}"), 5)

    def test_a_folder_that_is_not_there_is_said(self):
        process = self.start_desktop("./crads")
        self.until("the window says so", lambda: atspi_probe.find_all(self.window(), f"There is no folder {self.root}/crads."))
        process.terminate()
        self.assertIn(f"There is no folder {self.root}/crads.", self.finish(process).err)

    def test_the_end_of_the_login_ends_own_sessions_within_a_second(self):
        process = self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        self.choose("File", "Generate…")
        atspi_probe.type_into(self.window(), "Prompt", "a lighthouse at dawn")
        atspi_probe.set_value(self.window(), "Images", 20)
        self.press("Start generation")
        own = self.until("it is recorded", lambda: list(self.sessions()))[0]
        self.until_sampling(own)
        os.kill(process.pid, signal.SIGTERM)
        ended = self.finish(process, 2)
        self.assertEqual(ended.code, 143, ended)
        self.until("the server is idle", self.is_idle, 3)
        self.run_program("status")
        self.assertEqual(self.sessions(), {})

    def test_wrong_options_and_no_display(self):
        wrong = self.finish(self.start_desktop("--invisible"))
        self.assert_ended(wrong, 2, "invisible")
        self.assert_ended(self.finish(self.start_desktop("stauts")), 2, "no command and no folder called “stauts”")
        blind = {k: v for k, v in self.environment.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run([PROGRAM, self.cards], env=blind, capture_output=True, text=True, timeout=10, check=False)
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("There is no display", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
