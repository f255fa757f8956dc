# Channels before height and width, asked for at each layer.
from keras import backend as K
from keras.layers import BatchNormalization, Concatenate, Conv2D, GlobalAveragePooling2D, Input, MaxPooling2D, ZeroPadding2D
from keras.models import Model

ORDER = 'channels_first'
axis = 1 if ORDER == 'channels_first' else 3
shape = (3, 32, 32) if ORDER == 'channels_first' else (32, 32, 3)

inputs = Input(shape)
x = ZeroPadding2D((1, 2), data_format=ORDER)(inputs)
x = Conv2D(8, (3, 5), data_format=ORDER)(x)
x = BatchNormalization(axis=axis)(x)
y = Conv2D(4, 1, strides=2, padding='same', data_format=ORDER)(x)
x = Concatenate(axis=axis)([MaxPooling2D((2, 2), data_format=ORDER)(x), y])
model = Model(inputs, GlobalAveragePooling2D(data_format=ORDER)(x))
print(K.image_data_format(), model.output_shape)
