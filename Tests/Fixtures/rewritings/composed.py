from functools import reduce

from keras.layers import BatchNormalization, Conv2D, Input, LeakyReLU, MaxPool2D


def compose(*steps):
    return reduce(lambda first, second: lambda x: second(first(x)), steps)


def block(filters, name):
    return compose(
        # rewritten
        Conv2D(
            filters, 3, padding='same',
            use_bias=False, name=f'{name}_conv'),
        BatchNormalization(name=f'other_{name}'),
        LeakyReLU(),
    )


x = Input((16, 16, 8))
y = compose(block(16, 'a'), MaxPool2D(), block(32, 'b'), block(32, 'c'))(x)
