# Channel shuffle and split as functions on tensors, grouped convolutions by slices.
from keras import backend as K
from keras.layers import (
    AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, DepthwiseConv2D, GlobalMaxPooling2D, Input, Lambda, ReLU)
from keras.models import Model


def shuffle(x, groups):
    height, width, channels = K.int_shape(x)[1:]
    x = K.reshape(x, [-1, height, width, groups, channels // groups])
    x = K.permute_dimensions(x, (0, 1, 2, 4, 3))
    return K.reshape(x, [-1, height, width, channels])


def split(x, name):
    half = x.shape[-1] // 2
    a = Lambda(lambda z: z[:, :, :, 0:half], name=name + '_left')(x)
    return a, Lambda(lambda z: z[:, :, :, half:], name=name + '_right')(x)


def grouped(x, filters, groups):
    size = K.int_shape(x)[-1] // groups
    parts = []
    for i in range(groups):
        part = Lambda(lambda z, i=i: z[..., i * size:(i + 1) * size])(x)
        parts.append(Conv2D(int(0.5 + filters / groups), 1, use_bias=False)(part))
    return Concatenate()(parts)


inputs = Input((64, 64, 3))
x = Conv2D(24, 3, strides=2, padding='same', use_bias=False)(inputs)
y = Lambda(shuffle, arguments={'groups': 4}, name='shuffle_1')(grouped(x, 48, 4))
y = BatchNormalization()(DepthwiseConv2D(3, strides=2, padding='same', use_bias=False)(y))
x = Concatenate()([y, AveragePooling2D(3, strides=2, padding='same')(x)])
a, b = split(x, 'unit')
b = ReLU()(Conv2D(36, 1)(b))
x = Lambda(shuffle, arguments=dict(groups=2))(Concatenate()([a, b]))
model = Model(inputs, Dense(10, activation='softmax')(GlobalMaxPooling2D()(x)))
