# Inception: large windows out of small ones
#
# Two 3×3 convolutions see what one of 5×5 sees, for less.
# Inception-v3 (Szegedy and others, 2015) takes its convolutions apart in both ways, and runs
# several of them side by side.

from functools import reduce

import keras
from keras.layers import (
    AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, GlobalAveragePooling2D,
    Input, MaxPool2D, ReLU)


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    return reduce(lambda first, second: lambda x: second(first(x)), steps)


def conv(filters, kernel, name, strides=1):
    return compose(
        Conv2D(filters, kernel, strides, padding='same', use_bias=False, name=name),
        BatchNormalization(name=f'{name}_norm'),
        ReLU(name=f'{name}_relu'),
    )


# 5×5 out of 3×3
#
# The second 3×3 convolution sees 3×3 places of the first, which each see 3×3 pixels: 5×5 in all.
# It costs 9 + 9 weights for each pair of channels instead of 25, and there is room for one ReLU
# more. The Summary (F3) on a wide screen has a column `sees`, which is 5×5 for both.

maps = Input((32, 32, 64))
large = Conv2D(64, 5, padding='same', use_bias=False)(maps)
first = Conv2D(64, 3, padding='same', use_bias=False)(maps)
second = Conv2D(64, 3, padding='same', use_bias=False)(first)

# Branches
#
# A module runs several windows on the same input, each behind a cheap 1×1 convolution that
# brings the channels down first, and puts their maps side by side.


def module_a(pooled, name):
    def apply(x):
        return Concatenate(name=f'{name}_beside')([
            conv(64, 1, f'{name}_1x1')(x),
            compose(conv(48, 1, f'{name}_5x5_down'), conv(64, 3, f'{name}_5x5_a'), conv(64, 3, f'{name}_5x5_b'))(x),
            compose(conv(64, 1, f'{name}_3x3_down'), conv(96, 3, f'{name}_3x3'))(x),
            compose(AveragePooling2D(3, 1, padding='same', name=f'{name}_mean'), conv(pooled, 1, f'{name}_mean_1x1'))(x),
        ])

    return apply


mixed = module_a(32, 'sample_a')(maps)

# Rows and columns
#
# The second kind of module has windows of 7×7, each as a 1×7 and a 7×1 convolution. The article
# found that this works well on maps of middle size, between 12 and 20 places a side, and not on
# the early ones. The network below is for CIFAR's 32×32 and has it only on its last maps.
# These are 8×8, smaller than those that the article speaks of: a row of 7 is nearly all of them.


def module_b(middle, name):
    def apply(x):
        return Concatenate(name=f'{name}_beside')([
            conv(96, 1, f'{name}_1x1')(x),
            compose(
                conv(middle, 1, f'{name}_7x7_down'),
                conv(middle, (1, 7), f'{name}_7x7_row'),
                conv(96, (7, 1), f'{name}_7x7_column'),
            )(x),
            compose(AveragePooling2D(3, 1, padding='same', name=f'{name}_mean'), conv(64, 1, f'{name}_mean_1x1'))(x),
        ])

    return apply


flat = Input((16, 16, 256))
row_and_column = module_b(64, 'sample_b')(flat)
row = Conv2D(64, (1, 7), padding='same', use_bias=False)(flat)

# Making it smaller
#
# To halve the picture, a module runs a convolution with stride 2 beside a pooling, and the maps
# of both go on: the channels grow in the same step as the picture shrinks.


def halving(filters, name):
    def apply(x):
        return Concatenate(name=f'{name}_beside')([
            conv(filters, 3, f'{name}_3x3', strides=2)(x),
            MaxPool2D(2, name=f'{name}_pool')(x),
        ])

    return apply


def inception(shape, classes=10):
    image = Input(shape, name='image')
    scores = compose(
        conv(32, 3, 'first'),
        halving(32, 'half1'),
        module_a(32, 'a1'),
        halving(64, 'half2'),
        module_b(64, 'b1'),
        GlobalAveragePooling2D(name='mean'),
        Dense(classes, activation='softmax', name='classes'),
    )(image)
    return keras.Model(image, scores, name='Inception')


inception_small = inception((32, 32, 3))

# Your turn
#
# Take the 3×3 convolution apart into a 1×3 and a 3×1 one, without biases. F6 tells how much that
# saves.


def smaller(x):
    return Conv2D(96, 3, padding='same', use_bias=False)(x)


answer = smaller(Input((16, 16, 96)))
