# Everything imported from everywhere, as notebooks do.
from keras.models import *
from keras.layers import *
from keras.activations import *
from keras.callbacks import *
from keras.optimizers import *
from keras.regularizers import *
from keras import backend as K


def mix(x, filters):
    a = SeparableConv2D(filters, 3, padding='same', activation=relu)(x)
    b = AveragePooling2D(3, strides=1, padding='same')(x)
    return Concatenate()([a, b])


i = Input((24, 24, 3))
x = mix(i, 12)
x = mix(x, 12)
x = Lambda(lambda t: K.mean(t, axis=[1, 2]))(x)
model = Model(i, Dense(4, activation=softmax, kernel_regularizer=l2(0.01))(x))
stop = EarlyStopping(monitor='val_loss', patience=3)  # not run
rate = ReduceLROnPlateau(factor=0.5)  # not run
