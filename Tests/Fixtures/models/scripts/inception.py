# Four branches of different depths; a layer applied whose result is dropped; an activation counted as a layer.
import keras
from keras import layers

inputs = keras.Input((12, 12, 8))
a = layers.Conv2D(4, 1, activation='relu')(inputs)
b = layers.Conv2D(4, 1, activation='relu')(inputs)
b = layers.Conv2D(6, 3, padding='same', activation='relu')(b)
c = layers.Conv2D(2, 1, activation='relu')(inputs)
c = layers.Conv2D(4, 5, padding='same', activation='relu')(c)
d = layers.MaxPooling2D(3, strides=1, padding='same')(inputs)
dropped = layers.Conv2D(99, 1)(d)
d = layers.Conv2D(3, 1, activation='relu')(d)
x = layers.Concatenate(axis=-1)([a, b, c, d])
model = keras.Model(inputs, x, name='inception')
model.summary()
