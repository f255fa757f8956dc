# InceptionV3's factorised modules on small images: 5x5 as two 3x3, 7x7 as 1x7 and 7x1, 3x3 as 1x3 beside 3x1, and the grid's
# reductions.
import keras
from keras import layers


def conv(x, filters, height, width, strides=1, padding="same"):
    x = layers.Conv2D(filters, (height, width), strides=strides, padding=padding, use_bias=False)(x)
    return layers.Activation("relu")(layers.BatchNormalization(scale=False)(x))


def pooled(x, filters):
    return conv(layers.AveragePooling2D(3, strides=1, padding="same")(x), filters, 1, 1)


def stacked_threes(x):
    y = conv(conv(conv(x, 16, 1, 1), 24, 3, 3), 24, 3, 3)
    z = conv(conv(x, 12, 1, 1), 16, 3, 3)
    return layers.Concatenate(name="stacked_threes")([conv(x, 16, 1, 1), z, y, pooled(x, 8)])


def reduction(x, name):
    y = conv(conv(conv(x, 16, 1, 1), 24, 3, 3), 24, 3, 3, strides=2, padding="valid")
    z = conv(x, 32, 3, 3, strides=2, padding="valid")
    return layers.Concatenate(name=name)([z, y, layers.MaxPooling2D(3, strides=2)(x)])


def sevens(x):
    y = conv(conv(conv(x, 16, 1, 1), 16, 1, 7), 24, 7, 1)
    z = conv(x, 16, 1, 1)
    for height, width in [(7, 1), (1, 7), (7, 1), (1, 7)]:
        z = conv(z, 24, height, width)
    return layers.Concatenate(name="sevens")([conv(x, 24, 1, 1), y, z, pooled(x, 24)])


def spread_threes(x):
    y = conv(x, 32, 1, 1)
    y = layers.concatenate([conv(y, 16, 1, 3), conv(y, 16, 3, 1)], name="spread")
    z = conv(conv(x, 24, 1, 1), 32, 3, 3)
    z = layers.concatenate([conv(z, 16, 1, 3), conv(z, 16, 3, 1)], name="spread_after_three")
    return layers.Concatenate(name="spread_threes")([conv(x, 24, 1, 1), y, z, pooled(x, 16)])


image = keras.Input((35, 33, 3), name="image")
x = conv(image, 16, 3, 3, strides=2)
x = stacked_threes(x)
x = reduction(x, "first_reduction")
x = sevens(x)
x = reduction(x, "second_reduction")
x = spread_threes(x)
x = layers.GlobalAveragePooling2D()(x)
model = keras.Model(image, layers.Dense(10, activation="softmax", name="classes")(x), name="factorised_inception")
