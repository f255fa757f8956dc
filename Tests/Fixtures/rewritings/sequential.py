import keras
from keras import layers

model = keras.Sequential([
    keras.Input((16, 16, 8)),
    # rewritten
    layers.Conv2D(32, 3, activation='relu', padding='same'),
    layers.BatchNormalization(name='other'),
    layers.Dropout(0.5),
])
