# A chain made by add, with the data and the training that surround one.
from keras.datasets import cifar10
from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from keras.models import Sequential
from keras.utils import to_categorical
import matplotlib.pyplot as plt  # not run

batch_size, epochs = 64, 20
(x_train, y_train), (x_test, y_test) = cifar10.load_data()  # not run
x_train = x_train.astype('float32') / 255  # not run
y_train = to_categorical(y_train, 10)  # not run

model = Sequential()
model.add(Conv2D(32, (3, 3), padding='same', activation='relu', input_shape=(32, 32, 3)))
model.add(Conv2D(32, (3, 3), activation='relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(128, activation='relu'))
model.add(Dense(10, activation='softmax'))

model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # not run
history = model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs)  # not run
plt.plot(history.history['loss'])  # not run
plt.show()  # not run
