import keras
from keras import layers

x = keras.Input((17, 16, 8))
# rewritten
y = layers.Conv2D(16, 3, strides=(2, 1))(x)
