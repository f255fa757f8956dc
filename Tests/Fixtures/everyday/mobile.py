# Depthwise blocks whose widths are scaled by a float, with caps on ReLU.
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Add, BatchNormalization, Conv2D, DepthwiseConv2D, Dropout, GlobalAveragePooling2D
from tensorflow.keras.layers import Activation, Dense, Input, ReLU, Reshape, ZeroPadding2D
from tensorflow.keras.models import Model


def divisible(value, divisor=8):
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    if rounded < 0.9 * value:
        rounded += divisor
    return rounded


def bottleneck(x, filters, t, s, r=False):
    axis = 1 if K.image_data_format() == 'channels_first' else -1
    wide = K.int_shape(x)[axis] * t
    y = ReLU(6.)(BatchNormalization(axis=axis)(Conv2D(wide, 1, padding='same', use_bias=False)(x)))
    if s == 2:
        y = ZeroPadding2D(((0, 1), (0, 1)))(y)
    y = DepthwiseConv2D(3, strides=(s, s), padding='valid' if s == 2 else 'same', use_bias=False)(y)
    y = ReLU(max_value=6)(BatchNormalization(axis=axis)(y))
    y = BatchNormalization(axis=axis)(Conv2D(filters, 1, padding='same', use_bias=False)(y))
    return Add()([y, x]) if r else y


def stage(x, filters, t, s, n):
    x = bottleneck(x, filters, t, s)
    for _ in range(1, n):
        x = bottleneck(x, filters, t, 1, True)
    return x


def mobile(shape, classes, alpha=1.0):
    inputs = Input(shape=shape)
    x = ReLU(6.)(BatchNormalization()(Conv2D(divisible(32 * alpha), 3, strides=2, padding='same')(inputs)))
    for filters, t, s, n in [(16, 1, 1, 1), (24, 6, 2, 2), (32, 6, 2, 3)]:
        x = stage(x, divisible(filters * alpha), t, s, n)
    last = 1280 if alpha <= 1.0 else int(1280 * alpha)
    x = GlobalAveragePooling2D()(Conv2D(last, 1)(x))
    x = Reshape((1, 1, last))(x)
    x = Dropout(0.3, name='Dropout')(x)
    x = Activation('softmax')(Conv2D(classes, (1, 1), padding='same')(x))
    return Model(inputs, Reshape((classes,))(x), name='mobile_%.2f' % alpha)


full, half = mobile((96, 96, 3), 10), mobile((96, 96, 3), 10, alpha=0.5)
