from keras.layers import Conv2D, Input

x = Input((16, 15, 12))
# rewritten
y = Conv2D(24, 1, name='mix')(x)
