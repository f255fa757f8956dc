"""A server on loopback that misbehaves as the first part of the path says: python3 server.py FILE.

Prints its port, and serves the file under every name until its standard input ends. Prints each request's range on a line."""

import http.server
import os
import sys
import threading
import time

FILE = open(sys.argv[1], "rb").read()
# How many answers of a kind were given.
answers = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self):
        manner = self.path.split("/")[1]
        asked = self.headers.get("Range")
        print("range", asked, flush=True)
        answers[manner] = answers.get(manner, 0) + 1
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        body, length = FILE, None
        if manner == "refuses":
            return self.send_error(404)
        if manner == "busy" and answers[manner] < 3:
            return self.send_error(503)
        if manner == "wrong":
            body = b"something else " * 100
        if manner == "long":
            body = FILE * 3
        if manner == "ignores":
            start = 0
        if start and start >= len(body):
            return self.send_error(416)
        rest = body[start:]
        if manner == "overstates":
            length = len(rest) + 1000
        if manner == "understates":
            length = len(rest) // 2
        if manner in ("cuts", "ignores") and answers[manner] < 4:
            length, rest = len(rest), rest[: max(1, len(rest) // 2)]
        if manner == "always_cuts":
            length, rest = len(rest), b""
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Length", str(length or len(rest)))
        self.end_headers()
        if manner == "stalls" and answers[manner] < 2 or manner == "always_stalls":
            self.wfile.write(rest[: len(rest) // 3])
            self.wfile.flush()
            time.sleep(20)
            return
        if manner == "slow":
            for byte in range(0, len(rest), 100):
                self.wfile.write(rest[byte : byte + 100])
                self.wfile.flush()
                time.sleep(0.05)
            return
        self.wfile.write(rest)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        pass


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
