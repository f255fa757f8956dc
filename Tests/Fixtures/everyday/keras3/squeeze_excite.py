# The same in Keras 3's words.
import keras
from keras import Input, Model, ops
from keras.layers import Activation, Conv2D, Dense, GlobalAveragePooling2D, Multiply, Permute, Reshape, multiply


def with_dense(x, ratio=4):
    filters = x.shape[-1]
    s = Reshape((1, 1, filters))(GlobalAveragePooling2D()(x))
    s = Dense(filters // ratio, activation='relu', use_bias=False)(s)
    return multiply([x, Dense(filters, activation='sigmoid', use_bias=False)(s)])


def with_conv(x, ratio):
    s = GlobalAveragePooling2D(keepdims=True)(x)
    s = Activation(keras.activations.swish)(Conv2D(int(x.shape[-1] * ratio), 1)(s))
    return Multiply(name='excited')([x, Conv2D(x.shape[-1], 1, activation='hard_sigmoid')(s)])


def with_operators(x):
    s = ops.mean(x, axis=[1, 2], keepdims=True)
    return x * ops.sigmoid(s)


inputs = Input((16, 16, 3))
x = with_conv(with_dense(Conv2D(32, 3, padding='same')(inputs)), 0.25)
model = Model(inputs, Permute((3, 1, 2))(with_operators(x)))
