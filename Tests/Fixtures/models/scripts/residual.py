# A residual block: the input's tensor is used at two depths.
import keras


def block(x, filters, strides=1):
    y = keras.layers.Conv2D(filters, 3, strides, 'same', use_bias=False)(x)
    y = keras.layers.BatchNormalization()(y)
    y = keras.layers.Activation('relu')(y)
    y = keras.layers.Conv2D(filters, 3, padding='same', use_bias=False)(y)
    y = keras.layers.BatchNormalization()(y)
    if strides != 1:
        x = keras.layers.Conv2D(filters, 1, strides)(x)
    y = keras.layers.Add()([x, y])
    return keras.layers.ReLU()(y)


inputs = keras.Input((16, 16, 4))
x = block(inputs, 4)
x = block(x, 8, 2)
x = keras.layers.GlobalMaxPooling2D()(x)
model = keras.Model(inputs, keras.layers.Dense(3)(x))
model.summary()
