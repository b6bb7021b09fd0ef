# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes of docs/state-file.md do what is said before them, as they are printed there."""

import os
import re
import subprocess
import time
import unittest

from scene import Scene

PAGE = f"{os.path.dirname(os.path.abspath(__file__))}/../../docs/state-file.md"


def recipes():
    """What is printed for the shell, by the first words of the paragraph before it."""
    with open(PAGE, encoding="utf-8") as page:
        found = re.findall(r"([^\n]+)\n\n```sh\n(.*?)```", page.read(), re.DOTALL)
    return {" ".join(before.split()[:3]): text for before, text in found}


class Recipes(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=100)
        self.recipes = recipes()

    def cook(self, name, seconds=30):
        ended = subprocess.run(["sh", "-eu", "-c", self.recipes.pop(name)], cwd=self.cards, env=self.environment,
                               timeout=seconds, capture_output=True, text=True, check=False)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), name)
        return ended.stdout.strip()

    def test_each_does_what_is_said_before_it(self):
        with_file, without = self.recipes["How many run:"], self.cook("How many run:")
        self.assertEqual(without, "0")  # no file yet
        hero = self.generate("--label", "hero", steps=200)
        self.id_of("hero")
        extra = self.generate("--label", "extra", steps=60)
        ids = [self.id_of("hero"), self.id_of("extra")]
        for session in ids:
            self.until_sampling(session)
        self.recipes["How many run:"] = with_file
        self.assertEqual(self.cook("How many run:"), "2")
        rows = [row.split("\t") for row in self.cook("One line for").splitlines()]
        self.assertEqual(sorted(row[0] for row in rows), sorted(session[:8] for session in ids))
        self.assertEqual({row[3] for row in rows}, {"hero", "extra"})
        for row in rows:
            self.assertRegex(row[2], r"^[0-9]+ %$")
        self.assertTrue(0 < int(self.cook("The progress of")) < 100)
        self.assertTrue(0 <= int(self.cook("How long the")) < 60)
        self.assertEqual(self.cook("Those that gave"), "")
        self.assertIsNone(hero.poll())
        self.cook("Only its owner")
        self.cook("Wait until the")
        self.assertEqual(self.finish(hero).code, 9)  # cancelled by someone else
        self.cook("Wait until nothing")
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.finish(extra).code, 0)

        packed = self.generate("--state-file", "sessions.json.gz", "--label", "packed", steps=100)
        self.until("it is recorded", lambda: os.path.exists(f"{self.cards}/sessions.json.gz"))
        self.assertEqual(self.cook("Of a plain"), "1")
        self.kill(packed)
        self.cook("It is for")
        self.assertEqual(self.recipes, {}, "a recipe that nobody tried")

    def test_a_silent_one_is_named(self):
        ident = "0b9c7f3e-1111-4222-8333-444455556666"
        silent = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 90))
        with open(f"{self.cards}/.asset-generator-state.json", "w", encoding="ascii") as file:
            file.write(f'{{"sessions":{{"{ident}":{{"id":"{ident}","updated_at":"{silent}"}}}}}}')
        self.assertEqual(self.cook("Those that gave"), ident)


if __name__ == "__main__":
    unittest.main(verbosity=2)
