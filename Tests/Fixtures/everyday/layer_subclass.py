# Layers of one's own: weights in build, the rest in call, and a configuration.
import keras
from keras import layers, ops


class Scale(layers.Layer):
    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def build(self, input_shape):
        size = input_shape[self.axis]
        self.gamma = self.add_weight(name='gamma', shape=(size,), initializer='ones', trainable=True)
        self.beta = self.add_weight(name='beta', shape=(size,), initializer='zeros')
        super().build(input_shape)

    def call(self, inputs):
        return inputs * self.gamma + self.beta

    def get_config(self):
        config = super().get_config()
        config.update({'axis': self.axis})
        return config


class ConvUnit(layers.Layer):
    def __init__(self, filters, **kwargs):
        super(ConvUnit, self).__init__(**kwargs)
        self.conv = layers.Conv2D(filters, 3, padding='same', use_bias=False)
        self.norm = layers.BatchNormalization()
        self.act = layers.ReLU()
        self.unused = layers.Dense(1000)

    def call(self, x, training=None):
        x = self.norm(self.conv(x), training=training)
        self.norm(x)
        return self.act(x)

    def compute_output_shape(self, input_shape):
        return tuple(input_shape[:-1]) + (self.conv.filters,)


inputs = keras.Input((28, 28, 1))
x = ConvUnit(8)(inputs)
x = Scale()(x)
x = ConvUnit(16, name='second')(x)
x = Scale(name='scale_again')(x)
x = layers.Flatten()(x)
model = keras.Model(inputs, layers.Dense(10)(x))
