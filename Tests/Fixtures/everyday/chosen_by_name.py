# Layers and blocks chosen by name: classes as values, tables, globals().
import keras
from keras import layers
from keras.layers import AveragePooling2D, Conv2D, MaxPooling2D, SeparableConv2D


def plain(x, filters):
    return Conv2D(filters, 3, padding='same')(x)


def separable(x, filters, **options):
    options.setdefault('padding', 'same')
    return SeparableConv2D(filters, 3, **options)(x)


def build(kind, pool=MaxPooling2D, activations=('relu', 'elu')):
    block = globals().get(kind)
    if block is None:
        raise ValueError('no block is called {!r}'.format(kind))
    table = {'relu': layers.ReLU, 'elu': lambda: layers.ELU(0.5), 'none': None}
    x = inputs = keras.Input((16, 16, 3))
    for activation in activations:
        x = block(x, 8)
        x = table[activation]()(x)
        x = pool(2)(x)
    normalize = getattr(layers, 'BatchNormalization')
    if isinstance(pool, type) and issubclass(pool, layers.Layer):
        x = normalize()(x)
    return keras.Model(inputs, x, name=kind)


first = build('plain')
second = build('separable', AveragePooling2D, ['elu'])
try:
    build('absent')
except ValueError as error:
    print(error)
