# Scopes for names, and tabs.
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import BatchNormalization, Conv2D, Dense, Flatten


class VGG:
	def __init__(self, widths):
		self.widths = widths

	def block(self, x, index, width):
		with tf.name_scope("block%d" % index):
			for i in range(index):
				x = Conv2D(width, 3, padding="same", name="block%d_conv%d" % (index, i + 1))(x)
				x = tf.nn.relu(BatchNormalization()(x))
		return keras.layers.MaxPooling2D(2, 2)(x)

	def __call__(self, shape):
		inputs = x = keras.Input(shape)
		for index, width in enumerate(self.widths, start=1):
			x = self.block(x, index, width)
		with keras.backend.name_scope("top"):
			x = Dense(10)(Flatten()(x))
		return keras.Model(inputs, x)


model = VGG([8, 16, 32])((32, 32, 3))
