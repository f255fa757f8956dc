import keras

x = keras.Input((17, 16, 8))
# rewritten
x = y = keras.layers.Conv2D(16, 5, 2, 'valid', activation=keras.ops.tanh)(x)
