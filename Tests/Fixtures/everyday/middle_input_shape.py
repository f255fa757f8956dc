# Inputs told again in the middle of a chain, an old slope's name, and names of layers that are older spellings.
from keras.models import Sequential
from keras.layers import Activation, Conv2D, Convolution2D, Dense, Flatten, LeakyReLU, MaxPool2D, SeparableConvolution2D

model = Sequential()
model.add(Convolution2D(16, (3, 3), input_shape=(32, 32, 3)))
model.add(LeakyReLU(alpha=0.2))
model.add(Conv2D(32, (3, 3), padding='same', input_shape=(30, 30, 16)))
model.add(Activation('relu'))
model.add(MaxPool2D(pool_size=2))
model.add(SeparableConvolution2D(32, 3, input_shape=(224, 224, 3)))
model.add(LeakyReLU(alpha=0.1))
model.add(Flatten())
model.add(Dense(12, input_dim=5))
