# %% [markdown]
# # Depthwise convolution, and its multiplier
#
# One kernel for each channel: the neighbours are seen, nothing is mixed. A full convolution looks at
# neighbours and mixes channels at once. A depthwise one does the first alone, and costs far less.

# %% Tools
import keras
from keras.layers import Conv2D, DepthwiseConv2D, Input, SeparableConv2D

# %% [markdown]
# ## A thousandth
#
# Take 1024 maps of 8×8 and a kernel of 5×5. A full convolution to 1024 maps has for each of
# them a kernel of 5×5×1024, and a bias: 1024×(1024×5×5+1) = 26,215,424 parameters. A depthwise
# one has a single 5×5 kernel for each map, and a bias: 1024×(1×5×5+1) = 26,624. F6 puts the two
# side by side.

# %% Full and depthwise
maps = Input((8, 8, 1024))
full = Conv2D(1024, 5, padding='same')(maps)
# expect: parameters == 26_215_424
# expect: parameters == 1024 * (1024 * 5 * 5 + 1)
depthwise = DepthwiseConv2D(5, padding='same')(maps)
# expect: (None, 8, 8, 1024)
# expect: parameters == 26_624
# expect: parameters == 1024 * (1 * 5 * 5 + 1)

# %% [markdown]
# ## Mixing the channels
#
# What the depthwise convolution leaves out, a pointwise one adds: a 1×1 kernel sees no
# neighbour and mixes all channels. Together they do the job of the full convolution, though
# not every job that it could do: each input channel has one kernel here, whichever output it
# goes to.
#
# For a k×k kernel and N output channels the pair needs about 1/N + 1/k² of the multiply-adds.
# From 32 channels to 64 with k = 3 that is 1/64 + 1/9, about an eighth.

# %% The pair
image = Input((32, 32, 32))
plain = Conv2D(64, 3, padding='same', use_bias=False)(image)
# expect: multiply_adds == 32 * 32 * 64 * (3 * 3 * 32)
seen = DepthwiseConv2D(3, padding='same', use_bias=False)(image)
# expect: multiply_adds == 32 * 32 * 32 * (3 * 3)
mixed = Conv2D(64, 1, use_bias=False)(seen)
# expect: multiply_adds == 32 * 32 * 64 * 32
# expect: 32 * 32 * (32 * 9 + 64 * 32) / (32 * 32 * 64 * 288) == 1 / 64 + 1 / 9

# %% [markdown]
# Keras has the pair as one layer, `SeparableConv2D`: "separable" means this pair there, and not
# the spatial kind, which has a lesson of its own.

# %% In one layer
pair = SeparableConv2D(64, 3, padding='same', use_bias=False)(image)
# expect: (None, 32, 32, 64)
# expect: parameters == 32 * 3 * 3 + 32 * 64

# %% [markdown]
# ## The multiplier
#
# With `depth_multiplier=2` each channel has two kernels, and twice as many maps come out. The
# two of one channel stand next to each other: F4 shows them so.

# %% Two kernels for each channel
doubled = DepthwiseConv2D(3, depth_multiplier=2, padding='same')(image)
# expect: (None, 32, 32, 64)
# expect: parameters == 32 * 2 * (3 * 3 + 1)

# %% [markdown]
# ## Your turn
#
# The function makes 128 maps with a full convolution, which has 73,856 parameters. Let a
# depthwise convolution and a pointwise one do it, both with biases.

# %% Exercise
# exercise: the same output from a depthwise and a pointwise convolution


def cheaper(x):
    return Conv2D(128, 3, padding='same')(x)


answer = cheaper(Input((16, 16, 64)))
# expect: (None, 16, 16, 128)
# expect: parameters == 64 * (3 * 3 + 1) + 128 * (64 + 1)
