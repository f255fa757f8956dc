# Pictures of any size: no height, no width.
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, Input, MaxPooling2D, UpSampling2D
from keras.models import Model

image = Input(shape=(None, None, 3))
x = Conv2D(16, 3, strides=2, padding='same', activation='relu')(image)
x = MaxPooling2D(2, padding='same')(x)
x = Conv2D(32, 3, activation='relu')(x)
classifier = Model(image, Dense(10, activation='softmax')(GlobalAveragePooling2D()(x)))
enlarger = Model(image, UpSampling2D(4, interpolation='bilinear')(x))
assert x.shape[1] is None and x.shape[-1] == 32
