# All at equal budget
#
# Five networks may multiply equally often: what do they make of it?
# This is the question of EffNet's paper (Freeman, Roese-Koerner and Kummert, 2018), which
# compares networks that cost about the same.

from functools import reduce

import keras
from keras.layers import (
    Add, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, DepthwiseConv2D, Flatten,
    Input, LeakyReLU, MaxPool2D, Permute, Reshape)


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    return reduce(lambda first, second: lambda x: second(first(x)), steps)


def step(convolution):
    return compose(convolution, BatchNormalization(), LeakyReLU())


def conv(filters, kernel=1, strides=1, groups=1):
    return step(Conv2D(filters, kernel, strides, padding='same', groups=groups))


def depthwise(kernel, strides=1):
    return step(DepthwiseConv2D(kernel, strides, padding='same'))


def network(name, *steps):
    image = Input((32, 32, 3))
    scores = compose(*steps, Flatten(), Dense(10, activation='softmax'))(image)
    return keras.Model(image, scores, name=name)


# The measure
#
# EffNet as in the paper, whose last step of each block has a 2×1 kernel. Its multiply-adds are
# the budget.


def effnet_block(middle, filters):
    return compose(
        conv(middle), depthwise((1, 3)), MaxPool2D((1, 2)), depthwise((3, 1)), conv(filters, (2, 1), (2, 1)))


effnet = network('EffNet', effnet_block(32, 64), effnet_block(64, 128), effnet_block(128, 256))
budget = 5_640_192

# The others
#
# The widths are chosen so that each comes within a twentieth of the budget: the plain network
# must be thin, and MobileNet may be wide. All five are made of the same step, a convolution with
# biases, a normalisation and a leaky ReLU, so that only the convolutions and what joins them
# differ: hence ShuffleNet's unit, in the lesson without biases, has the whole step after its
# depthwise convolution and before it adds as well, and no ReLU after that. It narrows to a half of
# its channels here instead of a quarter, which needs fewer channels to spend the budget.

plain = network(
    'Plain',
    conv(23, 3), MaxPool2D(2), conv(46, 3), MaxPool2D(2), conv(92, 3), MaxPool2D(2))

mobilenet = network(
    'MobileNet',
    conv(64, 3), MaxPool2D(2), depthwise(3, 2), conv(280), depthwise(3, 2), conv(576))


def shuffle(x, groups=4):
    _, height, width, channels = x.shape
    table = Reshape((height, width, groups, channels // groups))(x)
    return Reshape((height, width, channels))(Permute((1, 2, 4, 3))(table))


def unit(filters):
    def halve(x):
        made = filters - x.shape[-1]
        y = compose(conv(filters // 2, groups=4), shuffle, depthwise(3, 2), conv(made, groups=4))(x)
        return Concatenate()([AveragePooling2D(3, 2, padding='same')(x), y])

    def go_on(x):
        y = compose(conv(filters // 2, groups=4), shuffle, depthwise(3), conv(filters, groups=4))(x)
        return Add()([x, y])

    return compose(halve, go_on)


shufflenet = network('ShuffleNet', conv(64, 3), MaxPool2D(2), unit(224), unit(448))


def module(filters):
    def apply(x):
        square = compose(conv(filters), conv(filters, 3), conv(filters, 3))(x)
        cross = compose(conv(filters), conv(filters, (1, 7)), conv(filters, (7, 1)))(x)
        pooled = compose(AveragePooling2D(3, 1, padding='same'), conv(filters))(x)
        return Concatenate()([conv(filters)(x), square, cross, pooled])

    return apply


inception = network('Inception', conv(20, 3), MaxPool2D(2), module(16), MaxPool2D(2), module(32), MaxPool2D(2))

# Side by side
#
# Pin each model with Ctrl-P while the cursor is on its line, and F5 shows them side by side. In
# the shell, `compbook compare` does that for the models of a saved session, and measures how long
# each takes: `compbook compare sessions/comparison.py`, or any of your own. Look at three columns:
#
# - **parameters**: at one budget they differ several times over, because a weight that is used at
#   few places costs little. MobileNet and ShuffleNet have most of theirs on small maps.
# - **narrowest**: how much gets through where the flow narrows most. A stride of 2 both ways
#   without more channels lets a quarter through, EffNet nowhere less than a half, up to its
#   classifier. That is the paper's argument.
# - **latency**: multiply-adds are not time. A depthwise convolution does few of them for each
#   value that it must fetch.
#
# What no column shows is accuracy: that takes training. The paper's abstract says that its block
# needs much less work and surpasses what was best at its time; MobileNet and ShuffleNet are the
# networks whose weaknesses it is made to mend.

counts = [model.count_params() for model in (plain, mobilenet, shufflenet, inception, effnet)]
print(f'from {min(counts):,} to {max(counts):,} parameters')

# Your turn
#
# At half of the budget: choose three widths for a plain network.

half = network(
    'Half',
    conv(23, 3), MaxPool2D(2), conv(46, 3), MaxPool2D(2), conv(92, 3), MaxPool2D(2))
