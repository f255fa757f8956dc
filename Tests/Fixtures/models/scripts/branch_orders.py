# The same graph made in different orders, and joined in different orders.
import keras
from keras import layers


def deep(x):
    x = layers.Conv2D(4, 3, padding='same')(x)
    x = layers.ReLU()(x)
    return layers.Conv2D(4, 3, padding='same')(x)


def shallow(x):
    return layers.Conv2D(4, 1)(x)


def network(first_deep, deep_left):
    x = keras.Input((8, 8, 3))
    if first_deep:
        a = deep(x)
        b = shallow(x)
    else:
        b = shallow(x)
        a = deep(x)
    y = layers.Concatenate()([a, b] if deep_left else [b, a])
    return keras.Model(x, layers.Flatten()(y))


deep_first = network(True, True)
shallow_first = network(False, True)
deep_right = network(True, False)
shallow_first_left = network(False, False)
