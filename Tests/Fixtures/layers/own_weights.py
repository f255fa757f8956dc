# Layers that add their own weights and work with them in their `call`, as people write them.
import keras
from keras import layers, ops


class LayerScale(layers.Layer):
    def __init__(self, start, **kwargs):
        super().__init__(**kwargs)
        self.start = start

    def build(self, input_shape):
        self.gamma = self.add_weight(
            name="gamma", shape=(input_shape[-1],), initializer=keras.initializers.Constant(self.start)
        )

    def call(self, x):
        return x * self.gamma


class Affine(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

    def call(self, x):
        return ops.matmul(x, self.w) + self.b


class PositionEmbedding(layers.Layer):
    def build(self, input_shape):
        self.position = self.add_weight(name="position", shape=(1, input_shape[1], input_shape[2]))

    def call(self, x):
        return self.position + x


class ScaledStandardization(layers.Layer):
    """A kernel that is worked on before it is used."""

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], 3))
        self.gain = self.add_weight(name="gain", shape=(1, 3), initializer="ones")

    def call(self, x):
        kernel = self.kernel - ops.mean(self.kernel, axis=0, keepdims=True)
        return ops.matmul(x, kernel * self.gain)


class Gate(layers.Layer):
    def build(self, input_shape):
        self.gate = self.add_weight(name="gate", shape=())

    def call(self, x):
        return x * ops.sigmoid(self.gate) + (1.0 - ops.sigmoid(self.gate)) * 0.5


class Blocks(layers.Layer):
    """Layers with weights of the same name within one another."""

    def __init__(self):
        super().__init__()
        self.first, self.second = LayerScale(0.1), LayerScale(1.0)

    def build(self, input_shape):
        self.gamma = self.add_weight(name="gamma", shape=(input_shape[-1],))

    def call(self, x):
        return self.second(ops.relu(self.first(x))) - self.gamma


x = keras.Input((6, 4))
shared = LayerScale(0.5)
outputs = {
    "layer scale": LayerScale(1e-6)(x),
    "affine": Affine(5)(x),
    "position embedding": PositionEmbedding()(x),
    "scaled standardization": ScaledStandardization()(x),
    "gate": Gate()(x),
    "blocks": Blocks()(x),
    "twice": shared(shared(x)),
}
model = keras.Model(x, list(outputs.values()))
names = list(outputs)
