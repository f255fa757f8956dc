# Models within models: an autoencoder of an encoder and a decoder, and a GAN's two halves.
from keras import Input, Model, Sequential, layers

pixels = Input((28, 28, 1), name='img')
x = layers.Conv2D(16, 3, activation='relu')(pixels)
x = layers.Conv2D(32, 3, activation='relu')(x)
x = layers.MaxPooling2D(3)(x)
encoder = Model(pixels, layers.GlobalMaxPooling2D()(x), name='encoder')

code = Input(shape=(32,), name='code')
y = layers.Reshape((4, 4, 2))(code)
y = layers.Conv2DTranspose(16, 3, activation='relu')(y)
y = layers.UpSampling2D(3)(y)
decoder = Model(code, layers.Conv2DTranspose(1, 3, activation='relu')(y), name='decoder')

image = Input((28, 28, 1))
autoencoder = Model(image, decoder(encoder(image)), name='autoencoder')

discriminator = Sequential([
    Input((28, 28, 1)),
    layers.Conv2D(8, 4, strides=2, padding='same'),
    layers.LeakyReLU(0.2),
    layers.Flatten(),
    layers.Dense(1, activation='sigmoid'),
], name='discriminator')
generator = Sequential(name='generator')
generator.add(layers.Dense(7 * 7 * 8, input_dim=20))
generator.add(layers.Reshape((7, 7, 8)))
generator.add(layers.Conv2DTranspose(1, 4, strides=4, padding='same', activation='tanh'))

discriminator.trainable = False
gan = Sequential([generator, discriminator])
