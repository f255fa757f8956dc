from keras.layers import DepthwiseConv2D, Input

x = Input((16, 15, 8))
# rewritten
y = DepthwiseConv2D(3, depth_multiplier=2, padding='same')(x)
