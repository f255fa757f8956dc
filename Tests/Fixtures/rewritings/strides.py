from keras.layers import *

x = Input((17, 16, 8))
# rewritten
y = ReLU()(Conv2D(filters=16, kernel_size=(3, 3), strides=2, padding='same', name='halved')(x))
