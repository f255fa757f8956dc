# Blocks without a definition of compose
#
# The exported script must bring its own, behind what has to come first.

"""Two blocks and a head."""
from __future__ import annotations

from functools import reduce


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    if not steps:
        raise ValueError('Composition of empty sequence not supported.')

    def then(first, second):
        return lambda *args, **kwargs: second(first(*args, **kwargs))

    return reduce(then, steps)


import keras
from keras.layers import BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, Input, ReLU


def block(filters: int, strides: int = 1):
    return compose(Conv2D(filters, 3, strides, padding='same', use_bias=False), BatchNormalization(), ReLU())


image = Input((16, 16, 3))
body = compose(block(8), block(16, 2))(image)
scores = compose(GlobalAveragePooling2D(), Dense(10, activation='softmax'))(body)
model = keras.Model(image, scores, name='blocks')
model.summary()
print(f'{model.count_params():,} parameters')

# compose: no setting, a comment
