"""Residual networks for small pictures, in both versions of the block."""
from __future__ import absolute_import, division, print_function

from tensorflow.keras.layers import (
    Activation, AveragePooling2D, BatchNormalization, Conv2D, Dense, Flatten, Input, add)
from tensorflow.keras.models import Model
from tensorflow.keras.regularizers import l2

block_count = 0


def unit(inputs, filters=16, kernel=3, strides=1, activation='relu', norm=True, conv_first=True):
    conv = Conv2D(filters, kernel_size=kernel, strides=strides, padding='same',
                  kernel_initializer='he_normal', kernel_regularizer=l2(1e-4))
    x = inputs
    if conv_first:
        x = conv(x)
    if norm:
        x = BatchNormalization()(x)
    if activation is not None:
        x = Activation(activation)(x)
    return x if conv_first else conv(x)


def resnet_v1(shape, depth, classes=10):
    if (depth - 2) % 6 != 0:
        raise ValueError('depth should be 6n + 2, not %d' % depth)

    def block(x, filters, strides):
        global block_count
        block_count += 1
        y = unit(x, filters, strides=strides)
        y = unit(y, filters, activation=None)
        if strides != 1:
            x = unit(x, filters, kernel=1, strides=strides, activation=None, norm=False)
        x = add([x, y], name='add_{}'.format(block_count))
        return Activation('relu')(x)

    inputs = Input(shape=shape)
    x, filters = unit(inputs), 16
    for stack in range(3):
        for i in range((depth - 2) // 6):
            x = block(x, filters, 2 if stack > 0 and i == 0 else 1)
        filters *= 2
    x = AveragePooling2D(pool_size=8)(x)
    return Model(inputs, Dense(classes, activation='softmax')(Flatten()(x)))


def resnet_v2(shape, depth, classes=10):
    inputs = Input(shape=shape)
    x = unit(inputs)
    filters_in = 16
    for stage, (out, repeat) in enumerate([(64, depth), (128, depth)]):
        for i in range(repeat):
            first = i == 0
            y = unit(x, filters_in, 1, 2 if stage and first else 1, conv_first=False,
                     activation=None if first and not stage else 'relu', norm=not (first and not stage))
            y = unit(y, filters_in, conv_first=False)
            y = unit(y, out, 1, conv_first=False)
            if first:
                x = unit(x, out, 1, 2 if stage else 1, activation=None, norm=False)
            x = add([x, y])
        filters_in = out
    x = Activation('relu')(BatchNormalization()(x))
    return Model(inputs, Dense(classes)(Flatten()(AveragePooling2D(8)(x))), name='v2')


v1 = resnet_v1((32, 32, 3), 14)
v2 = resnet_v2((32, 32, 3), 2)
print('blocks: %d, last %s' % (block_count, v1.layers[-1].name))
