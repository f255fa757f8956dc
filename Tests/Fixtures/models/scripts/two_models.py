# Counters go on from one model to the next, also for layers that no model uses.
import keras

first = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
unused = keras.layers.Dense(7)
second = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
inputs = keras.Input((4,))
third = keras.Model(inputs, keras.layers.Dense(3)(inputs))
named = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name='dense_9'), keras.layers.Dense(3)], name='dense')
fourth = keras.Model(inputs, keras.layers.Dense(5)(inputs))
