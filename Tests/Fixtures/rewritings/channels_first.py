from keras.layers import Conv2D, Input

x = Input((8, 16, 15))
# rewritten
y = Conv2D(16, 3, padding='same', data_format='channels_first')(x)
