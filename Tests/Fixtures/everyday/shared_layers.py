# One network for two pictures, several inputs and outputs, and one head for several levels.
import keras
from keras import backend as K
from keras.layers import Add, Conv2D, Dense, Flatten, Input, Lambda, MaxPooling2D, UpSampling2D
from keras.models import Model, Sequential


def make_base(shape):
    return Sequential([
        Conv2D(8, 3, activation='relu', input_shape=shape),
        MaxPooling2D(),
        Flatten(),
        Dense(16),
    ])


left, right = Input((20, 20, 1), name='left'), Input((20, 20, 1), name='right')
base = make_base((20, 20, 1))
distance = Lambda(lambda pair: pair[0] - pair[1], output_shape=(16,))([base(left), base(right)])
same = Dense(1, activation='sigmoid', name='same')(distance)
kind = Dense(5, activation='softmax', name='kind')(base(left))
twins = Model([left, right], [same, kind])

features = Input((32, 32, 3))
levels = [Conv2D(16, 3, strides=2, padding='same')(features)]
levels.append(Conv2D(16, 3, strides=2, padding='same')(levels[-1]))
levels[0] = Add()([levels[0], UpSampling2D(2)(levels[1])])
head = [Conv2D(16, 3, padding='same', activation='relu', name='head_%d' % i) for i in range(3)]
answer = Conv2D(4, 1, name='answer')
outputs = []
for level in levels:
    for layer in head:
        level = layer(level)
    outputs.append(answer(level))
MaxPooling2D(4)(levels[0])
pyramid = Model(inputs=features, outputs=outputs, name='pyramid')
