# compose with layers, functions and whole blocks.
from functools import reduce

import keras


def compose(*funcs):
    return reduce(lambda f, g: lambda *a, **kw: g(f(*a, **kw)), funcs)


def step(filters):
    return compose(keras.layers.SeparableConv2D(filters, 3, padding='same', use_bias=False),
                   keras.layers.BatchNormalization(),
                   keras.layers.LeakyReLU(negative_slope=0.1))


inputs = keras.Input((16, 16, 3))
x = compose(step(8), step(8), keras.layers.AveragePooling2D(2), step(16), keras.layers.GlobalAvgPool2D())(inputs)
model = keras.Model(inputs, keras.layers.Dense(10)(x))
