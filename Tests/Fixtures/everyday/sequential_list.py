# A chain made from a list, its input given by the data's shape.
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()  # not run
x_train = np.expand_dims(x_train, -1) / 255.0  # not run
classes = 10

model = keras.Sequential(
    [
        keras.Input(shape=x_train.shape[1:]),
        layers.Conv2D(16, 3, strides=2, activation=tf.nn.relu),
        layers.Conv2D(32, 3, strides=2, activation='relu'),
        layers.GlobalAveragePooling2D(),
        layers.Dense(classes, activation='softmax'),
    ],
    name='digits',
)
model.compile('adam', 'sparse_categorical_crossentropy')  # not run
model.fit(x_train, y_train, epochs=2)  # not run
