# Arithmetic on symbolic tensors makes operations, which are in the summary but not among model.layers.
import keras

inputs = keras.Input((4, 4, 2))
x = keras.layers.Conv2D(2, 1)(inputs)
y = x + inputs
y = y * 2.0
y = keras.ops.relu(y)
model = keras.Model(inputs, keras.layers.Flatten()(y))
model.summary()
