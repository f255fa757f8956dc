# %% [markdown]
# # ResNet50
#
# He and others, 2015: convolutions that learn what to add to their input, as in `keras.applications.ResNet50`.
# 25,636,712 parameters.

# %%
import keras
from keras import layers


def convolution(x, filters, kernel, strides=1, padding='same'):
    return layers.BatchNormalization(epsilon=1.001e-5)(
        layers.Conv2D(filters, kernel, strides, padding=padding)(x))


def block(x, filters, strides=1, projects=False):
    shortcut = convolution(x, 4 * filters, 1, strides) if projects else x
    x = layers.ReLU()(convolution(x, filters, 1, strides))
    x = layers.ReLU()(convolution(x, filters, 3))
    x = convolution(x, 4 * filters, 1)
    return layers.ReLU()(layers.Add()([shortcut, x]))


# %%
inputs = keras.Input((224, 224, 3))
x = layers.ZeroPadding2D(3)(inputs)
x = layers.ReLU()(convolution(x, 64, 7, 2, padding='valid'))
x = layers.ZeroPadding2D(1)(x)
x = layers.MaxPooling2D(3, 2)(x)
for stage, (filters, repeats) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)]):
    x = block(x, filters, strides=1 if stage == 0 else 2, projects=True)
    for _ in range(repeats - 1):
        x = block(x, filters)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(1000, activation='softmax')(x)
model = keras.Model(inputs, outputs, name='ResNet50')
