# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that a server lets be set is set from the command line, and checked before anything is sent."""

import os
import unittest

from scene import Scene


class Parameters(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=5)

    def run_image(self, *arguments):
        return self.finish(self.generate(*arguments, steps=2, save=False))

    def test_any_parameter_is_sent_under_the_servers_name(self):
        made = self.run_image("--param", "Clip Stop At Layer=-2", "--sampler", "euler_a",
                              "--lora", "STYLE-A:0.5", "--vae", "demo-vae", "-f", "json")
        self.assert_ended(made, 0, "sampler: euler_ancestral")
        used = made.json["metadata"]
        self.assertEqual(used["clipstopatlayer"], -2)
        self.assertEqual(used["sampler"], "euler_ancestral")
        self.assertEqual(used["loras"], ["style-a"])
        self.assertEqual(used["vae"], "demo-vae")
        self.assertEqual(made.json["differences"], [])

    def test_what_can_be_set_is_shown(self):
        listed = self.run_program("parameters", "list", "--match", "creativity")
        self.assert_ended(listed, 0)
        self.assertRegex(listed.out, r"^NAME +TYPE +DEFAULT +TAKES\ninitimagecreativity +decimal +0.6 +0 to 1\n$")
        every = self.run_program("parameters", "list", "-f", "json").json
        self.assertIn("refinerupscale", [parameter["name"] for parameter in every["parameters"]])
        shown = self.run_program("parameters", "get", "Sampler")
        self.assertRegex(shown.out, r"(?s)Name +sampler\n.*Values +euler\n +euler_ancestral\n.*Description +\S")
        one = self.run_program("parameters", "get", "cfg_scale", "-f", "json").json
        self.assertEqual((one["schema"], one["name"], one["min"], one["max"]), (1, "cfgscale", 0, 100))
        self.assertIn("style-a", self.run_program("parameters", "get", "loras").out)
        self.assert_ended(self.run_program("parameters", "get", "refinerupscal"), 2, "Did you mean refinerupscale")
        none = self.run_program("parameters", "list", "--match", "nonsense")
        self.assert_ended(none, 0, "no such parameters")

    def test_what_is_wrong_in_a_setting_has_its_place(self):
        self.environment["ASSET_GENERATOR_GENERATE_SAMPLER"] = "nonsense"
        self.assert_ended(self.finish(self.generate()), 2, "no value “nonsense”",
                          "It comes from ASSET_GENERATOR_GENERATE_SAMPLER")

    def test_what_is_wrong_is_said_and_nothing_is_sent(self):
        for arguments, code, sentence in (
                (("--param", "refinerupscal=2"), 2, "no parameter “refinerupscal”. Did you mean refinerupscale"),
                (("--param", "clipstopatlayer=5"), 2, "must be a whole number from -24 to -1"),
                (("--param", "sampler=dpm"), 2, "Several values of sampler fit “dpm”"),
                (("--param", "donotsave=perhaps"), 2, "must be true or false"),
                (("--param", "steps"), 2, "is not NAME=VALUE"),
                (("--lora", "style-c"), 8, "does not know the LoRA “style-c”. Did you mean style-a"),
                (("--vae", "nosuch"), 8, "does not know the VAE “nosuch”"),
                (("--init-image", "nosuch.png"), 2, "there is no such file"),
                (("--preset", "Film"), 2, "no preset “Film”")):
            with self.subTest(arguments):
                self.assert_ended(self.run_image(*arguments), code, sentence)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(self.history(), {})

    def test_a_picture_to_begin_with_is_sent_and_not_kept(self):
        made = self.finish(self.generate("--label", "first", steps=2))
        self.assertEqual(made.code, 0, made)
        picture = os.path.join(self.cards, "pictures", os.listdir(self.cards + "/pictures")[0])
        again = self.run_image("--init-image", os.path.relpath(picture, self.cards), "--param",
                               "initimagecreativity=0.4", "-f", "json")
        self.assert_ended(again, 0)
        kept = self.history()[again.json["session_id"]]["parameters"]
        self.assertEqual(kept["initimage"], picture)
        self.assertEqual(kept["initimagecreativity"], 0.4)

    def test_macros_are_the_servers_unless_they_are_text(self):
        for arguments, loras in (((), ["style-a"]), (("--literal",), None)):
            made = self.finish(self.generate(*arguments, "-f", "json", prompt="a fox <lora:style-a:0.5>", steps=2,
                                             save=False))
            self.assertEqual(made.code, 0, made)
            self.assertEqual(made.json["metadata"].get("loras"), loras)

    def test_what_was_used_is_read_from_the_picture_where_the_answer_tells_nothing(self):
        made = self.finish(self.generate("--websocket=false", "-f", "json", steps=2))
        self.assertEqual(made.code, 0, made)
        self.assertEqual(made.json["metadata"]["swarm_version"], "0.9.8.2")
        self.assertEqual(made.json["differences"], [])

    def test_models_of_every_kind_are_listed_and_shown(self):
        names = [m["name"] for m in self.run_program("models", "list", "-f", "json").json]
        self.assertIn("demo.safetensors", names)
        loras = self.run_program("models", "list", "--kind", "loras", "-f", "json").json
        self.assertEqual([m["subtype"] for m in loras], ["LoRA"] * len(loras))
        self.assertEqual(set(loras[0]), {"name", "type", "description", "version", "loaded", "title", "subtype"})
        table = self.run_program("models", "list", "--kind", "all", "--match", "xl").out
        self.assertRegex(table, "KIND +NAME +TYPE +VERSION +LOADED\nStable-Diffusion +folder one/demo-xl")
        one = self.run_program("models", "get", "style-a", "-f", "json").json
        self.assertEqual((one["schema"], one["subtype"], one["trigger_phrase"]), (1, "LoRA", "style-a"))
        self.assert_ended(self.run_program("models", "get", "stile-a"), 8, "Did you mean style-a")
        self.assert_ended(self.run_program("models", "list", "--kind", "hats"), 2, "Choose Stable-Diffusion, LoRA")


if __name__ == "__main__":
    unittest.main()
