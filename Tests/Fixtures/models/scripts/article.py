# Counts known from the literature: a large convolution, its depthwise form, its spatially separated form.
import keras

full = keras.Sequential([keras.Input((8, 8, 1024)), keras.layers.Conv2D(1024, 5)])
depthwise = keras.Sequential([keras.Input((8, 8, 1024)), keras.layers.DepthwiseConv2D(5)])
square = keras.Sequential([keras.Input((64, 64, 256)), keras.layers.Conv2D(256, 7)])
pair = keras.Sequential([keras.Input((64, 64, 256)), keras.layers.Conv2D(256, (7, 1)), keras.layers.Conv2D(256, (1, 7))])
