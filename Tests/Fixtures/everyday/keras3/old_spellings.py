# The same in Keras 3's words; the names that it refuses have a bar instead of a slash.
import keras.ops as ops
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, Input, Lambda, concatenate
from keras.models import Model

image = Input((32, 32, 3))
x = Conv2D(8, 3, name='fire1|squeeze')(image)
y = Lambda(lambda t: ops.concatenate([t, t], axis=-1), name='fire1|twice')(Conv2D(4, 1)(x))
x = concatenate([x, y])
model = Model(inputs=image, outputs=Dense(10)(GlobalAveragePooling2D()(x)))
