# A Sequential whose first entry is an Input: everything is built at once.
import keras

model = keras.Sequential([
    keras.Input((8, 8, 3)),
    keras.layers.Conv2D(4, 3, activation='relu'),
    keras.layers.MaxPooling2D(),
    keras.layers.Conv2D(8, 3),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation='softmax'),
])
model.summary()
