#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tray for tests: watcher and host of status notifier items on the session bus. It draws nothing.

  sni_host.py            until it is ended

SIGUSR1 takes the host away as if the panel had crashed, SIGUSR2 brings it back.
"""
import os
import signal
import sys

import dbus
import dbus.exceptions
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

WATCHER, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
PROPERTIES = (("RegisteredStatusNotifierItems", "as"), ("IsStatusNotifierHostRegistered", "b"), ("ProtocolVersion", "i"))


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        self.bus, self.items, self.host = bus, {}, None
        self.name = dbus.service.BusName(WATCHER, bus, do_not_queue=True)
        super().__init__(bus, PATH)
        bus.add_signal_receiver(self.owner_changed, "NameOwnerChanged", "org.freedesktop.DBus")

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        name, path = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        self.items[name + path] = (name, sender)
        self.StatusNotifierItemRegistered(name + path)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, _service):
        self.set_host(True)

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, item):
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemUnregistered(self, item):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostUnregistered(self):
        pass

    # Qt reads the properties through introspection, and dbus-python declares none there by itself.
    @dbus.service.method(dbus.INTROSPECTABLE_IFACE, out_signature="s", path_keyword="object_path",
                         connection_keyword="connection")
    def Introspect(self, object_path, connection):
        xml = super().Introspect(object_path, connection)
        head = '<interface name="%s">\n' % WATCHER
        declared = "".join('<property name="%s" type="%s" access="read"/>\n' % row for row in PROPERTIES)
        return xml.replace(head, head + declared, 1)

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, _interface, name):
        return self.GetAll(_interface)[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {"RegisteredStatusNotifierItems": dbus.Array(self.items, signature="s"),
                "IsStatusNotifierHostRegistered": dbus.Boolean(self.host is not None),
                "ProtocolVersion": dbus.Int32(0)}

    def set_host(self, present):
        if present == (self.host is not None):
            return
        name = "org.kde.StatusNotifierHost-%d" % os.getpid()
        self.host = dbus.service.BusName(name, self.bus) if present else None
        (self.StatusNotifierHostRegistered if present else self.StatusNotifierHostUnregistered)()

    def owner_changed(self, name, _old, new):
        for item in [i for i, names in self.items.items() if name in names and not new]:
            del self.items[item]
            self.StatusNotifierItemUnregistered(item)


def main():
    DBusGMainLoop(set_as_default=True)
    try:
        watcher = Watcher(dbus.SessionBus())
    except dbus.exceptions.NameExistsException:
        sys.exit("sni_host: this bus has a tray already")
    loop = GLib.MainLoop()
    watcher.set_host(True)
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, lambda: watcher.set_host(False) or True)
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR2, lambda: watcher.set_host(True) or True)
    for end in (signal.SIGTERM, signal.SIGINT):
        GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, end, loop.quit)
    loop.run()


if __name__ == "__main__":
    main()
