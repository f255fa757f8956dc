# Attention in convolutional networks as people write it: CBAM, ECA, non-local, coordinate and self-attention, ghost modules,
# pixel shuffle, pyramid pooling; with K, tf and keras.ops.
import math

import keras
import tensorflow as tf
from keras import layers, ops
from tensorflow.keras import backend as K


def channel_attention(x, ratio=4):
    channels = x.shape[-1]
    shared_one = layers.Dense(channels // ratio, activation="relu", kernel_initializer="he_normal")
    shared_two = layers.Dense(channels, kernel_initializer="he_normal")
    average = layers.GlobalAveragePooling2D()(x)
    average = shared_two(shared_one(layers.Reshape((1, 1, channels))(average)))
    largest = layers.GlobalMaxPooling2D()(x)
    largest = shared_two(shared_one(layers.Reshape((1, 1, channels))(largest)))
    attention = layers.Activation("sigmoid")(layers.Add()([average, largest]))
    return layers.multiply([x, attention])


def spatial_attention(x):
    average = layers.Lambda(lambda t: K.mean(t, axis=3, keepdims=True))(x)
    largest = layers.Lambda(lambda t: K.max(t, axis=3, keepdims=True))(x)
    both = layers.Concatenate(axis=3)([average, largest])
    return layers.multiply([x, layers.Conv2D(1, 7, padding="same", activation="sigmoid", use_bias=False)(both)])


class EfficientChannelAttention(layers.Layer):
    def __init__(self, gamma=2, b=1, **kwargs):
        super().__init__(**kwargs)
        self.gamma, self.b = gamma, b

    def build(self, input_shape):
        size = int(abs((math.log2(input_shape[-1]) + self.b) / self.gamma))
        size = size if size % 2 else size + 1
        self.conv = layers.Conv1D(1, size, padding="same", use_bias=False)

    def call(self, x):
        y = tf.reduce_mean(x, axis=[1, 2])
        y = self.conv(tf.expand_dims(y, -1))
        y = tf.sigmoid(tf.squeeze(y, -1))
        return x * y[:, None, None, :]


def non_local(x):
    height, width, channels = x.shape[1:]
    inner = channels // 2
    theta = layers.Reshape((height * width, inner))(layers.Conv2D(inner, 1)(x))
    phi = layers.Reshape((height * width, inner))(layers.Conv2D(inner, 1)(x))
    g = layers.Reshape((height * width, inner))(layers.Conv2D(inner, 1)(x))
    scores = layers.Activation("softmax")(layers.dot([theta, phi], axes=2))
    y = layers.Reshape((height, width, inner))(layers.dot([scores, g], axes=[2, 1]))
    return layers.add([layers.Conv2D(channels, 1)(y), x])


def coordinate_attention(x, ratio=4):
    height, width, channels = x.shape[1:]
    rows = ops.mean(x, axis=2, keepdims=True)
    columns = ops.transpose(ops.mean(x, axis=1, keepdims=True), (0, 2, 1, 3))
    y = ops.concatenate([rows, columns], axis=1)
    y = layers.Conv2D(max(4, channels // ratio), 1, use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = y * ops.relu6(y + 3) / 6
    rows, columns = ops.split(y, [height], axis=1)
    columns = ops.transpose(columns, (0, 2, 1, 3))
    rows = layers.Conv2D(channels, 1, activation="sigmoid")(rows)
    columns = layers.Conv2D(channels, 1, activation="sigmoid")(columns)
    return x * rows * columns


def ghost_module(x, filters):
    first = layers.Conv2D(math.ceil(filters / 2), 1, use_bias=False)(x)
    second = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(first)
    return layers.Lambda(lambda t: t[:, :, :, :filters])(layers.Concatenate()([first, second]))


class SelfAttention(layers.Layer):
    def __init__(self, filters, **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.f = layers.Conv2D(filters // 4, 1)
        self.g = layers.Conv2D(filters // 4, 1)
        self.h = layers.Conv2D(filters, 1)

    def build(self, input_shape):
        self.gamma = self.add_weight(name="gain", shape=(), initializer="zeros")

    def call(self, x):
        def flat(t):
            return tf.reshape(t, [tf.shape(t)[0], -1, t.shape[-1]])

        scores = tf.matmul(flat(self.g(x)), flat(self.f(x)), transpose_b=True)
        mixed = tf.matmul(tf.nn.softmax(scores), flat(self.h(x)))
        return self.gamma * tf.reshape(mixed, tf.shape(x)) + x


def pyramid_pooling(x, sizes=(1, 2)):
    parts = [x]
    for size in sizes:
        y = layers.AveragePooling2D((x.shape[1] // size, x.shape[2] // size))(x)
        y = layers.Conv2D(3, 1, activation="relu")(y)
        parts.append(layers.Lambda(lambda t: tf.image.resize(t, (x.shape[1], x.shape[2])))(y))
    return layers.Concatenate()(parts)


class StochasticDepth(layers.Layer):
    def __init__(self, rate, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def call(self, x, training=None):
        if training:
            keep = 1 - self.rate
            mask = tf.floor(keep + tf.random.uniform((tf.shape(x)[0],) + (1,) * (len(x.shape) - 1), 0, 1))
            return x / keep * mask
        return x


inputs = keras.Input((8, 6, 3))
x = layers.Conv2D(8, 3, padding="same")(inputs)
x = spatial_attention(channel_attention(x))
x = EfficientChannelAttention()(x)
x = non_local(x)
x = coordinate_attention(x)
x = ghost_module(x, 7)
x = layers.Conv2D(8, 1)(x)
x = SelfAttention(8)(x)
x = StochasticDepth(0.2)(x) + x
x = pyramid_pooling(x)
x = layers.Conv2D(8, 1)(x)
x = layers.Lambda(lambda t: tf.nn.depth_to_space(t, 2), name="pixel_shuffle")(x)
x = layers.Lambda(lambda t: K.l2_normalize(t, axis=-1), name="normalized")(x)
x = ops.pad(x, ((0, 0), (1, 1), (2, 2), (0, 0)), mode="reflect")
x = layers.Lambda(lambda t: tf.reduce_max(t, axis=[1, 2]))(x)
model = keras.Model(inputs, layers.Dense(3, activation="softmax")(x))
model.summary()
