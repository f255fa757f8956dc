# The path of a weight is fixed where its layer is first built: in the outer layer's __init__, or in its call.
import keras


class Ready(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.block = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4)])

    def call(self, inputs):
        return self.block(inputs)


class Lazy(keras.layers.Layer):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def call(self, inputs):
        return self.inner(inputs)


class Builds(keras.layers.Layer):
    def __init__(self, units):
        super().__init__(name='builds')
        self.units = units

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer='ones', name='scale')
        self.offset = self.add_weight(shape=(input_shape[-1],), initializer='zeros', trainable=False)
        self.dense = keras.layers.Dense(self.units)

    def call(self, inputs):
        return self.dense(inputs * self.scale + self.offset)


inputs = keras.Input((8,))
x = Ready()(inputs)
x = Lazy(Lazy(keras.layers.Dense(3)))(x)
x = Builds(2)(x)
used_before = keras.layers.Dense(2)
x = used_before(x)
x = Lazy(used_before)(x)
model = keras.Model(inputs, x)
model.summary()
