# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that are wrong are said where somebody sees it who started the program from a menu."""

import os
import unittest

from desktopscene import DesktopScene, atspi_probe


class Settings(DesktopScene):
    def write(self, lines):
        folder = f"{self.root}/config/asset-generator"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/config.yaml", "w", encoding="utf-8") as file:
            file.write(lines)

    def shows(self, words):
        return any(words in atspi_probe.text(part) or words in atspi_probe.name(part) for part in atspi_probe.walk(self.window()))

    def test_a_warning_is_above_the_pages(self):
        self.write("generate:\n  stepz: 5\n")
        self.start_desktop(self.cards)
        self.until("the window is there", self.is_window_there)
        self.until("the warning is shown", lambda: self.shows("stepz"))

    def test_without_usable_settings_a_box_says_why(self):
        self.write("generate:\n  steps: many\n")
        process = self.start_desktop(self.cards)
        self.until("the box is shown", lambda: self.shows("many"), 15)
        self.assertIsNone(process.poll())
        self.press("Close")
        ended = self.finish(process, 5)
        self.assertEqual(ended.code, 2, ended)
        self.assertIn("generate.steps", ended.err)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
