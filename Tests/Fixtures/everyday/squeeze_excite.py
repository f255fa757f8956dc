# Channels weighed by what the whole picture says, in three ways of writing it.
import tensorflow as tf
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import (
    Activation, Conv2D, Dense, GlobalAveragePooling2D, Multiply, Permute, Reshape, multiply)


def with_dense(x, ratio=4):
    filters = x.shape[-1]
    s = GlobalAveragePooling2D()(x)
    s = Reshape((1, 1, filters))(s)
    s = Dense(filters // ratio, activation='relu', kernel_initializer='he_normal', use_bias=False)(s)
    s = Dense(filters, activation='sigmoid', use_bias=False)(s)
    return multiply([x, s])


def with_conv(x, ratio):
    s = GlobalAveragePooling2D(keepdims=True)(x)
    s = Activation(tf.nn.swish)(Conv2D(max(1, int(x.shape[-1] * ratio)), 1)(s))
    return Multiply(name='excited')([x, Conv2D(x.shape[-1], 1, activation='hard_sigmoid')(s)])


def with_operators(x):
    s = tf.reduce_mean(x, axis=[1, 2], keepdims=True)
    return x * tf.nn.sigmoid(s)


inputs = Input((16, 16, 3))
x = with_dense(Conv2D(32, 3, padding='same')(inputs))
x = with_conv(x, 0.25)
x = with_operators(x)
x = Permute((3, 1, 2))(x)
model = Model(inputs, x)
