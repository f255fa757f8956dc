# Spatially separable convolution
#
# A column and a row see the same window as a square, for less.
# The price is that not every square kernel is a product of a column and a row.

import keras
from keras.layers import Conv2D, DepthwiseConv2D, Input

# A kernel taken apart
#
# The Sobel kernel finds vertical edges. It is the product of a column, which smooths, and a
# row, which takes the difference of right and left:
#
#     1 0 -1       1
#     2 0 -2   =   2   ×   1 0 -1
#     1 0 -1       1
#
# Nine weights are made from six. In terms of matrices: the kernel has rank one. A kernel that
# finds diagonal edges has a higher rank, and no single column and row make it. A network that
# is trained with columns and rows learns kernels that can be taken apart.

column = [1, 2, 1]
row = [1, 0, -1]
sobel = [[a * b for b in row] for a in column]

# Two sevenths
#
# A 7×7 convolution of 256 maps into 256 has 256×(256×7×7+1) = 3,211,520 parameters. A 7×1
# convolution and a 1×7 one have 256×(256×7+1) each, together 918,016: two sevenths. The larger
# the window, the more is saved: for k×k it is 2/k that remains. F6 tells it for the layer at the
# cursor.

maps = Input((64, 64, 256))
square = Conv2D(256, 7, padding='same')(maps)
tall = Conv2D(256, (7, 1), padding='same')(maps)
wide = Conv2D(256, (1, 7), padding='same')(tall)

# Both at once
#
# Depthwise and spatially separable: one column and one row for each map. This is what EffNet
# does. From 9 weights for each map to 6, which is little by itself; what counts there is what
# can be put between the two, and that is the next lesson.

image = Input((32, 32, 32))
at_once = DepthwiseConv2D(3, padding='same', use_bias=False)(image)
across = DepthwiseConv2D((1, 3), padding='same', use_bias=False)(image)
down = DepthwiseConv2D((3, 1), padding='same', use_bias=False)(across)

# Your turn
#
# Take the 5×5 convolution apart into a column with 64 filters and a row with 64 filters. How
# much of the 102,464 parameters remains?


def apart(x):
    return Conv2D(64, 5, padding='same')(x)


answer = apart(Input((16, 16, 64)))
