import keras
from keras.layers import Conv2D, DepthwiseConv2D, Input, ReLU


def block(x, filters, name):
    # rewritten
    x = Conv2D(filters * 2, (3, 3), padding='same', name=name + '_conv')(x)
    return ReLU(name=name + '_relu')(x)


x = Input((12, 12, 4))
y = block(block(x, 8, 'first'), 4, 'second')
