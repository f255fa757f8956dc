from functools import reduce

import keras
from keras.layers import (
    Activation, Add, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense,
    DepthwiseConv2D, Dropout, Flatten, GlobalAveragePooling2D, Input, LeakyReLU, MaxPool2D,
    ReLU, Reshape, SeparableConv2D, Softmax, ZeroPadding2D)


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    if not steps:
        raise ValueError('Composition of empty sequence not supported.')

    def then(first, second):
        return lambda *args, **kwargs: second(first(*args, **kwargs))

    return reduce(then, steps)


image = Input((32, 32, 3))
body = compose(
    Conv2D(16, 3, padding='same', use_bias=False),
    BatchNormalization(),
    LeakyReLU(),
    DepthwiseConv2D((1, 3), padding='same'),
    MaxPool2D((1, 2)),
    SeparableConv2D(32, 3, strides=2, padding='same'),
)(image)
scores = compose(GlobalAveragePooling2D(), Dropout(0.2), Dense(10), Softmax())(body)
model = keras.Model(image, scores, name='new')
print(body.shape, model.count_params())
