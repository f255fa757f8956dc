# Two branches joined; the second one is made first.
import keras

inputs = keras.Input((8, 8, 3), name='image')
right = keras.layers.Conv2D(4, 1, name='right')(inputs)
left = keras.layers.Conv2D(4, 3, padding='same')(inputs)
left = keras.layers.BatchNormalization()(left)
joined = keras.layers.Concatenate()([left, right])
outputs = keras.layers.GlobalAveragePooling2D()(joined)
model = keras.Model(inputs, outputs, name='branches')
model.summary()
