# The same in Keras 3's words.
import keras
from keras.layers import BatchNormalization, Conv2D, Dense, Flatten, MaxPooling2D

inputs = x = keras.Input((32, 32, 3))
for index, width in enumerate([8, 16, 32], start=1):
    with keras.name_scope('block%d' % index):
        for i in range(index):
            x = Conv2D(width, 3, padding='same', name='block%d_conv%d' % (index, i + 1))(x)
            x = keras.ops.relu(BatchNormalization()(x))
    x = MaxPooling2D(2, 2)(x)
with keras.name_scope('top'):
    x = Dense(10)(Flatten()(x))
model = keras.Model(inputs, x)
