#!/usr/bin/env python3
"""How long the notebook takes from its start to the first complete pane, and how much memory it then has.

    swift build --configuration release --product compbook
    python3 Tests/Measurements/startup.py [SESSION] [RUNS]

Each run starts the program in a terminal of its own (110 columns, 40 rows), as a shell does, and waits for the line that a
forward pass leaves at the pane's end. Memory is the resident set a second after that, when nothing goes on any more.
COMPBOOK names another build of the program.
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("COMPBOOK", os.path.join(ROOT, ".build", "release", "compbook"))
MARKS = {"first screen": b"notebook", "shapes": b"total ", "complete pane": b"top: "}


def start(session):
    """The program's process and its terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(PROGRAM, [PROGRAM, session])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 110, 0, 0))
    return process, terminal


def read(terminal, seconds):
    """What comes within the time; empty if nothing does."""
    ready, _, _ = select.select([terminal], [], [], seconds)
    return os.read(terminal, 1 << 16) if ready else b""


def run(session):
    """Milliseconds until each mark stands on the screen, and the resident memory in MB."""
    began = time.perf_counter()
    process, terminal = start(session)
    shown, times = b"", {}
    while len(times) < len(MARKS) and time.perf_counter() - began < 60:
        shown += read(terminal, 1)
        for name, mark in MARKS.items():
            if mark in shown:
                times.setdefault(name, (time.perf_counter() - began) * 1000)
    deadline = time.perf_counter() + 1
    while time.perf_counter() < deadline:
        read(terminal, 0.1)
    with open(f"/proc/{process}/status") as status:
        memory = {line.split(":")[0]: line.split()[1] for line in status if line.startswith(("VmRSS", "VmHWM", "RssAnon"))}
    os.write(terminal, b"\x11")
    while True:
        try:
            if not os.read(terminal, 1 << 16):
                break
        except OSError:
            break
    os.waitpid(process, 0)
    os.close(terminal)
    return times, {name: int(kilobytes) / 1000 for name, kilobytes in memory.items()}


def main():
    session = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "sessions", "effnet.py")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    results = [run(session) for _ in range(runs)]
    for name in MARKS:
        times = sorted(times[name] for times, _ in results if name in times)
        if not times:
            print(f"{name:<14} never")
            continue
        print(f"{name:<14} median {statistics.median(times):6.1f} ms   best {times[0]:6.1f}   worst {times[-1]:6.1f}")
    for name, label in (("VmRSS", "resident"), ("RssAnon", "its own"), ("VmHWM", "at most")):
        print(f"{label:<14} median {statistics.median(memory[name] for _, memory in results):6.1f} MB")


if __name__ == "__main__":
    main()
