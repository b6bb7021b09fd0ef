# SPDX-License-Identifier: GPL-3.0-or-later
"""The tray, as a panel sees it over D-Bus."""

import time
import unittest

import dbus
from desktopscene import DesktopScene

FIGURE_SPACE = "\u2007"


class Tray(DesktopScene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=100)

    def test_it_tells_what_runs(self):
        self.start_desktop("--hidden", self.cards)
        item = self.tray()
        self.assertEqual(item.tooltip(), "Nothing is running.")
        self.assertEqual(item.lines(), ["Show Asset Generator", "----", "Nothing is running", "----", "Generate…",
                                        "Projects", "----", "Quit"])
        idle = item.pixmaps()
        self.assertEqual(sorted(idle), [16, 22, 24, 32, 48, 64])

        self.in_terminal("hero", steps=60)
        took = self.seconds_until(lambda: item.pixmaps()[64].fingerprint() != idle[64].fingerprint())
        self.assertLess(took, 1.0)
        self.assertEqual(item.pixmaps()[64].pixel(32, 2), (255, 0x1d, 0x6f, 0xb8))  # running: blue
        self.until_tooltip("1 session is running, ")
        line = self.until_line("hero")
        self.assertRegex(line, rf"^({FIGURE_SPACE}*\d+ %|working|waiting)  hero – cards$")
        self.in_terminal("tile", steps=60)
        self.until_tooltip("2 sessions are running, ")
        self.until_line("Cancel All 2…")
        self.until_tooltip("Nothing is running.", 60)
        self.until("the icon is idle", lambda: item.pixmaps()[64].fingerprint() == idle[64].fingerprint(), 2)

    def test_one_is_cancelled_and_the_other_goes_on(self):
        self.start_desktop("--hidden", self.cards)
        kept, _ = self.in_terminal("kept", steps=60)
        doomed, doomed_id = self.in_terminal("doomed", steps=400)
        self.until_sampling(doomed_id)
        self.until_line("doomed")
        self.tray().click("doomed", "Cancel Session…")
        stopped = self.finish(doomed, 5)
        self.assertEqual(stopped.code, 9, stopped)
        self.assertEqual(self.finish(kept).code, 0)

    def test_it_changes_no_oftener_than_a_panel_bears(self):
        from dbus.mainloop.glib import DBusGMainLoop
        from gi.repository import GLib
        self.start_desktop("--hidden", self.cards)
        self.tray()
        self.in_terminal("hero", images=4, steps=20)
        self.until_line("hero")
        bus = dbus.SessionBus(mainloop=DBusGMainLoop(), private=True)
        seen = {"NewIcon": [], "NewToolTip": []}
        for name, times in seen.items():
            bus.add_signal_receiver(lambda *_, to=times: to.append(time.monotonic()), name,
                                    "org.kde.StatusNotifierItem")
        loop = GLib.MainLoop()
        GLib.timeout_add(6000, loop.quit)
        loop.run()
        bus.close()
        self.assertGreater(len(seen["NewIcon"]), 1)
        self.assertLessEqual(len(seen["NewIcon"]), 7)
        self.assertLessEqual(len(seen["NewToolTip"]), 4)
        gaps = [later - earlier for earlier, later in zip(seen["NewIcon"], seen["NewIcon"][1:])]
        self.assertGreater(min(gaps), 0.9)

    def test_entries_keep_their_ids_and_an_open_menu_stays(self):
        self.start_desktop("--hidden", self.cards)
        item = self.tray()
        ids = [entry["id"] for entry in item.menu()]
        self.in_terminal("hero", images=4, steps=20)
        self.until_line("hero")
        self.assertLessEqual(set(ids), {entry["id"] for entry in item.menu()})
        item.open_menu()
        shown = item.entries()
        time.sleep(3)
        self.assertEqual(item.entries(), shown)
        item.close_menu()
        self.until("it goes on", lambda: item.entries() != shown, 5)

    def test_a_click_brings_the_window_and_the_next_hides_it(self):
        self.start_desktop("--hidden", self.cards)
        item = self.tray()
        item.activate()
        self.until("the window is there", self.is_window_there)
        time.sleep(0.5)  # two clicks in a hurry are one
        item.activate()
        self.until("the window is hidden", lambda: not self.is_window_there())
        item.click("Show Asset Generator")
        self.until("the window is there again", self.is_window_there)

    def test_closing_the_window_keeps_the_tray_and_quit_ends_it(self):
        process = self.start_desktop(self.cards)
        item = self.tray()
        self.until("the window is there", self.is_window_there)
        self.choose("File", "Close Window")
        self.until("the window is hidden", lambda: not self.is_window_there())
        self.in_terminal("hero", steps=40)
        self.until_line("hero")
        self.assertIsNone(process.poll())
        item.click("Quit")
        ended = self.finish(process, 5)
        self.assertEqual(ended.code, 0, ended)
        self.assertEqual(len(self.sessions()), 1)  # a terminal's: not ours to end

    def test_a_server_that_is_gone_is_told_by_shape_and_words(self):
        self.kill(self.server)
        self.start_desktop("--hidden", self.cards)
        idle = self.tray().pixmaps()[64].fingerprint()
        self.until_tooltip(f"The server {self.address.removeprefix('http://')} does not answer.", 12)
        self.assertNotEqual(self.tray().pixmaps()[64].fingerprint(), idle)

    def test_a_failure_stays_until_it_is_seen(self):
        self.start_desktop("--hidden", self.cards)
        self.tray()
        process, _ = self.in_terminal("doomed", prompt="a red fox demo-backend-error")
        self.finish(process)
        self.until_line("! 1 session failed in cards", 10)
        self.assertEqual(self.tray().pixmaps()[64].pixel(32, 2), (255, 0xc2, 0x41, 0x0c))  # rust


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
