# A U-Net: loops down and up, with the tensors of the way down kept in a list.
from keras.layers import Conv2D, Conv2DTranspose, Dropout, Input, MaxPooling2D, UpSampling2D, concatenate
from keras.models import Model
from keras.optimizers import Adam


def double_conv(x, filters, dropout=0):
    x = Conv2D(filters, 3, activation='relu', padding='same', kernel_initializer='he_normal')(x)
    if dropout:
        x = Dropout(dropout)(x)
    return Conv2D(filters, 3, activation='relu', padding='same', kernel_initializer='he_normal')(x)


def unet(size=(64, 64, 1), widths=[16, 32, 64], transposed=True):
    inputs = Input(size)
    skips, x = [], inputs
    for width in widths[:-1]:
        x = double_conv(x, width)
        skips.append(x)
        x = MaxPooling2D(pool_size=(2, 2))(x)
    x = double_conv(x, widths[-1], dropout=0.5)
    for width, skip in zip(reversed(widths[:-1]), skips[::-1]):
        if transposed:
            x = Conv2DTranspose(width, (2, 2), strides=(2, 2), padding='same')(x)
        else:
            x = Conv2D(width, 2, padding='same')(UpSampling2D(size=(2, 2))(x))
        x = double_conv(concatenate([skip, x], axis=3), width)
    return Model(inputs=inputs, outputs=Conv2D(1, 1, activation='sigmoid')(x))


transposed = unet()
upsampled = unet((32, 32, 3), [8, 16, 32, 64], transposed=False)
upsampled.compile(optimizer=Adam(learning_rate=1e-4), loss='binary_crossentropy')  # not run
