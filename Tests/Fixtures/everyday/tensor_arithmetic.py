# Operators and functions on tensors, with the layers that they make.
import keras
from keras import ops
from keras.layers import Conv2D, Dense

inputs = keras.Input((12, 12, 6))
x = Conv2D(6, 3, padding='same')(inputs)
x += inputs
x = x * 0.5 - 1
y = ops.relu(x[:, ::2, ::2, :3]) / 2.0
z = ops.concatenate([y, -y], axis=-1)
z = ops.max(ops.reshape(z, (-1, 36, 6)), axis=1)
w = ops.mean(x, axis=(1, 2)) ** 2
model = keras.Model(inputs, Dense(3)(z + w))
