# The older way to say the input's shape: on the first layer.
import keras

model = keras.Sequential()
model.add(keras.layers.Conv2D(4, 3, input_shape=(8, 8, 3)))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(2, name='scores'))
