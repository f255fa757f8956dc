# Imports from where Keras 2 kept its layers, and its functions for merging.
from keras.engine.topology import Layer, get_source_inputs
from keras.layers.advanced_activations import LeakyReLU, PReLU
from keras.layers.convolutional import Conv2D, MaxPooling2D, UpSampling2D, ZeroPadding2D
from keras.layers.core import Activation, Dense, Dropout, Flatten, Lambda
from keras.layers.merge import Concatenate, add, concatenate
from keras.layers.normalization import BatchNormalization
from keras.layers.pooling import GlobalAveragePooling2D
from keras.utils.vis_utils import plot_model
import keras.layers.merge
from keras import Input, Model


class Twice(Layer):
    def call(self, x):
        return x + x


image = Input(shape=(32, 32, 3))
x = ZeroPadding2D((1, 1))(image)
x = BatchNormalization()(Conv2D(8, 3)(x))
x = LeakyReLU(0.1)(x)
y = PReLU(shared_axes=[1, 2])(Conv2D(8, 1)(x))
x = keras.layers.merge.add([Twice()(x), y])
x = concatenate([x, UpSampling2D()(MaxPooling2D()(x))])
x = Concatenate()([x, y])
x = Dropout(0.5)(GlobalAveragePooling2D()(x))
x = Activation('softmax')(Dense(10)(x))
model = Model(get_source_inputs(x), x)
plot_model(model, to_file='model.png', show_shapes=True)  # not run
