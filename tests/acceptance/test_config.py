# SPDX-License-Identifier: GPL-3.0-or-later
"""`config view`, `get`, `set`, `init`: settings are shown with where they come from, and changed one at a time."""

import os
import pty
import signal
import stat
import subprocess
import termios
import unittest

from scene import PROGRAM, Scene

SECRET = "hunter2-hunter2"
SECRET_KEYS = ("api-key", "auth-header", "swarm-token")


class Config(Scene):
    def setUp(self):
        super().setUp()
        self.file = f"{self.root}/config/asset-generator/config.yaml"

    def write(self, text, path=None):
        path = path or self.file
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, path=None):
        with open(path or self.file, encoding="utf-8") as file:
            return file.read()

    def config(self, *arguments, given=None):
        if given is None:
            return self.run_program("config", *arguments)
        process = self.begin("config", *arguments, stdin=subprocess.PIPE)
        process.stdin.write(given)
        process.stdin.close()
        process.stdin = None
        return self.finish(process)

    # ---- view and get

    def test_view_tells_each_value_and_its_origin(self):
        self.write(f"api-key: {SECRET}\ngenerate:\n  steps: 30\n")
        self.environment["ASSET_GENERATOR_API_URL"] = "http://ada:hunter2@studio:7801"
        view = self.config("view", "--quiet")
        self.assert_ended(view, 0)
        rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in view.out.splitlines()}
        self.assertEqual(rows["api-url"], ["http://studio:7801", "ASSET_GENERATOR_API_URL"])
        self.assertEqual(rows["api-key"], ["********", self.file])
        self.assertEqual(rows["generate.steps"], ["30", self.file])
        self.assertEqual(rows["quiet"], ["true", "command line"])
        self.assertEqual(rows["generate.width"], ["512", "default"])
        self.assertNotIn("hunter2", view.out + view.err)

    def test_documents(self):
        self.write(f"swarm-token: {SECRET}\ngenerate:\n  loras: [fog, grain:0.5]\n")
        document = self.config("view", "-f", "json").json
        self.assertEqual(document["schema"], 1)
        self.assertEqual(document["problems"], [])
        settings = {setting.pop("key"): setting for setting in document["settings"]}
        self.assertEqual(settings["generate.loras"],
                         {"value": ["fog", "grain:0.5"], "origin": self.file, "secret": False})
        self.assertEqual(settings["swarm-token"], {"value": "********", "origin": self.file, "secret": True})
        self.assertEqual(settings["generate.model"], {"value": None, "origin": "default", "secret": False})
        one = self.config("get", "generate.steps", "-f", "json").json
        self.assertEqual(one, {"schema": 1, "key": "generate.steps", "value": 20, "origin": "default", "secret": False})
        self.assertIn("value: 20", self.config("get", "generate.steps", "-f", "yaml").out)

    def test_get_prints_the_value_alone(self):
        self.write(f"api-key: {SECRET}\n")
        self.assertEqual(self.config("get", "API-URL").out, "http://localhost:7801\n")
        self.assertEqual(self.config("get", "api-key").out, "********\n")
        nothing = self.config("get", "generate.model")
        self.assertEqual((nothing.code, nothing.out), (0, ""))
        self.assertIn("generate.model is not set", nothing.err)

    def test_an_unknown_key_names_the_nearest(self):
        for verb in ("get", "set"):
            wrong = self.config(verb, "api-ulr", *(["x"] if verb == "set" else []), "-f", "json")
            self.assert_ended(wrong, 2, "There is no setting “api-ulr”", "Did you mean api-url")
            self.assertEqual(wrong.json["error"]["code"], "usage")
            self.assertIn("api-url", wrong.json["error"]["details"]["matches"])

    # ---- set

    def test_set_writes_that_key_and_no_other(self):
        self.write("# mine\nformat: table # as I like it\ngenerate:\n  steps: 20\nwishes: [a]\n")
        os.chmod(self.file, 0o644)
        self.assert_ended(self.config("set", "generate.steps", "30"), 0, "generate.steps is set in " + self.file)
        self.assert_ended(self.config("set", "generate.seed", "-1"), 0)
        self.assert_ended(self.config("set", "generate.loras", "fog,grain:0.5"), 0)
        self.assertEqual(self.read(), "# mine\nformat: table # as I like it\ngenerate:\n  steps: 30\n  seed: -1\n"
                                      "  loras: [fog, grain:0.5]\nwishes: [a]\n")
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(self.file)).st_mode), 0o700)
        self.assertEqual(self.config("get", "generate.loras").out, "fog,grain:0.5\n")

    def test_a_file_is_kept_with_its_whole_path(self):
        self.run_program("config", "set", "api-key-file", "key.txt")
        self.assertEqual(self.run_program("config", "get", "api-key-file").out.strip(), f"{self.cards}/key.txt")

    def test_secrets_that_go_to_another_server_now_are_named(self):
        first = self.run_program("config", "set", "api-url", "http://studio:7801")
        self.assertNotIn("swarm-token", first.err)
        self.run_program("config", "set", "swarm-token", "1.2.3")
        again = self.run_program("config", "set", "api-url", "http://studio:7801/")
        self.assertNotIn("swarm-token", again.err)
        other = self.run_program("config", "set", "api-url", "http://other:7801")
        self.assert_ended(other, 0, "The swarm-token in .* goes to other:7801 now", "config unset swarm-token")

    def test_unset_takes_one_out_again(self):
        self.write("# mine\ngenerate:\n  steps: 20 # few\n  seed: 7\n")
        self.assert_ended(self.config("unset", "generate.steps"), 0, "generate.steps is taken out of " + self.file)
        self.assertEqual(self.read(), "# mine\ngenerate:\n  seed: 7\n")
        again = self.config("unset", "generate.steps", "-f", "json")
        self.assert_ended(again, 0, "generate.steps is not set in " + self.file)
        self.assertEqual(again.json, {"schema": 1, "key": "generate.steps", "file": self.file, "removed": False})
        self.assert_ended(self.config("unset", "generate.stepz"), 2, "Did you mean generate.steps")

    def test_a_value_of_the_wrong_kind_changes_nothing(self):
        for key, value in (("generate.steps", "many"), ("quiet", "perhaps"), ("format", "xml"), ("api-url", "ftp://x"),
                           ("generate.model", ""), ("api-key", ""), ("generate.width", "20")):
            with self.subTest(key):
                self.assert_ended(self.config("set", key, value), 2)
                self.assertFalse(os.path.exists(self.file))

    def test_a_secret_is_never_said_back(self):
        for key in SECRET_KEYS:
            for arguments, given in (((key, SECRET), None), ((key, "-"), SECRET + "\n"), ((key,), SECRET)):
                with self.subTest(arguments):
                    done = self.config("set", *arguments, "-v", "-f", "json", given=given)
                    self.assertEqual(done.code, 0, done)
                    self.assertNotIn("hunter2", done.out + done.err)
                    self.assertEqual(done.json, {"schema": 1, "key": key, "file": self.file})
                    self.assertIn(f"{key}: {SECRET}\n", self.read())
                    os.remove(self.file)
        self.assert_ended(self.config("set", "api-key", given=""), 2, "No value came for api-key")
        self.assert_ended(self.config("set", "api-url"), 2, "No value is given for api-url")

    def test_broken_settings_can_be_looked_at_and_mended(self):
        self.write("format: json\ngenerate:\n  steps: many\n")
        self.assertEqual(self.run_program("status", "--local").code, 2)
        view = self.config("view")
        self.assert_ended(view, 0, "generate.steps in .*, line 3, is “many”")
        self.assertEqual(len(view.json["problems"]), 1)
        self.assert_ended(self.config("set", "generate.steps", "30"), 0)
        self.assertEqual(self.run_program("status", "--local").code, 0)
        self.write("format: [json\n")
        broken = self.config("set", "format", "json")
        self.assert_ended(broken, 2, "cannot be understood, line")
        self.assertEqual(self.read(), "format: [json\n")

    def test_what_comes_before_the_file_is_said(self):
        self.environment["ASSET_GENERATOR_API_URL"] = "http://studio"
        self.assert_ended(self.config("set", "api-url", "http://attic"), 0, "no effect: ASSET_GENERATOR_API_URL comes before")
        self.write("generate:\n  steps: 5\n", self.cards + "/config/config.yaml")
        self.assert_ended(self.config("set", "generate.steps", "6"), 0, "no effect: .*/cards/config/config.yaml comes")

    def test_a_file_that_is_named_is_the_one_that_is_written(self):
        team = f"{self.root}/team.yaml"
        self.write("quiet: true\n", team)
        self.assertEqual(self.config("set", "api-url", "http://studio", "--config", team).code, 0)
        self.assertEqual(self.read(team), "quiet: true\napi-url: http://studio\n")
        self.assertFalse(os.path.exists(self.file))

    def test_what_cannot_be_written_is_an_error(self):
        self.write("", f"{self.root}/config/asset-generator")
        self.assert_ended(self.config("set", "quiet", "true"), 1, "cannot be written")

    # ---- init

    def test_init_writes_a_file_that_explains_and_sets_nothing(self):
        made = self.config("init")
        self.assertEqual((made.code, made.out), (0, self.file + "\n"), made)
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)
        for line in self.read().splitlines():
            self.assertRegex(line, r"^( *#.*|generate:|)$")
        self.assertEqual(self.config("get", "generate.steps", "-f", "json").json["origin"], "default")
        again = self.config("init", "-f", "json")
        self.assert_ended(again, 2, "There is a settings file already")
        self.assertEqual(again.json["error"]["exit_code"], 2)

    # ---- at a terminal

    def at_terminal(self, *arguments):
        outside, terminal = pty.openpty()
        self.addCleanup(os.close, outside)
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen([PROGRAM, "--cli", *arguments], stdin=terminal, stdout=subprocess.PIPE,
                                   stderr=terminal, env=self.environment, cwd=self.cards)
        self.running.append(process)
        return process, outside, terminal

    @staticmethod
    def shows(terminal):
        return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

    def test_a_terminal_does_not_show_what_is_typed(self):
        process, outside, terminal = self.at_terminal("config", "set", "api-key")
        self.until("it asks", lambda: not self.shows(terminal))
        self.assertIn(b"api-key: ", os.read(outside, 1000))
        os.write(outside, SECRET.encode() + b"\n")
        self.assertEqual(process.wait(20), 0)
        self.assertNotIn(SECRET.encode(), os.read(outside, 1000))
        self.assertTrue(self.shows(terminal))
        self.assertEqual(self.read(), f"api-key: {SECRET}\n")

    def test_the_terminal_is_as_before_when_it_is_interrupted(self):
        process, _, terminal = self.at_terminal("config", "login")
        self.until("it asks", lambda: self.shows(terminal))
        process, outside, terminal = self.at_terminal("config", "login", "--user", "ada")
        self.until("it asks", lambda: not self.shows(terminal))
        self.assertIn(b"Password of ada: ", os.read(outside, 1000))
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(20), 130)
        self.assertTrue(self.shows(terminal))


if __name__ == "__main__":
    unittest.main(verbosity=2)
