# Depthwise convolution, and its multiplier
#
# One kernel for each channel: the neighbours are seen, nothing is mixed. A full convolution looks at
# neighbours and mixes channels at once. A depthwise one does the first alone, and costs far less.

import keras
from keras.layers import Conv2D, DepthwiseConv2D, Input, SeparableConv2D

# A thousandth
#
# Take 1024 maps of 8×8 and a kernel of 5×5. A full convolution to 1024 maps has for each of
# them a kernel of 5×5×1024, and a bias: 1024×(1024×5×5+1) = 26,215,424 parameters. A depthwise
# one has a single 5×5 kernel for each map, and a bias: 1024×(1×5×5+1) = 26,624. F6 puts the two
# side by side.

maps = Input((8, 8, 1024))
full = Conv2D(1024, 5, padding='same')(maps)
depthwise = DepthwiseConv2D(5, padding='same')(maps)

# Mixing the channels
#
# What the depthwise convolution leaves out, a pointwise one adds: a 1×1 kernel sees no
# neighbour and mixes all channels. Together they do the job of the full convolution, though
# not every job that it could do: each input channel has one kernel here, whichever output it
# goes to.
#
# For a k×k kernel and N output channels the pair needs about 1/N + 1/k² of the multiply-adds.
# From 32 channels to 64 with k = 3 that is 1/64 + 1/9, about an eighth.

image = Input((32, 32, 32))
plain = Conv2D(64, 3, padding='same', use_bias=False)(image)
seen = DepthwiseConv2D(3, padding='same', use_bias=False)(image)
mixed = Conv2D(64, 1, use_bias=False)(seen)

# Keras has the pair as one layer, `SeparableConv2D`: "separable" means this pair there, and not
# the spatial kind, which has a lesson of its own.

pair = SeparableConv2D(64, 3, padding='same', use_bias=False)(image)

# The multiplier
#
# With `depth_multiplier=2` each channel has two kernels, and twice as many maps come out. The
# two of one channel stand next to each other: F4 shows them so.

doubled = DepthwiseConv2D(3, depth_multiplier=2, padding='same')(image)

# Your turn
#
# The function makes 128 maps with a full convolution, which has 73,856 parameters. Let a
# depthwise convolution and a pointwise one do it, both with biases.


def cheaper(x):
    return Conv2D(128, 3, padding='same')(x)


answer = cheaper(Input((16, 16, 64)))
