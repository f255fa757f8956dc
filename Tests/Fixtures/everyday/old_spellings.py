# Keras 2's spellings that Keras 3 has no more: keyword arguments, names with a slash, shapes as lists.
import keras.backend as K
from keras.applications.imagenet_utils import _obtain_input_shape
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, Input, Lambda, concatenate
from keras.models import Model
from keras.optimizers import SGD

shape = _obtain_input_shape(None, default_size=32, min_size=16, data_format=K.image_data_format(), require_flatten=True)
image = Input(shape)
x = Conv2D(8, 3, name='fire1/squeeze')(image)
channels = x._keras_shape[-1]
height, width = x.shape.as_list()[1:3]
y = Lambda(lambda t: K.concatenate([t, t], axis=-1), name='fire1/twice')(Conv2D(channels // 2, 1)(x))
assert K.int_shape(y) == (None, height, width, channels) and x.get_shape().as_list()[-1] == 8
x = concatenate([x, y])
model = Model(input=image, output=Dense(10)(GlobalAveragePooling2D()(x)))
model.compile(optimizer=SGD(lr=0.01, decay=1e-6), loss='mse')  # not run
