# %% [markdown]
# # Blocks without a definition of compose
#
# The exported script must bring its own, behind what has to come first.

# %%
"""Two blocks and a head."""
from __future__ import annotations

import keras
from keras.layers import BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, Input, ReLU


# %% Block
def block(filters: int, strides: int = 1):
    return compose(Conv2D(filters, 3, strides, padding='same', use_bias=False), BatchNormalization(), ReLU())


# %% Network
image = Input((16, 16, 3))
body = compose(block(8), block(16, 2))(image)
# expect: (None, 8, 8, 16)
scores = compose(GlobalAveragePooling2D(), Dense(10, activation='softmax'))(body)  # expect: (None, 10)
model = keras.Model(image, scores, name='blocks')
model.summary()
print(f'{model.count_params():,} parameters')

# compose: no setting, a comment

# compbook: seed=3
