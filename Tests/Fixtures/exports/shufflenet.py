# ShuffleNet: groups, and a shuffle
#
# Grouped 1×1 convolutions, and a shuffle that lets the groups talk.
# In MobileNet nearly all work is in the 1×1 convolutions. ShuffleNet (Zhang and others, 2017)
# makes those cheaper.

from functools import reduce

import keras
from keras.layers import (
    Add, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, DepthwiseConv2D,
    GlobalAveragePooling2D, Input, Permute, ReLU, Reshape)


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    return reduce(lambda first, second: lambda x: second(first(x)), steps)


# Groups
#
# A 1×1 convolution with 4 groups splits its channels into 4 parts and mixes each by itself: a
# quarter of the weights, and a quarter of the multiply-adds.

maps = Input((16, 16, 96))
plain = Conv2D(96, 1, use_bias=False)(maps)
grouped = Conv2D(96, 1, groups=4, use_bias=False)(maps)

# The shuffle
#
# Two grouped convolutions in a row never leave their groups: a map of the first group knows
# nothing of the others. So between the two the channels are dealt out like cards. Seen as a
# table of groups × channels it is a transposition: two Reshapes and a Permute, without a single
# parameter.


def shuffle(groups, name):
    def apply(x):
        _, height, width, channels = x.shape
        x = Reshape((height, width, groups, channels // groups), name=f'{name}_table')(x)
        x = Permute((1, 2, 4, 3), name=f'{name}_turn')(x)
        return Reshape((height, width, channels), name=f'{name}_back')(x)

    return apply


shuffled = shuffle(4, 'sample')(grouped)

# The unit
#
# Grouped 1×1 to a quarter of the channels, shuffle, depthwise 3×3, grouped 1×1 back, and the
# input added to that. A unit that halves the picture puts the input's mean over 3×3 beside its
# result instead of adding the input, so that the channels grow. (The article leaves the groups out
# of the very first 1×1 convolution, whose input has few channels; here all are alike.)


def grouped_mix(filters, groups, name):
    return compose(
        Conv2D(filters, 1, groups=groups, use_bias=False, name=f'{name}'),
        BatchNormalization(name=f'{name}_norm'),
    )


def unit(filters, strides, groups, name):
    def apply(x):
        made = filters - x.shape[-1] if strides == 2 else filters
        y = compose(
            grouped_mix(filters // 4, groups, f'{name}_narrow'),
            ReLU(name=f'{name}_narrow_relu'),
            shuffle(groups, f'{name}_shuffle'),
            DepthwiseConv2D(3, strides, padding='same', use_bias=False, name=f'{name}_see'),
            BatchNormalization(name=f'{name}_see_norm'),
            grouped_mix(made, groups, f'{name}_wide'),
        )(x)
        if strides == 2:
            mean = AveragePooling2D(3, 2, padding='same', name=f'{name}_mean')(x)
            y = Concatenate(name=f'{name}_beside')([mean, y])
        else:
            y = Add(name=f'{name}_sum')([x, y])
        return ReLU(name=f'{name}_relu')(y)

    return apply


steady = unit(96, 1, 4, 'steady')(maps)
halving = unit(192, 2, 4, 'halving')(steady)

# The network
#
# A plain convolution first, then three stages. Each begins with a unit that halves the picture
# and doubles the channels, so that half of the values get through. Choose a row of the Summary (F3)
# with Ctrl-O and the arrows, and F6 explains its layer.


def shufflenet(shape, groups=4, classes=10):
    image = Input(shape, name='image')
    x = compose(
        Conv2D(48, 3, padding='same', use_bias=False, name='first'),
        BatchNormalization(name='first_norm'),
        ReLU(name='first_relu'),
    )(image)
    for stage, filters in enumerate([96, 192, 384], 1):
        x = unit(filters, 2, groups, f'stage{stage}_1')(x)
        x = unit(filters, 1, groups, f'stage{stage}_2')(x)
    scores = compose(
        GlobalAveragePooling2D(name='mean'),
        Dense(classes, activation='softmax', name='classes'),
    )(x)
    return keras.Model(image, scores, name='ShuffleNet')


shufflenet_4 = shufflenet((32, 32, 3))

# Your turn
#
# More groups make it smaller still, but each then hears of fewer others: with 24, each of the 24
# channels in the first stage's narrow part is a group by itself, and the shuffle does nothing. What
# is the smallest number of groups with fewer than 35,000 parameters? It must divide every number of
# channels that a grouped convolution has.

small = shufflenet((32, 32, 3), groups=4)
