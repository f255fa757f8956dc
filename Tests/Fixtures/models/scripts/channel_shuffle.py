# ShuffleNet's channel shuffle, by keras.ops on tensors and by Keras 2's backend in a Lambda.
import keras
from keras import layers, ops
from tensorflow.keras import backend as K


def shuffle(x, groups):
    height, width, channels = x.shape[1:]
    x = ops.reshape(x, (-1, height, width, groups, channels // groups))
    x = ops.transpose(x, (0, 1, 2, 4, 3))
    return ops.reshape(x, (-1, height, width, channels))


def channel_shuffle(x, groups):
    height, width, channels = K.int_shape(x)[1:]
    x = K.reshape(x, [-1, height, width, groups, channels // groups])
    x = K.permute_dimensions(x, (0, 1, 2, 4, 3))
    return K.reshape(x, [-1, height, width, channels])


def unit(x, name):
    left = layers.Lambda(lambda z: z[:, :, :, :4], name=f"{name}_left")(x)
    right = layers.Lambda(lambda z: z[:, :, :, 4:], name=f"{name}_right")(x)
    right = layers.Conv2D(4, 1, use_bias=False)(right)
    x = layers.Concatenate()([left, right])
    return layers.Lambda(channel_shuffle, arguments={"groups": 2}, name=f"{name}_shuffle")(x)


inputs = keras.Input((8, 8, 3))
x = layers.Conv2D(8, 3, padding="same")(inputs)
x = shuffle(x, 2)
x = unit(x, "one")
x = unit(x, "two")
outputs = layers.Dense(5)(layers.GlobalAveragePooling2D()(x))
model = keras.Model(inputs, outputs)
model.summary()
