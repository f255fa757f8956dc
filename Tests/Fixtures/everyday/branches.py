# Inception's branches, with a counter in a closure for names.
from keras.layers import Activation, AveragePooling2D, BatchNormalization, Conv2D, Dense, Input, MaxPooling2D
from keras.layers import GlobalAveragePooling2D, concatenate
from keras.models import Model


def conv_bn(x, filters, rows, cols, padding='same', strides=(1, 1), name=None):
    if name is not None:
        bn_name, conv_name = name + '_bn', name + '_conv'
    else:
        bn_name = conv_name = None
    x = Conv2D(filters, (rows, cols), strides=strides, padding=padding, use_bias=False, name=conv_name)(x)
    x = BatchNormalization(axis=3, scale=False, name=bn_name)(x)
    return Activation('relu', name=name)(x)


def inception(x, *sizes, pool='avg'):
    one, (low, three), (few, five), last = sizes
    towers = [
        conv_bn(x, one, 1, 1),
        conv_bn(conv_bn(x, low, 1, 1), three, 3, 3),
        conv_bn(conv_bn(conv_bn(x, few, 1, 1), five, 1, 5), five, 5, 1),
    ]
    Pool = AveragePooling2D if pool == 'avg' else MaxPooling2D
    towers.append(conv_bn(Pool((3, 3), strides=(1, 1), padding='same')(x), last, 1, 1))
    return concatenate(towers, axis=3, name='mixed_%d' % sum([one, three, five, last]))


image = Input(shape=(75, 75, 3))
x = conv_bn(image, 16, 3, 3, strides=(2, 2), padding='valid', name='stem')
for sizes in [(8, (8, 16), (4, 8), 8), (16, (8, 24), (4, 8), 8)]:
    x = inception(x, *sizes)
x = inception(x, 16, [8, 32], [4, 8], 8, pool='max')
predictions = Dense(5, activation='softmax', name='predictions')(GlobalAveragePooling2D(name='avg_pool')(x))
model = Model(image, predictions, name='branches')
