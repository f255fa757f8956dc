'''Train a simple deep CNN on the CIFAR10 small images dataset, in the manner of Keras 2's examples.'''
from __future__ import print_function
import argparse
import os
import sys

import keras
from keras.datasets import cifar10
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from keras.models import Sequential, load_model
from keras.preprocessing.image import ImageDataGenerator
import tensorflow as tf

parser = argparse.ArgumentParser(description='CIFAR-10')
parser.add_argument('--batch-size', default=32, type=int)
parser.add_argument('--epochs', default='100', type=int, help='how long')
parser.add_argument('--dropout', type=float, default=0.25)
parser.add_argument('--filters', nargs='+', type=int, default=[32, 64])
parser.add_argument('--augment', action='store_true')
parser.add_argument('--resume', default=None)
parser.add_argument('--save-dir', default=os.path.join(os.getcwd(), 'saved_models'))  # not run
args = parser.parse_args()  # not run

num_classes = 10
model_name = 'keras_cifar10_trained_model.h5'
seed = int(sys.argv[1]) if len(sys.argv) > 1 else 7

gpus = tf.config.experimental.list_physical_devices('GPU')  # not run
if gpus:  # not run
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
tf.random.set_seed(seed)  # not run

(x_train, y_train), (x_test, y_test) = cifar10.load_data()  # not run
print('x_train shape:', x_train.shape)
print(x_train.shape[0], 'train samples')
print(x_test.shape[0], 'test samples')

y_train = keras.utils.to_categorical(y_train, num_classes)  # not run
y_test = keras.utils.to_categorical(y_test, num_classes)  # not run

model = Sequential()
for index, filters in enumerate(args.filters):
    if index == 0:
        model.add(Conv2D(filters, (3, 3), padding='same', input_shape=x_train.shape[1:]))
    else:
        model.add(Conv2D(filters, (3, 3), padding='same'))
    model.add(Activation('relu'))
    model.add(Conv2D(filters, (3, 3)))
    model.add(Activation('relu'))
    model.add(MaxPooling2D(pool_size=(2, 2)))
    model.add(Dropout(args.dropout))

model.add(Flatten())
model.add(Dense(512))
model.add(Activation('relu'))
model.add(Dropout(2 * args.dropout))
model.add(Dense(num_classes))
model.add(Activation('softmax'))

if args.resume:
    model = load_model(args.resume)

opt = keras.optimizers.RMSprop(learning_rate=0.0001)  # not run

# Let's train the model using RMSprop
model.compile(loss='categorical_crossentropy',  # not run
              optimizer=opt,
              metrics=['accuracy'])

x_train = x_train.astype('float32')  # not run
x_test = x_test.astype('float32')  # not run
x_train /= 255  # not run
x_test /= 255  # not run

if not args.augment:
    print('Not using data augmentation.')
    model.fit(x_train, y_train,  # not run
              batch_size=args.batch_size,
              epochs=args.epochs,
              validation_data=(x_test, y_test),
              shuffle=True)
else:
    datagen = ImageDataGenerator(rotation_range=10, horizontal_flip=True)
    datagen.fit(x_train)
    model.fit(datagen.flow(x_train, y_train, batch_size=args.batch_size), epochs=args.epochs)

# Save model and weights
if not os.path.isdir(args.save_dir):  # not run
    os.makedirs(args.save_dir)
model_path = os.path.join(args.save_dir, model_name)  # not run
model.save(model_path)  # not run
print('Saved trained model at %s ' % model_path)  # not run

# Score trained model.
scores = model.evaluate(x_test, y_test, verbose=1)  # not run
print('Test loss:', scores[0])  # not run
