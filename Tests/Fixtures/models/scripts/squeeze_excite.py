# Squeeze and excite with *, hard swish of operators, residual additions in place.
import keras
from keras import layers, ops


def hard_sigmoid(x):
    return ops.relu6(x + 3.0) / 6.0


def hard_swish(x):
    return x * hard_sigmoid(x)


def squeeze_excite(x, ratio):
    channels = x.shape[-1]
    s = ops.mean(x, axis=[1, 2], keepdims=True)
    s = layers.Conv2D(channels // ratio, 1, activation="relu")(s)
    s = layers.Conv2D(channels, 1)(s)
    return x * hard_sigmoid(s)


inputs = keras.Input((16, 16, 3))
x = inputs / 255.0
x = layers.Conv2D(8, 3, padding="same", use_bias=False)(x)
x = hard_swish(x)
for number in range(2):
    shortcut = x
    x = layers.DepthwiseConv2D(3, padding="same")(x)
    x = squeeze_excite(x, 4)
    x += shortcut
x = -x + 1
x = layers.Flatten()(x[:, ::2, ::2])
outputs = ops.softmax(layers.Dense(4)(x))
model = keras.Model(inputs, outputs, name="excited")
model.summary()
print([layer.name for layer in model.layers])
