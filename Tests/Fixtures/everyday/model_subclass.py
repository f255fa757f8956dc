# Models of one's own: blocks in a list and in a Sequential, called on a symbolic input.
import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import Activation, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D


class Block(Model):
    def __init__(self, filters, strides=1, project=False):
        super(Block, self).__init__()
        self.project = project
        self.c1 = Conv2D(filters, (3, 3), strides=strides, padding='same', use_bias=False)
        self.b1 = BatchNormalization()
        self.a1 = Activation('relu')
        self.c2 = Conv2D(filters, (3, 3), padding='same', use_bias=False)
        self.b2 = BatchNormalization()
        if project:
            self.down = Conv2D(filters, (1, 1), strides=strides, use_bias=False)
        self.a2 = Activation('relu')

    def call(self, inputs):
        shortcut = self.down(inputs) if self.project else inputs
        y = self.b2(self.c2(self.a1(self.b1(self.c1(inputs)))))
        return self.a2(y + shortcut)


class Net(Model):
    def __init__(self, counts, width=16, classes=10):
        super().__init__()
        self.stem = Conv2D(width, 3, padding='same')
        self.blocks = tf.keras.models.Sequential()
        for stage, count in enumerate(counts):
            for i in range(count):
                first = stage != 0 and i == 0
                self.blocks.add(Block(width, strides=2 if first else 1, project=first))
            width *= 2
        self.pool = GlobalAveragePooling2D()
        self.head = Dense(classes, activation='softmax', kernel_regularizer=tf.keras.regularizers.l2())

    def call(self, inputs):
        return self.head(self.pool(self.blocks(self.stem(inputs))))


inputs = tf.keras.Input(shape=(32, 32, 3))
whole = Model(inputs, Net([2, 1, 1])(inputs))
