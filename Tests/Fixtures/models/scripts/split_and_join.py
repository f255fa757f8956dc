# Operations of several outputs, operations alone in a chain, and two outputs of one operation.
import keras
from keras import layers, ops

inputs = keras.Input((4, 4, 6))
parts = ops.split(inputs, 3, axis=-1)
outputs = [parts[0]]
for part in parts[1:]:
    part = part + outputs[-1]
    outputs.append(layers.Conv2D(2, 3, padding="same")(part))
joined = ops.concatenate(outputs, axis=-1)
grouped = keras.Model(inputs, joined, name="grouped")
grouped.summary()

first, second = ops.unstack(ops.reshape(keras.Input((8,), name="flat"), (-1, 2, 4)), axis=1)
chain_input = keras.Input((8,))
chain = keras.Model(chain_input, layers.Dense(2)(ops.sqrt(ops.square(chain_input))), name="chain")
chain.summary()

pair_input = keras.Input((3, 2))
pair = keras.Model(pair_input, list(ops.split(pair_input, 2, axis=-1)), name="pair")
pair.summary()

doubled_input = keras.Input((3,))
doubled = keras.Model(doubled_input, doubled_input + doubled_input, name="doubled")
doubled.summary()

nested = keras.Model(chain_input, chain(chain_input) + 2, name="nested")
nested.summary(expand_nested=True)
