# Patches, windows that shift, a class token, positions and masks: transformers on images by keras.ops and tf.
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Patches(layers.Layer):
    def __init__(self, size, **kwargs):
        super().__init__(**kwargs)
        self.size = size

    def call(self, images):
        batch = ops.shape(images)[0]
        patches = ops.image.extract_patches(images, size=self.size)
        return ops.reshape(patches, (batch, -1, patches.shape[-1]))


class PatchEncoder(layers.Layer):
    def __init__(self, count, width, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.projection = layers.Dense(width)
        self.position_embedding = layers.Embedding(input_dim=count, output_dim=width)

    def call(self, patch):
        positions = ops.expand_dims(ops.arange(start=0, stop=self.count, step=1), axis=0)
        return self.projection(patch) + self.position_embedding(positions)


class ClassToken(layers.Layer):
    def build(self, input_shape):
        self.token = self.add_weight(name="cls", shape=(1, 1, input_shape[-1]), initializer="zeros")

    def call(self, x):
        token = tf.tile(self.token, [tf.shape(x)[0], 1, 1])
        return tf.concat([token, x], axis=1)


def window_partition(x, size):
    _, height, width, channels = x.shape
    x = ops.reshape(x, (-1, height // size, size, width // size, size, channels))
    return ops.reshape(ops.transpose(x, (0, 1, 3, 2, 4, 5)), (-1, size * size, channels))


def window_reverse(windows, size, height, width, channels):
    x = ops.reshape(windows, (-1, height // size, width // size, size, size, channels))
    return ops.reshape(ops.transpose(x, (0, 1, 3, 2, 4, 5)), (-1, height, width, channels))


class WindowAttention(layers.Layer):
    def __init__(self, heads, size, **kwargs):
        super().__init__(**kwargs)
        self.heads, self.size = heads, size

    def build(self, input_shape):
        self.width = input_shape[-1]
        self.qkv = layers.Dense(self.width * 3, use_bias=False)
        self.proj = layers.Dense(self.width)
        rows = (2 * self.size - 1) ** 2
        self.table = self.add_weight(name="relative_bias", shape=(rows, self.heads), initializer="zeros")
        places = [(row, column) for row in range(self.size) for column in range(self.size)]
        self.index = [
            (one[0] - other[0] + self.size - 1) * (2 * self.size - 1) + one[1] - other[1] + self.size - 1
            for one in places
            for other in places
        ]

    def call(self, x):
        count = self.size**2
        qkv = ops.reshape(self.qkv(x), (-1, count, 3, self.heads, self.width // self.heads))
        q, k, v = ops.unstack(ops.transpose(qkv, (2, 0, 3, 1, 4)), axis=0)
        scores = ops.matmul(q * (self.width // self.heads) ** -0.5, ops.transpose(k, (0, 1, 3, 2)))
        bias = ops.take(self.table, self.index, axis=0)
        bias = ops.transpose(ops.reshape(bias, (count, count, -1)), (2, 0, 1))
        scores = ops.softmax(scores + ops.expand_dims(bias, 0), axis=-1)
        mixed = ops.transpose(ops.matmul(scores, v), (0, 2, 1, 3))
        return self.proj(ops.reshape(mixed, (-1, count, self.width)))


class CausalMask(layers.Layer):
    def call(self, x):
        length = x.shape[1]
        mask = ops.tril(ops.ones((length, length)))
        scores = ops.einsum("bqd,bkd->bqk", x, x) / np.sqrt(x.shape[-1])
        scores = ops.where(mask > 0, scores, -1e9)
        return ops.einsum("bqk,bkd->bqd", ops.softmax(scores), x)


inputs = keras.Input((8, 8, 3))
x = Patches(2)(inputs)
x = PatchEncoder(16, 12)(x)
x = ClassToken()(x)
y = layers.LayerNormalization(epsilon=1e-6)(x)
y = layers.Dense(12, activation="gelu")(y)
x = layers.Add()([y, x])
x = CausalMask()(x)
head, body = x[:, 0], x[:, 1:]
grid = ops.reshape(body, (-1, 4, 4, 12))
shifted = ops.roll(grid, shift=(-1, -1), axis=(1, 2))
windows = WindowAttention(3, 2)(window_partition(shifted, 2))
shifted = window_reverse(windows, 2, 4, 4, 12)
grid = ops.roll(shifted, shift=(1, 1), axis=(1, 2)) + grid
merged = ops.concatenate(
    [grid[:, 0::2, 0::2, :], grid[:, 1::2, 0::2, :], grid[:, 0::2, 1::2, :], grid[:, 1::2, 1::2, :]], axis=-1
)
pooled = ops.mean(merged, axis=(1, 2))
outputs = layers.Dense(5)(ops.concatenate([head, pooled], axis=-1))
model = keras.Model(inputs, outputs)
model.summary()
