"""A small network for handwritten digits, as a tutorial writes it."""

import json  # not run
import logging  # not run
import os
import time  # not run

import keras
import matplotlib.pyplot as plt  # not run
from keras import layers
from keras.callbacks import EarlyStopping, ModelCheckpoint
from keras.datasets import mnist
from keras.optimizers import *
from keras.utils import plot_model, to_categorical
from sklearn.metrics import classification_report, confusion_matrix  # not run

os.environ["KERAS_BACKEND"] = "tensorflow"  # not run
logging.basicConfig(level=logging.INFO)  # not run
start = time.time()  # not run

batch_size = 128
epochs = 15
num_classes = 10

(x_train, y_train), (x_test, y_test) = mnist.load_data()  # not run

img_rows, img_cols = x_train.shape[1], x_train.shape[2]
x_train = x_train.reshape(x_train.shape[0], img_rows, img_cols, 1)  # not run
x_test = x_test.reshape(x_test.shape[0], img_rows, img_cols, 1)  # not run
input_shape = (img_rows, img_cols, 1)

x_train = x_train.astype("float32") / 255  # not run
x_test = x_test.astype("float32") / 255  # not run
print("x_train shape:", x_train.shape)
print(x_train.shape[0], "train samples")
print(len(x_test), "test samples")

y_train = to_categorical(y_train, num_classes)  # not run
y_test = to_categorical(y_test, num_classes)  # not run


def plot_digits(images, count=9):
    for i in range(count):
        plt.subplot(3, 3, i + 1)
        plt.imshow(images[i], cmap="gray")
    plt.show()


plot_digits(x_train)  # not run

for i in range(9):
    plt.subplot(330 + 1 + i)  # not run
    plt.imshow(x_train[i].reshape((28, 28)))  # not run
plt.tight_layout()  # not run

model = keras.Sequential(
    [
        keras.Input(shape=input_shape),
        layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(y_train.shape[1], activation="softmax"),
    ]
)

plot_model(model, to_file="model.png", show_shapes=True)  # not run
model.compile(loss="categorical_crossentropy", optimizer=Adam(learning_rate=1e-3), metrics=["accuracy"])  # not run

callbacks = [
    EarlyStopping(patience=3),  # not run
    ModelCheckpoint("best.keras", save_best_only=True),
]
history = model.fit(  # not run
    x_train, y_train, batch_size=batch_size, epochs=epochs, validation_split=0.1, callbacks=callbacks
)

score = model.evaluate(x_test, y_test, verbose=0)  # not run
print("Test loss:", score[0])  # not run
print("Test accuracy:", score[1])  # not run

predictions = model.predict(x_test).argmax(axis=1)  # not run
print(classification_report(y_test.argmax(axis=1), predictions))  # not run
print(confusion_matrix(y_test.argmax(axis=1), predictions))  # not run

acc = history.history["accuracy"]  # not run
plt.plot(range(1, len(acc) + 1), acc, label="training")  # not run
plt.legend()  # not run
plt.savefig("curves.png")  # not run

with open("history.json", "w") as file:  # not run
    json.dump(history.history, file)
model.save("mnist.keras")  # not run
print("took", time.time() - start, "seconds")  # not run
