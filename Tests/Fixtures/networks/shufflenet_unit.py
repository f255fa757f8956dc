# ShuffleNet's two units: grouped 1x1 convolutions, a channel shuffle, a depthwise convolution, then a sum or a concatenation.
import keras
from keras import layers, ops

GROUPS = 3


def shuffle(x, name):
    height, width, channels = x.shape[1:]

    def exchange(z):
        z = ops.reshape(z, (-1, height, width, GROUPS, channels // GROUPS))
        z = ops.transpose(z, (0, 1, 2, 4, 3))
        return ops.reshape(z, (-1, height, width, channels))

    return layers.Lambda(exchange, name=name)(x)


def unit(x, filters, strides, name):
    joined = filters - x.shape[-1] if strides == 2 else filters
    y = layers.Conv2D(filters // 4, 1, groups=GROUPS, use_bias=False, name=name + "_squeeze")(x)
    y = layers.ReLU(name=name + "_squeeze_relu")(layers.BatchNormalization(name=name + "_squeeze_bn")(y))
    y = shuffle(y, name + "_shuffle")
    y = layers.DepthwiseConv2D(3, strides=strides, padding="same", use_bias=False, name=name + "_depthwise")(y)
    y = layers.BatchNormalization(name=name + "_depthwise_bn")(y)
    y = layers.Conv2D(joined, 1, groups=GROUPS, use_bias=False, name=name + "_expand")(y)
    y = layers.BatchNormalization(name=name + "_expand_bn")(y)
    if strides == 2:
        shortcut = layers.AveragePooling2D(3, strides=2, padding="same", name=name + "_shortcut")(x)
        y = layers.Concatenate(name=name + "_concatenate")([shortcut, y])
    else:
        y = layers.Add(name=name + "_add")([x, y])
    return layers.ReLU(name=name + "_relu")(y)


image = keras.Input((32, 32, 3), name="image")
x = layers.Conv2D(24, 3, strides=2, padding="same", name="stem")(image)
x = layers.MaxPooling2D(3, strides=2, padding="same", name="stem_pool")(x)
x = unit(x, 240, 2, "unit1")
x = unit(x, 240, 1, "unit2")
x = layers.GlobalAveragePooling2D(name="pool")(x)
model = keras.Model(image, layers.Dense(10, activation="softmax", name="classes")(x), name="shufflenet_unit")
