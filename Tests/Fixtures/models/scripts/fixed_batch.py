# A fixed batch size is part of every shape.
import keras

inputs = keras.Input(shape=(8, 8, 3), batch_size=2)
x = keras.layers.Conv2D(4, 3)(inputs)
x = keras.layers.Dropout(0.5)(x)
x = keras.layers.Reshape((-1, 12))(x)
model = keras.Model(inputs, x)
model.trainable = False
model.summary()
