# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus of a test's own, with a small keychain on it."""

import os
import subprocess

SERVICE = os.path.join(os.path.dirname(__file__), "..", "support", "secret_service.py")


class Keychain:
    def __init__(self, mode="open", kept=(), environment=None):
        """`kept`: SECRET=LABEL. Ended by close()."""
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.bus.stdout.readline().strip()
        self.service = subprocess.Popen(["/usr/bin/python3", SERVICE, mode, *kept], stdout=subprocess.PIPE, text=True,
                                        env=(environment or os.environ) | {"DBUS_SESSION_BUS_ADDRESS": self.address})
        if self.service.stdout.readline().strip() != "ready":
            raise RuntimeError("the keychain does not start")
        self.said = None

    def close(self):
        """Ends both; what it was asked is in `said` from then on."""
        if self.said is not None:
            return
        self.service.terminate()
        self.said = self.service.communicate()[0]
        self.bus.terminate()
        self.bus.communicate()
