# MobileNet: one block, repeated
#
# Depthwise, then pointwise, over and over: that is MobileNet. The article (Howard and others, 2017)
# has thirteen of these blocks. Here is the block, and a network of eight of them for pictures of
# CIFAR-10's size.

from functools import reduce

import keras
from keras.layers import (
    BatchNormalization, Conv2D, Dense, DepthwiseConv2D, GlobalAveragePooling2D, Input, ReLU)


def compose(*steps):
    """One callable out of many: each step takes what the one before it returned."""
    return reduce(lambda first, second: lambda x: second(first(x)), steps)


# The block
#
# A 3×3 depthwise convolution sees the neighbours, and takes every second place where the block
# is to halve the picture. A 1×1 convolution mixes the channels and sets their number. Each is
# followed by a normalisation, which makes a bias superfluous, and a ReLU.


def block(filters, strides, name):
    return compose(
        DepthwiseConv2D(3, strides, padding='same', use_bias=False, name=f'{name}_see'),
        BatchNormalization(name=f'{name}_see_norm'),
        ReLU(name=f'{name}_see_relu'),
        Conv2D(filters, 1, use_bias=False, name=f'{name}_mix'),
        BatchNormalization(name=f'{name}_mix_norm'),
        ReLU(name=f'{name}_mix_relu'),
    )


# One block alone, from 32 channels to 64. A convolution of 3×3 would need 18,432 weights for
# what the depthwise one and the pointwise one do with 288 and 2,048. The normalisations add
# four numbers for each channel, two of them trainable.

sample = block(64, 1, 'sample')(Input((32, 32, 32)))

# The network
#
# The article's table, cut down: pictures of 32×32 need fewer halvings than those of 224×224,
# so the first convolution keeps its size, and three blocks halve instead of four. `width`
# scales the channels of all layers; parameters and multiply-adds go by its square, nearly. Pin both
# models with Ctrl-P, and F5 shows them side by side.

STEPS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1)]


def mobilenet(shape, width=1.0, classes=10):
    image = Input(shape, name='image')
    x = compose(
        Conv2D(int(32 * width), 3, padding='same', use_bias=False, name='first'),
        BatchNormalization(name='first_norm'),
        ReLU(name='first_relu'),
    )(image)
    for number, (filters, strides) in enumerate(STEPS, 1):
        x = block(int(filters * width), strides, f'block{number}')(x)
    scores = compose(
        GlobalAveragePooling2D(name='mean'),
        Dense(classes, activation='softmax', name='classes'),
    )(x)
    return keras.Model(image, scores, name='MobileNet')


mobilenet_full = mobilenet((32, 32, 3))
mobilenet_half = mobilenet((32, 32, 3), width=0.5)

# Where the work is
#
# Look down the Summary (F3): almost all parameters and multiply-adds are those of the pointwise
# convolutions. The depthwise ones, which alone see the neighbours, are a few in a hundred. Look
# also at the steps that halve: a stride of 2 both ways drops three quarters of the values at
# once, in the depthwise convolution, before the channels are doubled. EffNet's lesson begins
# there.

pointwise = sum(layer.count_params() for layer in mobilenet_full.layers if layer.name.endswith('_mix'))
seeing = sum(layer.count_params() for layer in mobilenet_full.layers if layer.name.endswith('_see'))

# Your turn
#
# Find a width for at most 100,000 parameters that still leaves more than 80,000.

small = mobilenet((32, 32, 3), width=0.5)
