# No input: the layers exist, the shapes and weights do not, until the first call or build.
import keras

unbuilt = keras.Sequential([keras.layers.Conv2D(4, 3), keras.layers.Flatten(), keras.layers.Dense(2)])
unbuilt.summary()

built = keras.Sequential(name='late')
built.add(keras.layers.Conv2D(4, 3))
built.add(keras.layers.BatchNormalization())
built.add(keras.layers.ReLU())
built.build((None, 8, 8, 3))
built.summary()

called = keras.Sequential([keras.layers.Dense(3), keras.layers.Dense(2)])
called(keras.Input((5,)))
called.summary()
