# A program: arguments, a main function, training, and pictures of it.
import argparse
import os
import random  # not run

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from sklearn.metrics import classification_report  # not run
import matplotlib.pyplot as plt  # not run

os.environ['CUDA_VISIBLE_DEVICES'] = '0'  # not run
np.random.seed(1)  # not run
random.seed(1)  # not run


def parse():
    parser = argparse.ArgumentParser(description='trains a small network')
    parser.add_argument('--width', type=int, default=12)
    parser.add_argument('--classes', default='7', type=int, help='how many')
    parser.add_argument('--verbose', action='store_true')
    return parser.parse_args()


def create(width, classes):
    return tf.keras.Sequential([
        layers.Conv2D(width, 3, activation='relu', input_shape=(48, 48, 1)),
        layers.MaxPooling2D(),
        layers.Conv2D(2 * width, 3, activation='relu'),
        layers.GlobalAveragePooling2D(),
        layers.Dense(classes),
    ])


def train(model, epochs=3):
    flow = ImageDataGenerator(rescale=1. / 255, horizontal_flip=True).flow_from_directory('data', target_size=(48, 48))
    model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    history = model.fit(flow, epochs=epochs, callbacks=[tf.keras.callbacks.ModelCheckpoint('best.keras')])
    for name, values in history.history.items():
        plt.plot(values, label=name)
    plt.savefig('history.png')
    report = classification_report(flow.classes, np.argmax(model.predict(flow), axis=1))
    return report


if __name__ == '__main__':
    args = parse()  # not run
    model = create(args.width, args.classes)
    train(model)  # not run
    model.save('model.keras')  # not run
