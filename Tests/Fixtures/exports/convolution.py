# Convolution, from one kernel
#
# A kernel slides over a picture and gives one number for each place. Everything else in these
# lessons is made of that. Put the cursor on a line to see what it makes; the comments that
# begin with `expect:` are checked while you type.

import keras
from keras.layers import Conv2D, Input

# One kernel, one channel
#
# A grey picture of 32×32 and a kernel of 3×3. The kernel has 9 weights. It fits at 30 places
# along each side, and at each place 9 products are added up: 30×30×9 = 8,100 multiply-adds.
# This one has the weight 1/9 everywhere, so that it takes the mean of 9 pixels. F4 shows what
# comes out: the picture, blurred.

grey = Input((32, 32, 1))
mean = keras.initializers.Constant(1 / 9)
blurred = Conv2D(1, 3, use_bias=False, kernel_initializer=mean)(grey)

# Colours
#
# A colour picture has three channels, and a kernel has weights for each of them: 3×3×3 = 27.
# What it finds in the three is added up, so that one kernel still gives one map. A bias, one
# number added everywhere, makes it 28.

image = Input((32, 32, 3))
one_map = Conv2D(1, 3)(image)

# Many kernels
#
# One kernel finds one thing. Sixteen kernels give sixteen maps, the channels of the next
# layer's input. A layer's parameters are `filters × (height × width × channels + 1)`: F6 writes
# that formula out for the layer at the cursor, with its own numbers.

maps = Conv2D(16, 3)(image)

# The border, and the stride
#
# With `padding='same'` zeros are put around the picture, and the output is as large as the
# input. With a stride of 2 the kernel visits every second place along each side: a quarter of
# the places, and a quarter of the work, with as many parameters as before.

same = Conv2D(16, 3, padding='same')(image)
halved = Conv2D(16, 3, strides=2, padding='same')(image)

# Your turn
#
# Change the layer so that it sees 5×5 pixels, makes 24 maps, and visits every fourth place
# along each side.

answer = Conv2D(16, 3)(image)
