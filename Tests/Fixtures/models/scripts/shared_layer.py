# One layer applied three times: its weights count once.
import keras

inputs = keras.Input((8, 8, 4))
shared = keras.layers.Conv2D(4, 3, padding='same', name='shared')
x = shared(inputs)
x = keras.layers.ReLU()(x)
x = shared(x)
y = shared(inputs)
model = keras.Model(inputs, keras.layers.Add()([x, y]))
model.summary()
