# A layer that keeps its inner layers in a list.
import keras


class Stack(keras.layers.Layer):
    def __init__(self, sizes):
        super().__init__()
        self.steps = [keras.layers.Dense(size, activation='relu') for size in sizes]

    def call(self, inputs):
        for step in self.steps:
            inputs = step(inputs)
        return inputs


model = keras.Sequential([keras.Input((4,)), Stack([5, 6]), Stack([7]), keras.layers.Dense(1)])
model.summary()
