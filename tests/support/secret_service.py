#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keychain in small, for tests: org.freedesktop.secrets on the session bus, with one collection in memory.

    secret_service.py [open|locked|dismissed]

open: everything is given at once. locked: a dialog is wanted that nobody answers. dismissed: one that is closed.
Further arguments, SECRET=LABEL, are there from the beginning. Prints "ready" when it can be asked, then a line for each
thing that it was asked.
"""

import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.secrets"
ROOT = "/org/freedesktop/secrets"
COLLECTION = ROOT + "/collection/login"
SERVICE_INTERFACE = "org.freedesktop.Secret.Service"
COLLECTION_INTERFACE = "org.freedesktop.Secret.Collection"
ITEM_INTERFACE = "org.freedesktop.Secret.Item"
PROMPT_INTERFACE = "org.freedesktop.Secret.Prompt"
PROPERTIES = "org.freedesktop.DBus.Properties"
NOTHING = dbus.ObjectPath("/")


def say(*words):
    print(*words, flush=True)


def paths(items):
    return dbus.Array(items, signature="o")


class NotSupported(dbus.DBusException):
    _dbus_error_name = "org.freedesktop.DBus.Error.NotSupported"


class Prompt(dbus.service.Object):
    """A dialog: nobody answers it, or it is closed."""

    def __init__(self, bus, path, is_closed):
        super().__init__(bus, path)
        self.is_closed = is_closed

    @dbus.service.method(PROMPT_INTERFACE, in_signature="s")
    def Prompt(self, _window):
        say("prompt")
        if self.is_closed:
            GLib.idle_add(self.Dismiss)

    @dbus.service.method(PROMPT_INTERFACE)
    def Dismiss(self):
        self.Completed(True, paths([]))

    @dbus.service.signal(PROMPT_INTERFACE, signature="bv")
    def Completed(self, dismissed, result):
        pass


class Item(dbus.service.Object):
    def __init__(self, service, path, attributes, secret):
        super().__init__(service.bus, path)
        self.service, self.path, self.attributes, self.secret = service, path, attributes, secret

    def as_struct(self, session):
        return dbus.Struct((dbus.ObjectPath(session), dbus.ByteArray(b""), dbus.ByteArray(self.secret),
                            dbus.String("text/plain")), signature="oayays")

    @dbus.service.method(ITEM_INTERFACE, in_signature="o", out_signature="(oayays)")
    def GetSecret(self, session):
        return self.as_struct(session)

    @dbus.service.method(ITEM_INTERFACE, out_signature="o")
    def Delete(self):
        say("delete", self.attributes.get("user", ""))
        del self.service.items[self.path]
        self.remove_from_connection()
        return NOTHING

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {"Locked": dbus.Boolean(self.service.is_locked), "Label": "", "Created": dbus.UInt64(0),
                "Modified": dbus.UInt64(0), "Attributes": dbus.Dictionary(self.attributes, signature="ss")}


class Collection(dbus.service.Object):
    """The same one by its name and by its alias."""

    def __init__(self, service, path):
        super().__init__(service.bus, path)
        self.service = service

    @dbus.service.method(COLLECTION_INTERFACE, in_signature="a{sv}(oayays)b", out_signature="oo")
    def CreateItem(self, properties, secret, _replace):
        if self.service.is_locked:
            raise dbus.DBusException("locked", name="org.freedesktop.Secret.Error.IsLocked")
        attributes = dict(properties["org.freedesktop.Secret.Item.Attributes"])
        say("store", attributes.get("user", ""))
        return self.service.keep(attributes, bytes(bytearray(secret[2]))), NOTHING

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {"Locked": dbus.Boolean(self.service.is_locked), "Label": "login", "Items": paths(self.service.items),
                "Created": dbus.UInt64(0), "Modified": dbus.UInt64(0)}


class Service(dbus.service.Object):
    def __init__(self, bus, mode):
        super().__init__(bus, ROOT)
        self.bus, self.mode = bus, mode
        self.is_locked = mode != "open"
        self.items, self.made = {}, 0

    def keep(self, attributes, secret):
        for item in self.items.values():
            if item.attributes == attributes:
                item.secret = secret
                return dbus.ObjectPath(item.path)
        self.made += 1
        path = f"{COLLECTION}/{self.made}"
        self.items[path] = Item(self, path, attributes, secret)
        return dbus.ObjectPath(path)

    @dbus.service.method(SERVICE_INTERFACE, in_signature="sv", out_signature="vo")
    def OpenSession(self, algorithm, _input):
        if algorithm != "plain":
            raise NotSupported("only plain")
        return dbus.String(""), dbus.ObjectPath(ROOT + "/session/1")

    @dbus.service.method(SERVICE_INTERFACE, in_signature="a{ss}", out_signature="aoao")
    def SearchItems(self, wanted):
        say("search", wanted.get("user", ""))
        found = [path for path, item in self.items.items()
                 if all(item.attributes.get(key) == value for key, value in wanted.items() if key != "xdg:schema")]
        return (paths([]), paths(found)) if self.is_locked else (paths(found), paths([]))

    @dbus.service.method(SERVICE_INTERFACE, in_signature="ao", out_signature="aoo")
    def Unlock(self, objects):
        if not self.is_locked:
            return paths(objects), NOTHING
        self.made += 1
        path = f"{ROOT}/prompt/{self.made}"
        Prompt(self.bus, path, self.mode == "dismissed")
        return paths([]), dbus.ObjectPath(path)

    @dbus.service.method(SERVICE_INTERFACE, in_signature="aoo", out_signature="a{o(oayays)}")
    def GetSecrets(self, items, session):
        return dbus.Dictionary({path: self.items[path].as_struct(session) for path in items},
                               signature="o(oayays)")

    @dbus.service.method(SERVICE_INTERFACE, in_signature="s", out_signature="o")
    def ReadAlias(self, _name):
        return dbus.ObjectPath(COLLECTION)

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {"Collections": paths([COLLECTION])}


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else "open"
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    owned = dbus.service.BusName(NAME, bus)
    service = Service(bus, mode)
    here = [Collection(service, COLLECTION), Collection(service, ROOT + "/aliases/default")]
    for given in sys.argv[2:]:
        secret, label = given.split("=", 1)
        service.keep({"server": "asset-generator", "user": label, "type": "plaintext"}, secret.encode())
    say("ready")
    GLib.MainLoop().run()
    del owned, here


if __name__ == "__main__":
    main()
