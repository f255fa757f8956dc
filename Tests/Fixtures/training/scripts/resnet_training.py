import math
import os
import random  # not run

import pandas as pd  # not run
import tensorflow as tf
from tensorflow.keras import layers, models, regularizers
from tensorflow.keras.callbacks import Callback, LearningRateScheduler, ReduceLROnPlateau, TensorBoard
from tensorflow.keras.preprocessing.image import ImageDataGenerator, load_img
from tqdm import tqdm  # not run

IMAGE_SIZE = (64, 64)
CLASSES = ['cat', 'dog', 'horse']
BASE_LR = 1e-3


class PrintLr(Callback):  # not run
    def on_epoch_end(self, epoch, logs=None):
        print(epoch, self.model.optimizer.learning_rate)


class Config(object):
    depth = 2
    weight_decay = 1e-4

    def __init__(self, seed=0):
        self.seed = seed
        random.seed(seed)

    @property
    def filters(self):
        return [16 * 2 ** i for i in range(self.depth)]


def lr_schedule(epoch):
    lr = BASE_LR
    if epoch > 80:
        lr *= 0.5e-3
    return lr


def load(folder):
    images, labels = [], []
    for name in tqdm(os.listdir(folder)):
        if not name.endswith('.jpg'):
            continue
        images.append(load_img(os.path.join(folder, name), target_size=IMAGE_SIZE))
        labels.append(name.split('.')[0])
    return images, labels


def residual(x, filters, stride=1):
    shortcut = x
    x = layers.Conv2D(filters, 3, strides=stride, padding='same', use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding='same', use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if stride != 1:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(shortcut)
    return layers.ReLU()(layers.add([x, shortcut]))


def build(config, classes, weights=None):
    inputs = layers.Input(shape=IMAGE_SIZE + (3,))
    x = layers.Conv2D(16, 3, padding='same')(inputs)
    for index, filters in enumerate(config.filters):
        x = residual(x, filters, stride=1 if index == 0 else 2)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(classes, activation='softmax')(x)
    model = models.Model(inputs, outputs, name='resnet')
    if weights is not None:
        model.load_weights(weights)
    return model


def train(model, frame):
    model.compile(optimizer=tf.keras.optimizers.SGD(BASE_LR), loss=tf.keras.losses.CategoricalCrossentropy())
    for epoch in range(3):
        for images, labels in frame.batches():
            loss = model.train_on_batch(images, labels)
            if math.isnan(loss):
                return None
    return model


def main():
    frame = pd.read_csv('train.csv')
    model = build(Config(), len(CLASSES))
    best = 0
    steps = len(frame) // 32
    trained = train(model, frame)
    if trained is not None:
        trained.save('resnet.h5')
    return model


config = Config(seed=3)  # not run
print(config.filters, lr_schedule(0))
images, labels = load('train')  # not run
model = main()  # not run
small = build(config, len(CLASSES))
restored = build(config, 2, weights='resnet.h5')  # not run
generator = ImageDataGenerator(rescale=1. / 255).flow_from_directory('train', target_size=IMAGE_SIZE)  # not run
unknown = build(config, generator.num_classes)  # not run
del generator
callbacks = [LearningRateScheduler(lr_schedule), ReduceLROnPlateau(), PrintLr()]  # not run
