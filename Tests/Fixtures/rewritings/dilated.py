from keras.layers import Conv2D, Input

x = Input((16, 15, 8))
# rewritten
y = Conv2D(16, 3, dilation_rate=(2, 3), padding='same', kernel_initializer='he_normal')(x)
