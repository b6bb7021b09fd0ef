# SPDX-License-Identifier: GPL-3.0-or-later
"""A scene with a desktop: the window through the accessibility tree, the tray through D-Bus. Runs inside
tests/support/private-session."""

import os
import subprocess
import sys
import time

from scene import PROGRAM, Scene

sys.path.insert(0, os.environ.get("TOOLS_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support")))
import atspi_probe  # noqa: E402
import dbus  # noqa: E402
import sni_probe  # noqa: E402

DESKTOP = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "LANG", "LANGUAGE")


class DesktopScene(Scene):
    def setUp(self):
        super().setUp()
        self.environment |= {name: os.environ[name] for name in DESKTOP if name in os.environ}
        self.bus = dbus.SessionBus()
        self.table = None  # once it was found: looking for it takes a while

    def start_desktop(self, *arguments, cwd=None):
        """Starts the program with a window; `begin` starts it headless."""
        process = subprocess.Popen([PROGRAM, *arguments], cwd=cwd or self.root, env=self.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, start_new_session=True)
        self.running.append(process)
        self.table = None
        return process

    def fail(self, msg=None):
        """Says what the window showed, too."""
        try:
            shown = "\n".join(atspi_probe.tree(self.window()))
        except AssertionError as error:
            shown = str(error)
        super().fail(f"{msg}; the window shows:\n{shown}")

    # ---- the window

    def window(self):
        return atspi_probe.program("sset")  # by whichever of its names the toolkit tells

    def rows(self):
        """The session table as a list of rows, each by column title; none while it does not show."""
        try:
            if not self.table:
                self.table = atspi_probe.find_with(self.window(), "Sessions", "get_table_iface", 0.2)
        except AssertionError:
            return []
        header, *rows = atspi_probe.cells(self.table, 7)
        return [dict(zip(header, row)) for row in rows]

    def row(self, title):
        return next((row for row in self.rows() if title in (row.get("Session") or "")), None)

    def until_row(self, title, state=None, seconds=20):
        def find():
            row = self.row(title)
            return row if row and (not state or state in row["State"]) else None
        return self.until(f"a row “{title}” {state or ''}", find, seconds)

    def select(self, title):
        """Rows may be moving just now: what was chosen is looked at once more."""
        def is_chosen(number):
            row = self.rows()[number:number + 1]
            return row and title in row[0]["Session"] and self.table.is_row_selected(number)

        def chosen():
            number = next((i for i, row in enumerate(self.rows()) if title in row["Session"]), None)
            if number is None:
                return False
            atspi_probe.select_row(self.window(), "Sessions", number)
            time.sleep(0.2)
            return is_chosen(number)
        self.until(f"“{title}” is chosen", chosen)

    def press(self, name, role=None):
        atspi_probe.press(self.window(), name, role)

    def choose(self, menu, entry):
        """An entry of the menu bar. A menu that opens while the window is still settling may close again."""
        def chosen():
            try:
                self.press(menu, "menu item")
                atspi_probe.press(self.window(), entry, "menu item", 1.0)
                return True
            except AssertionError:
                return False
        self.until(f"the menu entry {menu}, {entry}", chosen)

    def server_state(self):
        """What the status bar says of the server."""
        return atspi_probe.description(atspi_probe.find(self.window(), "Server state"))

    def answer(self, button):
        """Presses a button of the box that asks."""
        def find():
            return next((box for box in atspi_probe.children(self.window())
                         if atspi_probe.role(box) in ("alert", "dialog") and atspi_probe.find_all(box, button)), None)
        atspi_probe.press(self.until(f"a box with “{button}”", find, 5), button)

    def is_window_there(self):
        return any(atspi_probe.is_showing(frame) for frame in atspi_probe.children(self.window())
                   if atspi_probe.role(frame) == "frame")

    # ---- the tray

    def tray(self, seconds=10.0):
        return sni_probe.Item.find(self.bus, seconds)

    def until_tooltip(self, part, seconds=5):
        return self.until(f"the tooltip says “{part}”", lambda: part in self.tray().tooltip(), seconds)

    def until_line(self, part, seconds=5):
        """An entry of the tray's menu."""
        def find():
            return next((line for line in self.tray().lines() if part in line), None)
        return self.until(f"the tray's menu has “{part}”", find, seconds)

    def in_terminal(self, label, **keywords):
        """A generation that someone starts elsewhere; its process and its session's id."""
        process = self.generate("--label", label, **keywords)
        return process, self.id_of(label, keywords.get("cwd"))

    @staticmethod
    def seconds_until(probe, limit=5.0):
        begun = time.monotonic()
        while not probe():
            if time.monotonic() - begun > limit:
                raise AssertionError(f"not within {limit} s")
            time.sleep(0.02)
        return time.monotonic() - begun
