# Models inside models, a Sequential in a functional model, a functional model in a Sequential.
import keras

stem = keras.Sequential([
    keras.Input((8, 8, 3)),
    keras.layers.Conv2D(4, 3),
    keras.layers.ReLU(),
], name='stem')
inner_input = keras.Input((6, 6, 4))
inner = keras.Model(inner_input, keras.layers.Conv2D(2, 1)(inner_input), name='inner')
inputs = keras.Input((8, 8, 3))
x = inner(stem(inputs))
outer = keras.Model(inputs, keras.layers.Flatten()(x), name='outer')
wrapped = keras.Sequential([outer, keras.layers.Dense(2)])
anonymous = keras.Sequential([keras.Sequential([keras.layers.Dense(3)]), keras.layers.Dense(2)])
anonymous.build((None, 4))
outer.summary()
outer.summary(expand_nested=True)
wrapped.summary()
