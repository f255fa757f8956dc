"""PNG and JPEG files of every kind that is read, TensorFlow's pixels of each, and what Keras' Resizing makes of some."""

import io
import struct
import zlib

import keras
import numpy as np
import tensorflow as tf
from PIL import Image, PngImagePlugin

from . import store

HEIGHT, WIDTH = 11, 14

# name: the sizes (height, width) that it is resized to.
RESIZED = {
    "grey.png": [(4, 5), (22, 9)],
    "colour.png": [(11, 28), (3, 3), (1, 1), (32, 32)],
    "colour_alpha.png": [(8, 8)],
}


def scene(channels):
    """Smooth enough for JPEG, with an edge, and different in every channel."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [
        120 + 100 * np.sin((rows + 1) * (0.3 + 0.1 * channel) + columns * (0.2 + 0.15 * channel))
        + (30 if channel == 0 else -15) * (columns > WIDTH // 2)
        for channel in range(channels)
    ]
    return np.clip(np.stack(planes, axis=-1), 0, 255).astype(np.uint8)


def pillow(image, format, **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def interlaced(pixels):
    """Adam7, which Pillow does not write."""
    height, width, _ = pixels.shape
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    rows = [b"\0" + row.tobytes() for y, x, dy, dx in passes for row in pixels[y::dy, x::dx] if row.size]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def files():
    colour, alpha = Image.fromarray(scene(3)), Image.fromarray(scene(4), "RGBA")
    palette = colour.quantize(16)
    gamma = PngImagePlugin.PngInfo()
    gamma.add(b"gAMA", struct.pack(">I", 100_000))
    deep = scene(3).astype(np.uint16) * 256 + 200
    return {
        "grey.png": pillow(Image.fromarray(scene(1)[..., 0]), "PNG"),
        "grey_alpha.png": pillow(Image.fromarray(scene(2), "LA"), "PNG"),
        "colour.png": pillow(colour, "PNG"),
        "colour_alpha.png": pillow(alpha, "PNG"),
        "black_and_white.png": pillow(colour.convert("1"), "PNG"),
        "palette.png": pillow(palette, "PNG"),
        "palette_transparent.png": pillow(palette, "PNG", transparency=3),
        "grey16.png": tf.io.encode_png(deep[..., :1]).numpy(),
        "colour16.png": tf.io.encode_png(deep).numpy(),
        "interlaced.png": interlaced(scene(3)),
        "gamma.png": pillow(colour, "PNG", pnginfo=gamma),
        "grey.jpg": pillow(Image.fromarray(scene(1)[..., 0]), "JPEG", quality=90),
        "colour.jpg": pillow(colour, "JPEG", quality=90),
        "progressive.jpg": pillow(colour, "JPEG", quality=90, progressive=True),
        "inks.jpg": pillow(alpha.convert("RGB").convert("CMYK"), "JPEG", quality=95),
    }


def generate(root):
    folder = root / "pictures"
    folder.mkdir(exist_ok=True)
    expected = {}
    for name, data in files().items():
        (folder / name).write_bytes(data)
        if name.endswith(".png"):
            pixels = tf.io.decode_png(data).numpy()
        else:
            # Its own default is the faster, less exact transform, which Keras' load_img does not take either.
            channels = 3 if name == "inks.jpg" else 0
            pixels = tf.io.decode_jpeg(data, channels=channels, dct_method="INTEGER_ACCURATE").numpy()
        expected[name] = pixels.astype(np.float32)
        for height, width in RESIZED.get(name, []):
            resized = keras.layers.Resizing(height, width)(pixels[None].astype(np.float32))
            expected[f"{name} {height}x{width}"] = np.asarray(resized)
    grey = tf.image.rgb_to_grayscale(keras.layers.Resizing(6, 6)(expected["colour.png"][None]))
    expected["colour.png 6x6 grey"] = np.asarray(grey)
    store.write_safetensors(folder / "pixels.safetensors", expected)
    print(f"pictures: {len(files())} files")
