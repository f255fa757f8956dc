# %% [markdown]
# # MobileNetV2
#
# Sandler and others, 2018: blocks that widen, filter each channel by itself, and narrow again, as in
# `keras.applications.MobileNetV2` at width 1. 3,538,984 parameters.

# %%
import keras
from keras import layers


def convolution(x, filters, kernel, strides=1):
    return layers.BatchNormalization(epsilon=1e-3)(
        layers.Conv2D(filters, kernel, strides, padding='same', use_bias=False)(x))


def block(x, expansion, filters, strides):
    narrow = x
    if expansion > 1:
        x = layers.ReLU(6.0)(convolution(x, expansion * x.shape[-1], 1))
    x = layers.DepthwiseConv2D(3, strides, padding='same', use_bias=False)(x)
    x = layers.ReLU(6.0)(layers.BatchNormalization(epsilon=1e-3)(x))
    x = convolution(x, filters, 1)
    if strides == 1 and narrow.shape[-1] == filters:
        x = layers.Add()([narrow, x])
    return x


# %%
inputs = keras.Input((224, 224, 3))
x = layers.ReLU(6.0)(convolution(inputs, 32, 3, 2))
for expansion, filters, repeats, strides in [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:
    for index in range(repeats):
        x = block(x, expansion, filters, strides if index == 0 else 1)
x = layers.ReLU(6.0)(convolution(x, 1280, 1))
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(1000, activation='softmax')(x)
model = keras.Model(inputs, outputs, name='MobileNetV2')
