from keras.layers import *

x = Input((16, 15, 8))
# rewritten
y = Conv2D(24, 5, use_bias=False, activation='relu')(x)  # without a bias
