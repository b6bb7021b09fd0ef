# SPDX-License-Identifier: GPL-3.0-or-later
"""A SwarmUI in small with a lock on its door: accounts, a required header, or both; remembers all that it was asked.
It answers as the real one does to what the program asks before and around a generation over HTTP."""

import hashlib
import http.server
import json
import threading
import zlib

REFUSED = {"error": "Invalid or unauthorized."}
INVALID_SESSION = {"error": "Invalid session ID. You may need to refresh the page.", "error_id": "invalid_session_id"}


def a_picture():
    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0") +
            chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


class Asked:
    """One request as it came."""

    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body

    @property
    def route(self):
        return self.path.rsplit("/", 1)[-1]

    @property
    def token(self):
        return dict(part.split("=", 1) for part in (self.headers.get("Cookie") or "=").split("; ")).get("swarm_token")


class Gate:
    def __init__(self, accounts=None, header=None, token="6164.70ce0001.facade0001"):
        self.accounts = accounts  # {name: password}; None: everybody may come in
        self.header = header  # the Authorization that is required; None: none
        self.token = token
        self.session = "5e55" * 10
        self.forgets_sessions = 0  # so many requests find their session unknown
        self.logins_left = 100
        self.asked = []
        gate = self

        class Door(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                gate.answer(self)

            do_GET = do_POST

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def secure(self, context):
        """Speaks TLS from now on."""
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = self.address.replace("http:", "https:")

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def of(self, route):
        return [asked for asked in self.asked if asked.route == route]

    # ---- answers

    def answer(self, door):
        body = door.rfile.read(int(door.headers.get("Content-Length") or 0))
        asked = Asked(door.command, door.path, door.headers, body.decode())
        self.asked.append(asked)
        if self.header and door.headers.get("Authorization") != self.header:
            return self.say(door, 401, b"Unauthorized", "text/plain")
        if door.headers.get("Upgrade"):
            return self.say(door, 502, b"no sockets here", "text/plain")
        if asked.method == "GET":
            return self.say(door, 200, a_picture(), "image/png") if self.knows(asked) else self.say(
                door, 400, json.dumps({"error": "invalid or unauthorized", "error_id": "invalid_user"}).encode())
        return self.answer_call(door, asked)

    def knows(self, asked):
        return self.accounts is None or asked.token == self.token

    def answer_call(self, door, asked):
        body = json.loads(asked.body)
        if asked.route == "Login":
            return self.answer_login(door, body)
        if asked.route == "GetNewSession":
            return self.tell(door, {"session_id": self.session, "user_id": "ada", "version": "0.9.8.2",
                                    "permissions": ["*"]} if self.knows(asked) else REFUSED)
        if self.forgets_sessions > 0 or body.get("session_id") != self.session:
            self.forgets_sessions -= 1
            return self.tell(door, INVALID_SESSION, 401)
        idle = {"status": {"waiting_gens": 0, "loading_models": 0, "waiting_backends": 0, "live_gens": 0},
                "backend_status": {"status": "running", "class": "", "message": ""}}
        model = {"name": "demo.safetensors", "title": "demo", "loaded": True}
        return self.tell(door, {"ListBackends": {}, "ListModels": {"folders": [], "files": [model]},
                                "GetGlobalStatus": idle, "GetCurrentStatus": idle, "InterruptAll": {"success": True},
                                "GenerateText2Image": {"images": ["View/ada/a.png"]}}.get(
            asked.route, {"error_id": "bad_route", "error": "Unknown API route"}))

    def answer_login(self, door, body):
        self.logins_left -= 1
        if self.logins_left < 0:
            return self.tell(door, {"error_id": "ratelimit"})
        name = body["username"]
        password = (self.accounts or {}).get(name)
        wanted = hashlib.sha256(f"swarmclientpw:{name}:{password}".encode()).hexdigest()
        if password is None or body["password"] != wanted:
            return self.tell(door, {"error_id": "invalid_login"})
        return self.tell(door, {"success": "true"}, headers={
            "Set-Cookie": f"swarm_token={self.token}; expires=Tue, 23 Nov 2032 02:17:05 GMT; path=/; httponly"})

    def tell(self, door, document, status=200, headers=None):
        self.say(door, status, json.dumps(document).encode(), headers=headers)

    @staticmethod
    def say(door, status, body, kind="application/json", headers=None):
        door.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | (headers or {})).items():
            door.send_header(name, value)
        door.end_headers()
        door.wfile.write(body)
