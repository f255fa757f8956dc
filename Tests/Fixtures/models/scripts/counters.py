# What uses up automatic names: a Sequential makes a hidden Functional at each (re)build, and a hidden input if it has none.
import keras

listed = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
a = keras.Input((4,))
after_listed = keras.Model(a, keras.layers.Dense(2)(a))

added = keras.Sequential()
added.add(keras.Input((4,)))
added.add(keras.layers.Dense(3))
added.add(keras.layers.Dense(2))
b = keras.Input((4,))
after_added = keras.Model(b, keras.layers.Dense(2)(b))

later = keras.Sequential([keras.layers.Dense(3), keras.layers.Dense(2)])
c = keras.Input((4,))
after_unbuilt = keras.Model(c, keras.layers.Dense(2)(c))
later.build((None, 4))
d = keras.Input((4,))
after_built = keras.Model(d, keras.layers.Dense(2)(d))
later.add(keras.layers.Dense(1))
e = keras.Input((4,))
after_grown = keras.Model(e, keras.layers.Dense(2)(e))

f = keras.Input((4,), name='given')
g = keras.layers.Dense(2, name='dense')(f)
h = f * 2.0
explicit = keras.Model(f, keras.layers.Dense(2)(g), name='functional')
i = keras.Input((4,))
last = keras.Model(i, keras.layers.Multiply()([i, i]))
