#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at a tray icon and drives it from outside, over the session bus as a panel does.

  sni_probe.py props [FILE.png]       its properties; the largest icon is saved
  sni_probe.py menu                   its menu, as text
  sni_probe.py click LABEL[/LABEL…]   chooses an entry of the menu
  sni_probe.py activate               a click on the icon
"""
import hashlib
import json
import struct
import sys
import time
import zlib

import dbus

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM, MENU, PROPERTIES = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu", "org.freedesktop.DBus.Properties"


def plain(value):
    """Values of D-Bus as plain ones; arrays of bytes as bytes."""
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, dbus.Array):
        return bytes(bytearray(value)) if value.signature == "y" else [plain(v) for v in value]
    if isinstance(value, dbus.Struct):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {plain(k): plain(v) for k, v in value.items()}
    return int(value) if isinstance(value, int) else str(value) if isinstance(value, str) else value


class Pixmap:
    """ARGB in network byte order, not premultiplied."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    def pixel(self, x, y):
        """(alpha, red, green, blue)"""
        at = (y * self.width + x) * 4
        return tuple(self.data[at:at + 4])

    def fingerprint(self):
        return hashlib.sha1(self.data).hexdigest()[:16]

    def save(self, path):
        rows = bytearray(len(self.data))
        rows[0::4], rows[1::4], rows[2::4] = self.data[1::4], self.data[2::4], self.data[3::4]
        rows[3::4] = self.data[0::4]
        line = self.width * 4
        raw = b"".join(b"\0" + bytes(rows[y * line:(y + 1) * line]) for y in range(self.height))

        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n"
                       + chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 6, 0, 0, 0))
                       + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


def registered(bus):
    """(service, path) of each item that the tray knows; none where there is no tray."""
    try:
        watcher = bus.get_object(WATCHER, "/StatusNotifierWatcher", introspect=False)
        items = watcher.Get(WATCHER, "RegisteredStatusNotifierItems", dbus_interface=PROPERTIES)
    except dbus.exceptions.DBusException:
        return []
    return [(str(i).split("/", 1)[0], "/" + str(i).split("/", 1)[1]) for i in items]


class Item:
    def __init__(self, bus, service, path):
        self.bus, self.service = bus, service
        self.proxy = bus.get_object(service, path, introspect=False)
        self.menu_path = str(self.proxy.Get(ITEM, "Menu", dbus_interface=PROPERTIES))

    @classmethod
    def find(cls, bus, timeout=10.0):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                for service, path in registered(bus):
                    return cls(bus, service, path)
            except dbus.exceptions.DBusException:
                pass  # it was just going
            time.sleep(0.05)
        raise AssertionError("no icon came into the tray within %s s" % timeout)

    def props(self):
        return plain(self.proxy.GetAll(ITEM, dbus_interface=PROPERTIES))

    def tooltip(self):
        return self.props()["ToolTip"][2]

    def pixmaps(self):
        """By width."""
        return {p[0]: Pixmap(*p) for p in self.props()["IconPixmap"]}

    def activate(self):
        self.proxy.get_dbus_method("Activate", ITEM)(dbus.Int32(0), dbus.Int32(0))

    def secondary_activate(self):
        self.proxy.get_dbus_method("SecondaryActivate", ITEM)(dbus.Int32(0), dbus.Int32(0))

    def _menu_call(self, name, *arguments):
        proxy = self.bus.get_object(self.service, self.menu_path, introspect=False)
        return proxy.get_dbus_method(name, MENU)(*arguments)

    def open_menu(self):
        """Tells that the menu is opened, as panels do."""
        self._menu_call("AboutToShow", dbus.Int32(0))

    def close_menu(self):
        self.event(0, "closed")

    def menu(self):
        """The menu as the panel shows it, opened, read and closed."""
        self.open_menu()
        entries = self.entries()
        self.close_menu()
        return entries

    def entries(self):
        """The menu as it is now: entries that are not visible are left out."""
        _, layout = self._menu_call("GetLayout", dbus.Int32(0), dbus.Int32(-1), dbus.Array([], signature="s"))

        def entry(node):
            ident, props, below = int(node[0]), plain(node[1]), node[2]
            text = props.get("label", "").replace("__", "\0").replace("_", "").replace("\0", "_")
            return {"id": ident, "text": "----" if props.get("type") == "separator" else text,
                    "enabled": props.get("enabled", True),
                    "entries": [entry(n) for n in below if plain(n[1]).get("visible", True)]}

        return entry(layout)["entries"]

    def lines(self):
        return [e["text"] for e in self.menu()]

    def click(self, *path):
        """Each step is a text, or the beginning of one."""
        entries, found = self.menu(), None
        for step in path:
            found = next((e for e in entries if e["text"] == step), None) \
                or next((e for e in entries if step in e["text"]), None)
            if not found:
                raise AssertionError("no entry %r; there are %s" % (step, [e["text"] for e in entries]))
            entries = found["entries"]
        if not found["enabled"]:
            raise AssertionError("the entry %r is disabled" % found["text"])
        self.event(found["id"], "clicked")

    def event(self, ident, kind):
        self._menu_call("Event", dbus.Int32(ident), kind, dbus.String("", variant_level=1), dbus.UInt32(0))


def main():
    command, arguments = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    if command not in ("props", "menu", "click", "activate"):
        sys.exit(__doc__)
    item = Item.find(dbus.SessionBus(), 5)
    if command == "props":
        if arguments:
            pixmaps = item.pixmaps()
            pixmaps[max(pixmaps)].save(arguments[0])
        print(json.dumps(item.props(), indent=1, default=lambda data: "%d bytes" % len(data), ensure_ascii=False))
    elif command == "menu":
        def show(entries, depth=0):
            for e in entries:
                print("  " * depth + e["text"] + ("" if e["enabled"] else "  (disabled)"))
                show(e["entries"], depth + 1)
        show(item.menu())
    elif command == "click":
        item.click(*arguments[0].split("/"))
    else:
        item.activate()


if __name__ == "__main__":
    main()
