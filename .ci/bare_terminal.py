"""A terminal that only passes bytes on, to see what a program sends and how it leaves the line."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time


class BareTerminal:
    """A pseudo terminal without an emulator, running one command: what the program sends is read byte by byte."""

    def __init__(self, *command, columns=200, rows=60, term="xterm-256color"):
        self.outer, self.inner = pty.openpty()
        fcntl.ioctl(self.inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(self.inner)
        self.received = b""
        self.process = subprocess.Popen(
            command, stdin=self.inner, stdout=self.inner, stderr=self.inner, start_new_session=True,
            # Swift's own report of a crash would wait for a key.
            env={**os.environ, "TERM": term, "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"},
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

    def read_until_quiet(self, seconds=0.4):
        """What comes until nothing has come for a while."""
        received = b""
        while select.select([self.outer], [], [], seconds)[0]:
            received += os.read(self.outer, 1 << 16)
        self.received += received
        return received

    def settle(self, mark, seconds=30):
        """Waits until the program has sent a text, and then until it is quiet."""
        deadline = time.monotonic() + seconds
        while mark not in self.received:
            if time.monotonic() > deadline:
                sys.exit(f"terminal test: {mark} was never sent")
            self.read_until_quiet(0.1)
        self.read_until_quiet(1)

    def bytes_after(self, keys):
        os.write(self.outer, keys)
        return len(self.read_until_quiet())

    def last_state(self, mode):
        """Whether a private mode was last set or reset; None if it was never touched."""
        switches = re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.received)
        states = [switch == b"h" for modes, switch in switches if str(mode).encode() in modes.split(b";")]
        return states[-1] if states else None

    def line_is_as_before(self):
        return termios.tcgetattr(self.inner) == self.modes

    def hang_up(self):
        """Goes away, as a window does that is closed."""
        os.close(self.inner)
        os.close(self.outer)
        self.inner = self.outer = None

    def unread(self):
        """What was sent and the program has left: the next one on this line would read it."""
        modes = termios.tcgetattr(self.inner)
        modes[3] &= ~termios.ICANON
        termios.tcsetattr(self.inner, termios.TCSANOW, modes)
        return os.read(self.inner, 1 << 16) if select.select([self.inner], [], [], 0.1)[0] else b""

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.outer is not None:
            os.close(self.outer)
            os.close(self.inner)
