# Dense blocks: closures that make blocks, growth, and compression to a float.
from keras import backend as K
from keras import layers, models


def conv_block(growth, name):
    def apply(x):
        axis = 3 if K.image_data_format() == 'channels_last' else 1
        y = layers.BatchNormalization(axis=axis, epsilon=1.001e-5, name=name + '_0_bn')(x)
        y = layers.Activation('relu', name=name + '_0_relu')(y)
        y = layers.Conv2D(4 * growth, 1, use_bias=False, name=name + '_1_conv')(y)
        y = layers.Conv2D(growth, 3, padding='same', use_bias=False, name=name + '_2_conv')(y)
        return layers.Concatenate(axis=axis, name=name + '_concat')([x, y])
    return apply


def transition(x, reduction, name):
    x = layers.Conv2D(int(K.int_shape(x)[-1] * reduction), 1, use_bias=False, name=name + '_conv')(x)
    return layers.AveragePooling2D(2, strides=2, name=name + '_pool')(x)


def densenet(blocks, shape=(32, 32, 3), growth=12, reduction=0.5, **top):
    x = image = layers.Input(shape=shape)
    x = layers.Conv2D(2 * growth, 3, padding='same', use_bias=False)(x)
    for index, count in enumerate(blocks):
        for i in range(count):
            x = conv_block(growth, f'conv{index + 2}_block{i + 1}')(x)
        if index < len(blocks) - 1:
            x = transition(x, reduction, 'pool' + str(index + 2))
    x = layers.GlobalAveragePooling2D()(x)
    return models.Model(image, layers.Dense(**top)(x), name='densenet_%s' % '_'.join(map(str, blocks)))


model = densenet([2, 3, 2], units=10, activation='softmax')
