# Several inputs and outputs.
import keras

image = keras.Input((8, 8, 3), name='image')
extra = keras.Input((4,), name='extra')
x = keras.layers.Conv2D(4, 3, activation='relu')(image)
x = keras.layers.Flatten()(x)
x = keras.layers.Concatenate()([x, extra])
a = keras.layers.Dense(3, activation='softmax', name='kind')(x)
b = keras.layers.Dense(1, name='score')(x)
model = keras.Model([image, extra], [a, b])
swapped = keras.Model(inputs=[extra, image], outputs=[b, a], name='swapped')
model.summary()
swapped.summary()
