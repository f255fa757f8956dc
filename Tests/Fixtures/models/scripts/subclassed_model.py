# A subclass of Model: its layers are known, its shapes only after a call.
import keras


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = keras.layers.Conv2D(4, 3)
        self.pool = keras.layers.GlobalAveragePooling2D()
        self.head = keras.layers.Dense(2)

    def call(self, inputs):
        return self.head(self.pool(self.conv(inputs)))


model = Net()
model.build((None, 8, 8, 3))
model.summary()
