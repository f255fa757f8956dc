from keras.layers import Conv2D, Input

x = Input((16, 16, 8))
# rewritten
conv = Conv2D(8, 3, padding='same')
y = conv(conv(x))
