# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to the server, with the program itself: certificates, proxies, what is missing."""

import os
import shutil
import socket
import ssl
import subprocess
import unittest

from gate import Gate
from scene import PROGRAM, Scene

TOKEN = "6164.70ce0001.facade0001"


class Way(Scene):
    def setUp(self):
        super().setUp()
        self.environment["ASSET_GENERATOR_SWARM_TOKEN"] = TOKEN

    def gate(self, **facts):
        gate = Gate(**facts)
        self.addCleanup(gate.close)
        return gate

    def certificate(self, names="IP:127.0.0.1"):
        """A certificate that vouches for itself, and a server's context with it."""
        path = f"{self.root}/server.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", path + ".key", "-out", path, "-days", "2", "-subj", "/CN=here", "-addext",
                        "subjectAltName=" + names], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path, path + ".key")
        return path, context

    @unittest.skipUnless(shutil.which("openssl"), "the tool openssl is not here")
    def test_a_private_authority_is_trusted_by_option_only(self):
        path, context = self.certificate()
        gate = self.gate(accounts={"ada": "x"})
        gate.secure(context)
        url = ("--api-url", gate.address)
        self.assert_ended(self.run_program("status", *url), 3, "There is no secure line to the server 127.0.0.1",
                          "comes from “here”", "--ca-file FILE")
        self.assertEqual(self.run_program("status", *url, "--ca-file", path).code, 0)
        self.assertEqual(gate.of("GetNewSession")[-1].token, TOKEN)
        made = self.finish(self.generate(*url, "--ca-file", os.path.relpath(path, self.cards), "-f", "json"))
        self.assert_pictures(made.json["metadata"]["local_paths"], 1)
        self.assertEqual(self.run_program("config", "set", "ca-file", path).code, 0)
        self.assertEqual(self.run_program("status", *url).code, 0)
        for wrong in (path + ".key", "/nowhere.pem", self.cards):
            with self.subTest(wrong):
                self.assert_ended(self.run_program("status", *url, "--ca-file", wrong), 2, wrong)

    @unittest.skipUnless(shutil.which("openssl"), "the tool openssl is not here")
    def test_another_host_is_not_trusted(self):
        path, context = self.certificate("DNS:studio.example")
        gate = self.gate()
        gate.secure(context)
        self.assert_ended(self.run_program("status", "--api-url", gate.address, "--ca-file", path), 3,
                          "for another host: here, studio.example")
        self.assertEqual(gate.asked, [])

    def test_http_is_not_tried_in_the_place_of_https(self):
        gate = self.gate()
        url = gate.address.replace("http:", "https:")
        self.assert_ended(self.run_program("status", "--api-url", url), 3, "does not speak TLS")
        self.assertEqual(gate.asked, [])

    def test_without_openssl_it_is_said(self):
        """The same program in a folder where it finds none of Qt's plugins."""
        folder = f"{self.root}/elsewhere"
        os.makedirs(folder + "/bin")
        shutil.copy(PROGRAM, folder + "/bin/asset-generator")
        os.symlink(os.path.realpath(os.path.dirname(PROGRAM) + "/../lib"), folder + "/lib")
        with open(folder + "/bin/qt.conf", "w", encoding="utf-8") as file:
            file.write("[Paths]\nPlugins = nowhere\n")
        self.environment["QT_PLUGIN_PATH"] = ""
        done = subprocess.run([folder + "/bin/asset-generator", "status", "--api-url", "https://127.0.0.1:1"],
                              env=self.environment, cwd=self.cards, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 3, done)
        self.assertRegex(done.stderr, "Qt's part for TLS is missing")
        gate = self.gate()
        plain = subprocess.run([folder + "/bin/asset-generator", "status", "--api-url", gate.address],
                               env=self.environment, cwd=self.cards, capture_output=True, text=True, timeout=60)
        self.assertEqual(plain.returncode, 0, plain)

    def test_a_proxy_of_the_environment(self):
        gate = self.gate()  # a request with a whole address is one that a proxy gets
        self.environment["http_proxy"] = gate.address
        self.environment["ASSET_GENERATOR_API_URL"] = "http://studio.invalid:7801"
        self.assertEqual(self.run_program("status").code, 0)
        self.assertEqual(gate.asked[0].path, "http://studio.invalid:7801/API/GetNewSession")
        self.environment["no_proxy"] = "studio.invalid"
        self.assert_ended(self.run_program("status"), 3, "host not found")

    def test_a_proxy_that_does_not_help_is_named_without_its_password(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
        self.environment["ASSET_GENERATOR_API_URL"] = "http://studio.invalid:7801"
        for value, code, words in ((f"http://ada:hunter2@127.0.0.1:{port}", 3, f"the proxy 127.0.0.1:{port} refuses"),
                                   ("https://ada:hunter2@proxy:1", 2, "The variable ALL_PROXY names a proxy of the kind"),
                                   ("http://ada:hunter2@", 2, "The variable ALL_PROXY does not hold")):
            with self.subTest(value):
                self.environment["ALL_PROXY"] = value
                done = self.run_program("status", "-v", "-f", "json")
                self.assert_ended(done, code, words)
                self.assertNotIn("hunter2", done.out + done.err)

    def test_addresses_as_they_are_typed(self):
        gate = self.gate()
        for url in (gate.address + "/", gate.address.replace("127.0.0.1", "localhost"),
                    gate.address.replace("http:", "ws:"), gate.address + "/swarm/"):
            with self.subTest(url):
                self.assertEqual(self.run_program("status", "--api-url", url).code, 0)
        self.assertEqual(gate.asked[-1].path.rsplit("/", 2)[0], "/swarm")


if __name__ == "__main__":
    unittest.main(verbosity=2)
