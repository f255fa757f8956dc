# The same in Keras 3's words.
from keras.models import Sequential
from keras.layers import Activation, Conv2D, Dense, Flatten, LeakyReLU, MaxPool2D, SeparableConv2D

model = Sequential()
model.add(Conv2D(16, (3, 3), input_shape=(32, 32, 3)))
model.add(LeakyReLU(negative_slope=0.2))
model.add(Conv2D(32, (3, 3), padding='same'))
model.add(Activation('relu'))
model.add(MaxPool2D(pool_size=2))
model.add(SeparableConv2D(32, 3))
model.add(LeakyReLU(negative_slope=0.1))
model.add(Flatten())
model.add(Dense(12))
