# EffNet, line by line
#
# Three times the same block classifies small pictures with little work. That is EffNet (Freeman,
# Roese-Koerner and Kummert, 2018). This session builds it from its smallest part up; put the
# cursor on any line to see what that line makes.

from functools import reduce

import keras
from keras.layers import (
    BatchNormalization, Conv2D, Dense, DepthwiseConv2D, Flatten, Input, LeakyReLU, MaxPool2D)


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    if not steps:
        raise ValueError('Composition of empty sequence not supported.')

    def then(first, second):
        return lambda *args, **kwargs: second(first(*args, **kwargs))

    return reduce(then, steps)


# Two kinds of convolution
#
# A full 3×3 convolution does two jobs in one: it looks at the neighbours of a pixel, and it
# mixes the channels. The jobs are cheaper apart:
#
# - **pointwise**: a 1×1 kernel mixes the channels and sees no neighbour;
# - **depthwise**: one kernel for each channel sees the neighbours and mixes nothing.
#
# From 32 to 32 channels, the 3×3 convolution has 32×(3×3×32+1) = 9,248 parameters. A 1×1
# convolution has 1,056 and a 3×3 depthwise one 320. Each is followed here by a normalisation
# and a leaky ReLU, three layers under one name.


def brick(convolution, name):
    return keras.Sequential([convolution, BatchNormalization(), LeakyReLU()], name=name)


def pointwise(filters, name, strides=(1, 1)):
    return brick(Conv2D(filters, (1, 1), strides, padding='same'), name)


def depthwise(kernel, name):
    return brick(DepthwiseConv2D(kernel, padding='same'), name)


# The block
#
# EffNet also takes the 3×3 window apart, into a row and a column, and puts half of the
# downsampling between the two:
#
# 1. pointwise, to `mid` channels;
# 2. depthwise along the row: 1×3;
# 3. max pooling by 2, along the row only: the width is halved;
# 4. depthwise along the column, 3×1, on half of the values already;
# 5. pointwise to `out` channels, taking every second row: the height is halved.


def block(mid, out, name):
    return compose(
        pointwise(mid, f'{name}_mix'),
        depthwise((1, 3), f'{name}_row'),
        MaxPool2D((1, 2), name=f'{name}_pool'),
        depthwise((3, 1), f'{name}_column'),
        pointwise(out, f'{name}_out', strides=(2, 1)),
    )


# The paper's last step
#
# In the paper the last step has a 2×1 kernel: it sees both of the rows that become one. The block
# above, which is an article's about the paper, has a 1×1 kernel there. It takes every second row
# as it is and never sees the other. That is half of the step's weights, and the stride throws away
# what the column before it computed for the other rows: in the end a place has seen 15 rows of the
# picture, where the paper's has seen 22. All else is the same. Pin both models below with Ctrl-P,
# and F5 shows them side by side.


def paper_block(mid, out, name):
    return compose(
        pointwise(mid, f'{name}_mix'),
        depthwise((1, 3), f'{name}_row'),
        MaxPool2D((1, 2), name=f'{name}_pool'),
        depthwise((3, 1), f'{name}_column'),
        brick(Conv2D(out, (2, 1), (2, 1), padding='same'), f'{name}_out'),
    )


# No sudden narrows
#
# A layer can pass on no more than its output holds, and a pooling by 2 both ways drops three
# quarters of that at once. Here no layer but the classifier drops more than half of the values,
# because the step that halves the height doubles the channels as well:
#
# | after | shape | values |
# |---|---|---|
# | block 1, mixing | 32×32×32 | 32,768 |
# | block 1, pooling | 32×16×32 | 16,384 |
# | block 1 | 16×16×64 | 16,384 |
# | block 2, pooling | 16×8×64 | 8,192 |
# | block 2 | 8×8×128 | 8,192 |
# | block 3, pooling | 8×4×128 | 4,096 |
# | block 3 | 4×4×256 | 4,096 |


def effnet(shape, block=block, classes=10):
    image = Input(shape, name='image')
    scores = compose(
        block(32, 64, 'block1'),
        block(64, 128, 'block2'),
        block(128, 256, 'block3'),
        Flatten(name='flatten'),
        Dense(classes, activation='softmax', name='classes'),
    )(image)
    return keras.Model(image, scores, name='EffNet')


paper = effnet((32, 32, 3), paper_block)

model = effnet((32, 32, 3))

# Your turn
#
# 111,498 parameters in all, and more than a third of them are the classifier's. Change the `256`
# above to `128`, watch both numbers and what the checks say, and take it back with Ctrl-Z. Then
# let `thin` make a block of half as many channels throughout, for a network of fewer than 40,000
# parameters.


def thin(mid, out, name):
    return block(mid, out, name)


model.summary()
