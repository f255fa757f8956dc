# Pooling in one dimension
#
# Halving one side at a time narrows a network gently, and leaves room. A pooling layer
# keeps one value of each window, the greatest or the mean. It has no parameters and multiplies
# nothing, but it decides how much of the picture gets through.

import keras
from keras.layers import DepthwiseConv2D, Input, MaxPool2D

# Both sides, and one
#
# A 2×2 window keeps one value of four. A 1×2 window works along the rows alone and keeps one of
# two: the picture becomes half as wide and stays as high. The Summary (F3) on a wide screen has a
# column `out/in`: how many values come out for each one that goes in.

image = Input((32, 32, 32))
both = MaxPool2D(2)(image)
one = MaxPool2D((1, 2))(image)

# Two steps are one
#
# The maximum of four values is the maximum of two maxima. So a pooling along the rows and one
# along the columns give, together, what the square window gives.

along_rows = MaxPool2D((1, 2))(image)
along_columns = MaxPool2D((2, 1))(along_rows)

# What the gap is for
#
# Between the two steps there is room. EffNet has a depthwise convolution before each step, one
# along the rows and then one along the columns. The second works on half of the values, for
# half of the multiply-adds: 49,152 instead of 98,304.

rows = DepthwiseConv2D((1, 3), padding='same')(image)
half = MaxPool2D((1, 2))(rows)
columns = DepthwiseConv2D((3, 1), padding='same')(half)

# Your turn
#
# The chain goes from 32×32 to 8×8, and twice loses three quarters of its values at once. Change
# its steps so that none loses more than half. The channels stay 32.

steps = [MaxPool2D(2), MaxPool2D(2)]

x = image
kept = []
for step in steps:
    before = x.shape[1] * x.shape[2]
    x = step(x)
    kept.append(x.shape[1] * x.shape[2] / before)
