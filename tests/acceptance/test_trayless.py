# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop without a tray: closing the window ends the program, after asking if own sessions run. And one whose
tray comes late, as at login."""

import os
import subprocess
import sys
import unittest

from desktopscene import DesktopScene, atspi_probe

HOST = os.path.join(os.path.dirname(os.path.abspath(sys.modules["sni_probe"].__file__)), "sni_host.py")


class Trayless(DesktopScene):
    def test_closing_ends_it(self):
        process = self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        self.choose("File", "Close Window")
        ended = self.finish(process, 5)
        self.assertEqual(ended.code, 0, ended)

    def test_own_sessions_are_asked_about(self):
        self.demo_server(step_ms=100)
        process = self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        self.choose("File", "Generate…")
        atspi_probe.type_into(self.window(), "Prompt", "a lighthouse at dawn")
        atspi_probe.set_value(self.window(), "Images", 20)
        self.press("Start generation")
        own = self.until("it is recorded", lambda: list(self.sessions()))[0]
        self.until_sampling(own)
        self.choose("File", "Close Window")
        self.answer("Keep running")
        self.assertIsNone(process.poll())
        self.choose("File", "Close Window")
        self.answer("Cancel it and quit")
        ended = self.finish(process, 8)
        self.assertEqual(ended.code, 0, ended)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.history()[own]["outcome"], "cancelled")
        self.until("the server is idle", self.is_idle, 3)

    def test_a_tray_that_comes_late_is_used(self):
        self.start_desktop("--hidden", self.cards)
        with self.assertRaises(AssertionError):
            self.tray(2.0)
        host = subprocess.Popen(["/usr/bin/python3", HOST])
        self.addCleanup(host.wait)
        self.addCleanup(host.terminate)
        self.assertEqual(self.tray(4.0).tooltip(), "Nothing is running.")
        self.assertFalse(self.is_window_there())

    def test_hidden_without_a_tray_comes_up_minimised(self):
        process = self.start_desktop("--hidden", self.cards)
        self.until("a window is made", lambda: any(True for _ in atspi_probe.children(self.window())), 15)
        self.assertIsNone(process.poll())


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
