# Every class's automatic name, and aliases.
import keras
from keras import layers

x = keras.Input((8, 8, 4))
y = x
for layer in [
    layers.Conv2D(4, 1), layers.Convolution2D(4, 1), layers.DepthwiseConv2D(1), layers.SeparableConv2D(4, 1),
    layers.BatchNormalization(), layers.LeakyReLU(), layers.ReLU(), layers.Activation('relu'), layers.Softmax(),
    layers.MaxPooling2D(1), layers.MaxPool2D(1), layers.AveragePooling2D(1), layers.AvgPool2D(1), layers.Dropout(0.5),
    layers.ZeroPadding2D(), layers.Reshape((10, 10, 4)),
]:
    y = layer(y)
y = layers.Add()([y, y])
y = layers.Concatenate()([y, y])
y = layers.add([y, y])
y = layers.concatenate([y, y])
a = layers.GlobalAveragePooling2D()(y)
b = layers.GlobalMaxPooling2D()(y)
c = layers.GlobalAvgPool2D()(y)
d = layers.GlobalMaxPool2D()(y)
y = layers.Concatenate()([a, b, c, d])
y = layers.Flatten()(y)
model = keras.Model(x, layers.Dense(2)(y))
model.summary()
