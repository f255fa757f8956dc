import keras
from keras import layers

inputs = x = keras.Input((17, 15, 8))
# rewritten
x = layers.Conv2D(16, 5, strides=(1, 2), padding='same', name="narrow")(x)
x, y = inputs, x
