# A small transformer for pictures, and a mixer of convolutions.
import keras
from keras import layers, ops


class Positions(layers.Layer):
    def __init__(self, count, width, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.project = layers.Dense(width)
        self.embed = layers.Embedding(input_dim=count, output_dim=width)

    def call(self, patches):
        positions = ops.expand_dims(ops.arange(start=0, stop=self.count, step=1), axis=0)
        return self.project(patches) + self.embed(positions)


def transformer(size=32, patch=8, width=24, heads=2, depth=2, classes=10):
    inputs = keras.Input((size, size, 3))
    x = layers.Rescaling(1. / 255)(inputs)
    x = layers.Conv2D(width, patch, strides=patch)(x)
    x = layers.Reshape((-1, width))(x)
    x = Positions(x.shape[1], width)(x)
    for block in range(depth):
        y = layers.LayerNormalization(epsilon=1e-6)(x)
        y = layers.MultiHeadAttention(num_heads=heads, key_dim=width, dropout=0.1)(y, y)
        x = layers.Add()([y, x])
        y = layers.LayerNormalization(epsilon=1e-6)(x)
        for units in [2 * width, width]:
            y = layers.Dense(units, activation=keras.activations.gelu)(y)
            y = layers.Dropout(0.1, name=f'dropout_{block}_{units}')(y)
        x = x + y
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, layers.Dense(classes)(x), name='transformer')


def mixer(size=32, filters=16, depth=2):
    inputs = keras.Input((size, size, 3))
    x = layers.Conv2D(filters, kernel_size=4, strides=4)(inputs)
    for _ in range(depth):
        y = layers.Conv2D(filters, kernel_size=5, groups=filters, padding='same')(x)
        x = layers.Add()([layers.BatchNormalization()(layers.Activation('gelu')(y)), x])
        x = layers.BatchNormalization()(layers.Activation('gelu')(layers.Conv2D(filters, 1)(x)))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalAvgPool2D()(x)), name='mixer')


small = transformer()
mixed = mixer()
