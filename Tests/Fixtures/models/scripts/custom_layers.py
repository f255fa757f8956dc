# Subclasses of Layer: how their names, their inner layers' names and the weights' paths are made.
import keras


class Conv_Bn(keras.layers.Layer):
    def __init__(self, filters, name):
        super(Conv_Bn, self).__init__()
        self._name = name
        self.block = keras.Sequential()
        self.block.add(keras.layers.Conv2D(filters, 3))
        self.block.add(keras.layers.BatchNormalization())

    def call(self, inputs, **kwargs):
        return self.block(inputs)


class Pair(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.second = keras.layers.Dense(units)
        self.first = keras.layers.Dense(units, name='inside')
        self.never = keras.layers.Dense(units)

    def call(self, inputs):
        return self.second(self.first(inputs))


class HTTPLayer2D(keras.layers.Layer):
    def call(self, inputs):
        return inputs


inputs = keras.Input((8, 8, 3), name='input')
x = Conv_Bn(4, name='wanted')(inputs)
x = Conv_Bn(2, name='also_wanted')(x)
x = keras.layers.Flatten()(x)
x = Pair(3)(x)
x = Pair(3, name='pair_by_name')(x)
x = HTTPLayer2D()(x)
model = keras.Model(inputs, x)
model.summary()
