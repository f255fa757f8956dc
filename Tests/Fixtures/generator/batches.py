"""Small batches in the format of CIFAR's Python versions: opcode by opcode as Python 2 wrote them, and as Python 3 writes them."""

import pickle
import struct

import numpy as np

COUNT = 3


def images():
    """The byte at place p of image i is (7 i + p) mod 251."""
    return (7 * np.arange(COUNT)[:, None] + np.arange(3072)[None]).astype(np.int64) % 251


def string(data):
    return b"U" + bytes([len(data)]) + data if len(data) < 256 else b"T" + struct.pack("<i", len(data)) + data


def integer(value):
    if 0 <= value < 256:
        return b"K" + bytes([value])
    return b"M" + struct.pack("<H", value) if 0 <= value < 65536 else b"J" + struct.pack("<i", value)


def python2(entries):
    """Protocol 2 as cPickle writes it, each object remembered as it does."""
    memo = iter(range(1, 256))

    def put():
        return b"q" + bytes([next(memo)])

    def value(item):
        if isinstance(item, bytes):
            return string(item) + put()
        if isinstance(item, int):
            return integer(item)
        if isinstance(item, list):
            return b"]" + put() + b"(" + b"".join(map(value, item)) + b"e"
        array = b"cnumpy.core.multiarray\n_reconstruct\n" + put() + b"cnumpy\nndarray\n" + put()
        array += integer(0) + b"\x85" + value(b"b") + b"\x87" + put() + b"R" + put()
        array += b"(" + integer(1) + b"".join(map(integer, item.shape)) + b"\x86" + put()
        kind = b"cnumpy\ndtype\n" + put() + value(b"u1") + integer(0) + integer(1) + b"\x87" + put() + b"R" + put()
        kind += b"(" + integer(3) + value(b"|") + b"NNN" + integer(-1) * 2 + integer(0) + b"tb"
        return array + kind + b"\x89" + string(item.tobytes()) + put() + b"tb"

    items = b"".join(string(key.encode()) + put() + value(entry) for key, entry in entries.items())
    return b"\x80\x02}" + put() + b"(" + items + b"u."


def generate(root):
    folder = root / "batches"
    folder.mkdir(exist_ok=True)
    names = [f"picture_{index}.png".encode() for index in range(COUNT)]
    data = images().astype(np.uint8)
    ten = {"batch_label": b"testing batch 1 of 1", "labels": [3, 9, 0], "data": data, "filenames": names}
    hundred = {
        "filenames": names, "batch_label": b"testing batch 1 of 1", "fine_labels": [49, 99, 0],
        "coarse_labels": [10, 13, 4], "data": data,
    }
    files = {
        "cifar10_python2": python2(ten),
        "cifar100_python2": python2(hundred),
        "cifar10_python3": pickle.dumps({**ten, "filenames": [name.decode() for name in names]}, protocol=4),
        "cifar10_python3_protocol5": pickle.dumps(ten, protocol=5),
    }
    for name, bytes in files.items():
        loaded = pickle.loads(bytes, encoding="bytes")
        keys = {key.decode() if isinstance(key, type(b"")) else key: entry for key, entry in loaded.items()}
        np.testing.assert_array_equal(keys["data"], data)
        assert (keys.get("labels") or keys["fine_labels"]) == (hundred if "100" in name else ten)["fine_labels" if "100" in name else "labels"]
        (folder / name).write_bytes(bytes)
    print(f"batches: {len(files)} files")
