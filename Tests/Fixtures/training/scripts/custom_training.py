"""A model with its own training step, spread over devices."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Encoder(layers.Layer):
    def __init__(self, latent, **kwargs):
        super().__init__(**kwargs)
        self.convolution = layers.Conv2D(8, 3, strides=2, activation='relu')
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(latent)

    def call(self, inputs):
        return self.dense(self.flatten(self.convolution(inputs)))


class Autoencoder(keras.Model):
    def __init__(self, latent=4, **kwargs):
        super().__init__(**kwargs)
        self.encoder = Encoder(latent)
        self.decoder = layers.Dense(28 * 28)
        self.shape = layers.Reshape((28, 28, 1))
        self.tracker = keras.metrics.Mean(name='loss')

    @property
    def metrics(self):
        return [self.tracker]

    def call(self, inputs):
        return self.shape(self.decoder(self.encoder(inputs)))

    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(keras.losses.mean_squared_error(data, self(data)))
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self.tracker.update_state(loss)
        return {'loss': self.tracker.result()}


try:
    resolver = tf.distribute.cluster_resolver.TPUClusterResolver()  # not run
    tf.config.experimental_connect_to_cluster(resolver)  # not run
    strategy = tf.distribute.TPUStrategy(resolver)  # not run
except ValueError:
    strategy = tf.distribute.MirroredStrategy()

(images, _), _ = keras.datasets.fashion_mnist.load_data()  # not run
images = images[..., None] / 255.0  # not run

with strategy.scope():
    model = Autoencoder()  # not run
    model(keras.Input(images.shape[1:]))
    model.compile(optimizer='adam')  # not run

dataset = tf.data.Dataset.from_tensor_slices(images).shuffle(1000).batch(64)  # not run
model.fit(dataset, epochs=5)  # not run
optimizer = keras.optimizers.Adam(1e-3)  # not run
for step, batch in enumerate(dataset):  # not run
    with tf.GradientTape() as tape:
        loss = model(batch)
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights))
    if step % 100 == 0:
        print('step', step, float(loss))
