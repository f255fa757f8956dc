from keras.layers import Conv2D, Input

x = Input((16, 15, 8))
# rewritten
y = Conv2D(16, (3, 5), groups=4, padding='same', activation='relu')(x)
