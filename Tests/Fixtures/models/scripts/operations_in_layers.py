# What a layer's call or a Lambda computes is no row of the model and takes no automatic name.
import keras
from keras import layers, ops


class Gate(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(4)

    def call(self, x):
        y = ops.sigmoid(self.dense(x)) * x
        return ops.reshape(y, (-1, 2, 2)) + 1.0


class Block(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = layers.Conv2D(3, 1)

    def call(self, x):
        return ops.relu(self.conv(x) + x)


inputs = keras.Input((4,))
x = inputs + 2.0
x = Gate()(x)
x = layers.Lambda(lambda t: t * 3 + 1)(x)
x = layers.Lambda(lambda t, scale: t * scale, arguments={"scale": 2}, name="scaled")(x)
x = layers.Lambda(ops.square, output_shape=(2, 2))(x)
x = x + 2.0
x = ops.reshape(x, (-1, 4))
a, b = layers.Lambda(lambda t: [t[:, :2], t[:, 2:]])(x)
model = keras.Model(inputs, layers.Add()([a, b]) + a)
model.summary()

image = keras.Input((4, 4, 3))
subclassed = keras.Model(image, ops.max(Block()(image), axis=(1, 2)))
subclassed.summary()
