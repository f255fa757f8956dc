# A shared layer in a chain without branches still asks for the column of connections.
import keras

inputs = keras.Input((6,))
dense = keras.layers.Dense(6)
model = keras.Model(inputs, dense(dense(inputs)))
model.summary()
