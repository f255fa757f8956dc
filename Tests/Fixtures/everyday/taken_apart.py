# A model asked for its layers: frozen ones, an output in the middle, pictures changed before they enter.
import tensorflow as tf
from tensorflow.keras import layers, models

augment = models.Sequential([layers.RandomFlip('horizontal'), layers.RandomRotation(0.1)], name='augment')

x = image = layers.Input(shape=(40, 40, 3))
for width in (8, 16, 24):
    x = layers.Conv2D(width, 3, padding='same', activation='relu', name=f'conv_{width}')(x)
    x = layers.MaxPool2D()(x)
base = models.Model(image, x, name='base')
base.trainable = True
for layer in base.layers[:-2]:
    layer.trainable = False
for index, layer in enumerate(base.layers):
    print(index, layer.name, layer.trainable, layer.output.shape)

features = models.Model(inputs=base.input, outputs=[base.get_layer('conv_8').output, base.layers[-1].output])

inputs = tf.keras.Input((40, 40, 3))
x = augment(inputs)
x = base(x, training=False)
x = layers.GlobalAveragePooling2D()(x)
model = models.Model(inputs, layers.Dense(2)(x))
print(len(base.layers), model.count_params(), base.output_shape)
