# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in: a password becomes a token, the token goes into the keychain, and every command finds it there."""

import glob
import os
import shutil
import stat
import subprocess
import time
import unittest

from gate import Gate
from keychain import Keychain
from scene import Scene

PASSWORD = "correct horse battery"


class SignIn(Scene):
    def setUp(self):
        super().setUp()
        self.file = f"{self.root}/config/asset-generator/config.yaml"

    def gate(self, **facts):
        gate = Gate(**facts)
        self.addCleanup(gate.close)
        self.environment["ASSET_GENERATOR_API_URL"] = gate.address
        return gate

    def keychain(self, *arguments):
        if not shutil.which("dbus-daemon"):
            self.skipTest("there is no dbus-daemon")
        keychain = Keychain(*arguments)
        self.addCleanup(keychain.close)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = keychain.address
        return keychain

    def login(self, password=PASSWORD, *arguments):
        process = self.begin("config", "login", *arguments, stdin=subprocess.PIPE)
        process.stdin.write(f"ada\n{password}\n")
        process.stdin.close()
        process.stdin = None
        return self.finish(process)

    def all_files(self):
        text = b""
        for path in glob.glob(f"{self.root}/**", recursive=True, include_hidden=True):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    text += file.read()
        return text

    # ---- with a keychain

    def test_the_token_goes_into_the_keychain_and_every_command_finds_it(self):
        gate, keychain = self.gate(accounts={"ada": PASSWORD}), self.keychain()
        before = self.run_program("status")
        self.assert_ended(before, 4, "wants a sign-in", "asset-generator config login")
        done = self.login()
        self.assert_ended(done, 0, "Signed in at .* as ada. The token is kept in the keychain.")
        self.assertEqual(self.run_program("status").code, 0)
        self.assertEqual(self.run_program("models", "list").code, 0)
        made = self.finish(self.generate("--websocket=false", "-f", "json"))
        self.assertEqual(gate.of("a.png")[-1].token, gate.token)
        self.assert_pictures(made.json["metadata"]["local_paths"], 1)
        for secret in (PASSWORD, gate.token):
            self.assertNotIn(secret.encode(), self.all_files())
            self.assertNotIn(secret, done.out + done.err)
        self.assertNotIn(PASSWORD, "".join(asked.body for asked in gate.asked))
        self.assert_ended(self.run_program("config", "logout"), 0, "is forgotten here")
        self.assertEqual(self.run_program("status").code, 4)
        keychain.close()
        self.assertIn(f"store {gate.address} swarm-token", keychain.said)
        self.assertIn(f"delete {gate.address} swarm-token", keychain.said)

    def test_a_header_comes_from_there_too(self):
        gate = self.gate(header="Bearer k")
        self.keychain("open", [f"Bearer k={gate.address} authorization"])
        self.assertEqual(self.run_program("status").code, 0)
        self.assertEqual([asked.headers.get("Authorization") for asked in gate.of("GetNewSession")], [None, "Bearer k"])

    def test_it_is_asked_by_the_origin_of_the_server(self):
        gate = self.gate(accounts={"ada": PASSWORD})
        keychain = self.keychain("open", [f"{gate.token}=http://studio:7801 swarm-token"])
        self.assertEqual(self.run_program("status").code, 4)
        keychain.close()
        self.assertIn(f"search {gate.address} swarm-token", keychain.said)

    def test_other_sources_come_before_it(self):
        gate = self.gate(accounts={"ada": PASSWORD})
        keychain = self.keychain("open", [f"{gate.token}=http://127.0.0.1:1 swarm-token"])
        self.environment["ASSET_GENERATOR_SWARM_TOKEN"] = gate.token
        self.assertEqual(self.run_program("status").code, 0)
        keychain.close()
        self.assertEqual(keychain.said, "")

    def test_a_server_that_lets_us_in_costs_no_keychain(self):
        self.gate()
        keychain = self.keychain()
        self.environment["LD_DEBUG"] = "files"
        loaded = self.run_program("status").err
        self.assertIn("libQt6Network", loaded)
        for library in ("libQt6DBus", "libsecret", "libqt6keychain", "libssl"):
            self.assertNotIn(library, loaded)
        keychain.close()
        self.assertEqual(keychain.said, "")

    def test_a_dialog_that_nobody_answers_is_waited_for_5_seconds(self):
        gate = self.gate(accounts={"ada": PASSWORD})
        self.keychain("locked", [f"{gate.token}={gate.address} swarm-token"])
        began = time.monotonic()
        status = self.run_program("status", "-f", "json")
        self.assertLess(time.monotonic() - began, 8)
        self.assert_ended(status, 4, "The keychain was not unlocked within 5 s")
        self.assertEqual(status.json["status"], "unauthorised")

    def test_a_dialog_that_is_closed(self):
        gate = self.gate(accounts={"ada": PASSWORD})
        self.keychain("dismissed", [f"{gate.token}={gate.address} swarm-token"])
        began = time.monotonic()
        self.assert_ended(self.run_program("status"), 4, "wants a sign-in")
        self.assertLess(time.monotonic() - began, 8)

    def test_what_the_locked_keychain_does_not_take_goes_nowhere_else(self):
        self.gate(accounts={"ada": PASSWORD})
        self.keychain("locked")
        self.assert_ended(self.login(), 1, "The keychain was not unlocked")
        self.assertFalse(os.path.exists(self.file))

    def test_what_was_given_and_is_not_accepted_is_said_so(self):
        self.gate(accounts={"ada": PASSWORD})
        wrong = self.run_program("status", "--swarm-token", "1.2.3")
        self.assert_ended(wrong, 4, "does not accept the token that it was given", "config login")
        self.gate(header="Bearer k")
        wrong = self.run_program("status", "--api-key", "wrong")
        self.assert_ended(wrong, 4, "does not accept the key that it was given", "config view")
        self.assertNotIn("wrong", wrong.err)
        self.assert_ended(self.run_program("status", "--api-key", "bearer k"), 0) # as it is often copied

    def test_the_server_that_was_asked_is_named(self):
        gate = self.gate()
        made = self.finish(self.generate("--websocket=false", "-f", "json"))
        other = Gate()
        self.addCleanup(other.close)
        gate.accounts, gate.forgets_sessions = {"ada": PASSWORD}, 1000
        asked = self.run_program("collect", made.json["session_id"], "--api-url", other.address, "--swarm-token", "1.2.3",
                                 "--output-dir", "elsewhere")
        self.assertNotIn("token that it was given", asked.err)
        self.assertNotIn(other.address.removeprefix("http://"), asked.err)

    # ---- without one

    def test_without_a_keychain_the_token_goes_into_the_private_file(self):
        gate = self.gate(accounts={"ada": PASSWORD})
        nowhere = self.finish(self.begin("config", "login"))  # said before anything is asked for
        self.assert_ended(nowhere, 2, "The token cannot be kept", "config set api-url")
        del self.environment["ASSET_GENERATOR_API_URL"]
        self.assertEqual(self.run_program("config", "set", "api-url", gate.address).code, 0)
        done = self.login(PASSWORD, "-f", "json")
        self.assert_ended(done, 0, "there is no session bus", f"The token is kept in {self.file}")
        self.assertEqual(done.json, {"schema": 1, "server": gate.address, "user": "ada", "kept_in": self.file})
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)
        self.assertEqual(self.run_program("status").code, 0)
        self.assertNotIn(PASSWORD.encode(), self.all_files())
        self.assertEqual(self.run_program("config", "logout").code, 0)
        self.assertNotIn(gate.token.encode(), self.all_files())

    def test_a_token_of_the_file_stays_with_its_own_server(self):
        own = self.gate(accounts={"ada": PASSWORD})
        self.run_program("config", "set", "api-url", own.address)
        other = self.gate(accounts={"ada": PASSWORD})
        del self.environment["ASSET_GENERATOR_API_URL"]
        self.assert_ended(self.login(), 0, "The token is kept in " + self.file)
        left = self.run_program("config", "logout", "--api-url", other.address)
        self.assert_ended(left, 0, f"There was no token of {other.address.removeprefix('http://')} to forget")
        self.keychain()
        self.assert_ended(self.login(PASSWORD, "--api-url", other.address), 0, "kept in the keychain")
        self.assertEqual(self.run_program("status").code, 0)
        self.assert_ended(self.run_program("config", "logout"), 0, "is forgotten here")
        self.assert_ended(self.run_program("config", "logout"), 0, "There was no token")
        self.assertEqual(self.run_program("status", "--api-url", other.address).code, 0)

    def test_a_bus_without_a_keychain(self):
        gate = self.gate(accounts={"ada": PASSWORD})
        keychain = self.keychain()
        keychain.service.terminate()
        keychain.service.wait()
        self.assertEqual(self.run_program("status").code, 4)
        del self.environment["ASSET_GENERATOR_API_URL"]
        self.run_program("config", "set", "api-url", gate.address)
        self.assert_ended(self.login(), 0, "No keychain can be used here", "The token is kept in " + self.file)

    def test_a_bus_that_is_not_there(self):
        self.gate(accounts={"ada": PASSWORD})
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self.root}/nowhere"
        self.assert_ended(self.run_program("status"), 4, "wants a sign-in")

    # ---- what goes wrong

    def test_refusals(self):
        self.keychain()
        self.gate(accounts={"ada": PASSWORD})
        self.assert_ended(self.login("wrong"), 4, "does not accept this name and password")
        self.assert_ended(self.login("wrong", "--user", "ada"), 4)  # the first line is the password then
        self.gate(accounts={"ada": PASSWORD}).logins_left = 0
        self.assert_ended(self.login(), 5, "wants a pause: too many requests", "Wait a minute")
        self.gate()
        self.assert_ended(self.login(), 5, "no sign-in is needed")
        self.environment["ASSET_GENERATOR_API_URL"] = "http://127.0.0.1:1"
        self.assert_ended(self.login(), 3, "connection refused")
        self.assert_ended(self.finish(self.begin("config", "login")), 2, "No name came")
        self.assert_ended(self.finish(self.begin("config", "login", "--user", "ada")), 2, "No password came")

    def test_a_session_that_is_never_accepted_is_not_renewed_for_ever(self):
        gate = self.gate()
        gate.forgets_sessions = 1000
        self.assertEqual(self.run_program("models", "list").code, 4)
        self.assertLessEqual(len(gate.of("GetNewSession")), 4)
        made = self.finish(self.generate("--websocket=false"))
        self.assertNotEqual(made.code, 0)
        self.assertLessEqual(len(gate.of("GenerateText2Image")), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
