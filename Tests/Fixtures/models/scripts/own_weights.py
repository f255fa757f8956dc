# Layers of a session's own that add weights and compute with them by functions on tensors.
import keras
import tensorflow as tf
from keras import layers, ops


class Scale(layers.Layer):
    def build(self, input_shape):
        self.gamma = self.add_weight(name="gamma", shape=(input_shape[-1],), initializer="ones")
        self.beta = self.add_weight(name="beta", shape=(input_shape[-1],), initializer="zeros")

    def call(self, x):
        return x * self.gamma + self.beta


class Linear(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(name="kernel", shape=(input_shape[-1], self.units))
        self.b = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return ops.matmul(x, self.w) + self.b


class GlobalResponse(layers.Layer):
    def build(self, input_shape):
        self.gamma = self.add_weight(name="gamma", shape=(1, 1, 1, input_shape[-1]), initializer="zeros")
        self.beta = self.add_weight(name="beta", shape=(1, 1, 1, input_shape[-1]), initializer="zeros")

    def call(self, x):
        norms = ops.norm(x, axis=(1, 2), keepdims=True)
        shares = norms / (ops.mean(norms, axis=-1, keepdims=True) + 1e-6)
        return self.gamma * (x * shares) + self.beta + x


class Statistics(layers.Layer):
    def build(self, input_shape):
        size = input_shape[-1]
        self.mean = self.add_weight(name="moving_mean", shape=(size,), initializer="zeros", trainable=False)
        self.variance = self.add_weight(name="moving_variance", shape=(size,), initializer="ones", trainable=False)

    def call(self, x):
        return (x - self.mean) * ops.rsqrt(self.variance + 1e-3)


class Filter(layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(3, 3, input_shape[-1], 6))
        self.depthwise = self.add_weight(name="depthwise_kernel", shape=(3, 3, 6, 1))
        self.slope = self.add_weight(name="slope", shape=(1, 1, 6), initializer=keras.initializers.Constant(0.25))

    def call(self, x):
        x = ops.conv(x, self.kernel, strides=1, padding="same")
        x = tf.nn.depthwise_conv2d(x, self.depthwise, strides=[1, 2, 2, 1], padding="SAME")
        return ops.where(x > 0, x, x * self.slope)


class Tokens(layers.Layer):
    def build(self, input_shape):
        count, size = input_shape[1] * input_shape[2], input_shape[3]
        self.token = self.add_weight(name="class_token", shape=(1, 1, size), initializer="zeros")
        self.positions = self.add_weight(name="positions", shape=(1, count + 1, size), initializer="random_normal")

    def call(self, x):
        x = ops.reshape(x, (-1, x.shape[1] * x.shape[2], x.shape[3]))
        token = ops.broadcast_to(self.token, (ops.shape(x)[0], 1, x.shape[-1]))
        return ops.concatenate([token, x], axis=1) + self.positions


class Attention(layers.Layer):
    def __init__(self, heads, size, **kwargs):
        super().__init__(**kwargs)
        self.heads, self.size = heads, size

    def build(self, input_shape):
        width = input_shape[-1]
        shape = (3, width, self.heads, self.size)
        self.projections = self.add_weight(name="projection_kernel", shape=shape)
        self.output_kernel = self.add_weight(name="output_kernel", shape=(self.heads, self.size, width))

    def call(self, x):
        query, key, value = ops.unstack(ops.einsum("btd,kdhs->kbths", x, self.projections), axis=0)
        scores = ops.einsum("bqhs,bkhs->bhqk", query, key) / self.size**0.5
        mixed = ops.einsum("bhqk,bkhs->bqhs", ops.softmax(scores, axis=-1), value)
        return x + ops.einsum("bqhs,hsd->bqd", mixed, self.output_kernel)


class Prototypes(layers.Layer):
    def __init__(self, count, **kwargs):
        super().__init__(**kwargs)
        self.count = count

    def build(self, input_shape):
        self.places = self.add_weight(name="places", shape=(self.count, input_shape[-1]), initializer="uniform")

    def call(self, x):
        distances = ops.sum(ops.square(ops.expand_dims(x, 1) - self.places), axis=-1)
        return ops.softmax(-distances), ops.take(self.places, ops.argmin(distances, axis=-1), axis=0)


class Tied(layers.Layer):
    def __init__(self, kernel, **kwargs):
        super().__init__(**kwargs)
        self.kernel = kernel

    def build(self, input_shape):
        self.bias = self.add_weight(name="bias", shape=(self.kernel().shape[0],), initializer="zeros")

    def call(self, x):
        return ops.matmul(x, ops.transpose(self.kernel())) + self.bias


images = keras.Input((8, 6, 3))
x = Scale()(images)
x = Filter()(x)
x = Statistics()(x)
x = GlobalResponse()(x)
x = Tokens()(x)
x = Attention(2, 5)(x)
shares, nearest = Prototypes(4)(x[:, 0])
model = keras.Model(images, [Linear(7)(x), shares, nearest])
model.summary()

flat = keras.Input((12,))
encode = layers.Dense(5, activation="relu")
tied = keras.Model(flat, Tied(lambda: encode.kernel)(encode(flat)), name="tied")
tied.summary()
