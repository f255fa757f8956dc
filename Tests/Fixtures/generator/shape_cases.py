"""Layers' arguments at and beside their borders, for shapes, counts and weights alone: constructor source and input shapes.

Shapes are without the batch, as `keras.Input` takes them.
"""

from itertools import product

IMAGE = (7, 8, 3)
SEQUENCE = (9, 3)
FIRST = (3, 7, 8)
FIRST_SEQUENCE = (3, 9)
CHANNELS_FIRST = "data_format='channels_first'"


def convolutions():
    for strides, padding in product((1, 2, 5), ("valid", "same", "causal")):
        yield f"Conv1D(4, 3, strides={strides}, padding='{padding}')", SEQUENCE
    for padding in ("valid", "same", "causal"):
        yield f"Conv1D(4, 2, padding='{padding}', dilation_rate=3, groups=3, filters=6)".replace("4, 2", "kernel_size=2"), SEQUENCE
    yield "Conv1D(4, 9)", SEQUENCE
    yield "Conv1D(4, 20, padding='causal')", SEQUENCE
    yield "Conv1D(4, (3,), strides=[2], use_bias=False, activation='relu')", SEQUENCE
    yield "Convolution1D(1, 1)", (1, 1)
    for layer, strides in product(("Conv1D(4, 3", "SeparableConv1D(4, 3, depth_multiplier=2", "DepthwiseConv1D(3, depth_multiplier=2"), (1, 2)):
        yield f"{layer}, strides={strides}, {CHANNELS_FIRST})", FIRST_SEQUENCE
        yield f"{layer}, strides={strides}, padding='same')", SEQUENCE
    yield "SeparableConvolution1D(4, 2, dilation_rate=2, use_bias=False)", SEQUENCE
    yield "DepthwiseConv1D(2, dilation_rate=2, use_bias=False)", SEQUENCE
    for layer, strides in product(
        ("Conv2D(4, (3, 2)", "SeparableConv2D(4, (3, 2), depth_multiplier=2", "DepthwiseConv2D((3, 2), depth_multiplier=2"), (1, 2)
    ):
        yield f"{layer}, strides={strides}, {CHANNELS_FIRST})", FIRST
        yield f"{layer}, strides={strides}, padding='same', {CHANNELS_FIRST})", FIRST


def transposed():
    for kernel, strides, padding in product((1, 2, 3, 4), (1, 2, 3), ("valid", "same")):
        yield f"Conv2DTranspose(4, {kernel}, strides={strides}, padding='{padding}')", IMAGE
        for output_padding in range(strides):
            yield f"Conv1DTranspose(4, {kernel}, strides={strides}, padding='{padding}', output_padding={output_padding})", SEQUENCE
    for padding in ("valid", "same"):
        yield f"Conv2DTranspose(4, (3, 2), padding='{padding}', dilation_rate=(2, 1))", IMAGE
        yield f"Conv2DTranspose(4, 3, (2, 3), '{padding}', (1, 2))", IMAGE
        yield f"Conv2DTranspose(4, 3, 2, '{padding}', {CHANNELS_FIRST})", FIRST
        yield f"Conv1DTranspose(4, 3, 2, '{padding}', {CHANNELS_FIRST})", FIRST_SEQUENCE
    yield "Convolution2DTranspose(filters=2, kernel_size=2, strides=2, use_bias=False, activation='relu')", (1, 1, 3)
    yield "Convolution1DTranspose(2, 2)", (1, 3)


def pooling():
    for layer, strides, padding in product(("MaxPooling1D", "AveragePooling1D"), (None, 1, 4), ("valid", "same")):
        yield f"{layer}(3, strides={strides}, padding='{padding}')", SEQUENCE
    for layer in ("MaxPool1D", "AvgPool1D"):
        yield f"{layer}((2,), {CHANNELS_FIRST})", FIRST_SEQUENCE
    for layer in ("MaxPool2D", "AvgPool2D"):
        yield f"{layer}((2, 3), padding='same', {CHANNELS_FIRST})", FIRST
    yield "MaxPooling1D()", SEQUENCE
    for layer, keepdims in product(("GlobalMaxPooling{}D", "GlobalAveragePooling{}D", "GlobalMaxPool{}D", "GlobalAvgPool{}D"), (False, True)):
        yield f"{layer.format(1)}(keepdims={keepdims})", SEQUENCE
        yield f"{layer.format(1)}('channels_first', {keepdims})", FIRST_SEQUENCE
        yield f"{layer.format(2)}('channels_first', {keepdims})", FIRST


def normalization():
    for layer in ("LayerNormalization", "RMSNormalization", "UnitNormalization"):
        for axis in (-1, 1, -2, [1, 2], (3, 1), [-1, 1]):
            yield f"{layer}(axis={axis})", IMAGE
        yield f"{layer}()", (5,)
    yield "LayerNormalization(epsilon=1e-06, center=False)", IMAGE
    yield "LayerNormalization(scale=False)", IMAGE
    yield "LayerNormalization(center=False, scale=False)", IMAGE
    for groups, axis in product((1, 2, 3, 6, -1), (-1, 3, 1)):
        yield f"GroupNormalization({groups}, axis={axis})", (6, 5, 6)
    yield "GroupNormalization()", (4, 4, 64)
    yield "GroupNormalization(5, center=False)", (5,)
    yield "GroupNormalization(groups=5, scale=False)", (8, 5)
    yield "BatchNormalization(axis=1)", FIRST
    yield "BatchNormalization(renorm=True)", IMAGE
    for axis in (-1, 1, None, (1, 3), [-1, 1]):
        yield f"Normalization(axis={axis})", IMAGE
    yield "Normalization(mean=1, variance=2)", IMAGE
    yield "Normalization(mean=[1.0, 2, 3], variance=[1, 2, 3.5], invert=True)", IMAGE
    yield "Normalization(axis=1, mean=[1, 2, 3], variance=[1, 2, 3])", FIRST
    for scale in ("2", "0.5, -1", "[1, 2, 3]", "scale=2, offset=[1.0, 2.0, 3.0]"):
        yield f"Rescaling({scale})", IMAGE


def activations():
    for shared in (None, 1, [1], [1, 2], (3,), [1, 2, 3], [-1], [0]):
        yield f"PReLU(shared_axes={shared})", IMAGE
    yield "PReLU(alpha_initializer='ones')", (5,)
    for source in ("ELU()", "ELU(0.5)", "ELU(alpha=2)"):
        yield source, IMAGE


def passing():
    for source in (
        "GaussianNoise(0.1)", "GaussianDropout(0.5, seed=1)", "AlphaDropout(0.5)", "AlphaDropout(0.0, (1, 2))",
        "Dropout(0.5, (None, 1, 3))", "ActivityRegularization()", "ActivityRegularization(0.1, 0.2)", "SpatialDropout2D(0.5)",
        "SpatialDropout2D(0.5, 'channels_first')", "RandomFlip()", "RandomFlip('horizontal', data_format='channels_last')",
        "RandomRotation(0.2)", "RandomRotation((-0.1, 0.2), 'nearest')", "RandomZoom(0.2)", "RandomZoom((-0.1, 0.2), 0.5)",
        "RandomTranslation(0.1, (0.1, 0.2))", "RandomShear()", "RandomShear(0.1, (0.1, 0.2))", "RandomContrast(0.5)",
        "RandomBrightness(0.5)", "RandomBrightness([-0.5, 0.5], value_range=(0, 1))", "RandomHue(0.5)", "RandomSaturation(0.5)",
        "RandomSharpness(0.5)", "RandomGrayscale()", "RandomGrayscale(0.1)",
    ):  # fmt: skip
        yield source, IMAGE
    yield "SpatialDropout1D(0.5)", SEQUENCE
    yield "GaussianNoise(0.0)", (5,)


def sizes():
    for layer in ("ZeroPadding", "Cropping"):
        for amount in (0, 1, 2, (1, 2), (3, 0)):
            yield f"{layer}1D({amount})", SEQUENCE
        for amount in (0, 1, 2, (1, 2), (3, 0), ((1, 2), (3, 0)), ((1, 2), 3), ((6, 0), (0, 7))):
            yield f"{layer}2D({amount})", IMAGE
            yield f"{layer}2D({amount}, {CHANNELS_FIRST})", FIRST
        yield f"{layer}1D()", SEQUENCE
        yield f"{layer}2D()", IMAGE
    yield f"ZeroPadding1D(2, {CHANNELS_FIRST})", FIRST_SEQUENCE
    for size in (1, 2, 5):
        yield f"UpSampling1D({size})", SEQUENCE
    for size, interpolation in product((1, 3, (1, 2), [3, 1]), ("nearest", "bilinear")):
        yield f"UpSampling2D({size}, interpolation='{interpolation}')", IMAGE
        yield f"UpSampling2D({size}, interpolation='{interpolation}', {CHANNELS_FIRST})", FIRST
    yield "UpSampling1D()", SEQUENCE
    yield "UpSampling2D()", IMAGE
    for layer in ("Resizing", "CenterCrop", "RandomCrop"):
        for height, width in ((4, 5), (7, 8), (9, 3), (1, 1), (20, 30)):
            yield f"{layer}({height}, {width})", IMAGE
            yield f"{layer}({height}, {width}, {CHANNELS_FIRST})", FIRST
    yield "Resizing(4, 5, 'nearest', True)", IMAGE
    yield "Resizing(4, 5, pad_to_aspect_ratio=True, antialias=True)", IMAGE


def shaping():
    for dims in ((2, 1), (1, 2)):
        yield f"Permute({dims})", SEQUENCE
    for dims in ((3, 1, 2), [2, 1, 3], (1, 2, 3)):
        yield f"Permute({dims})", IMAGE
    for count in (1, 4):
        yield f"RepeatVector({count})", (5,)
    yield "Flatten('channels_first')", FIRST
    yield "Identity()", IMAGE
    yield "Embedding(10, 4)", (8,)
    yield "Embedding(10, 4, 'zeros', mask_zero=True)", (8, 2)


def merging():
    for layer in ("Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        yield f"{layer}()", IMAGE, IMAGE
        yield f"{layer}()", IMAGE, (1, 1, 3)
        yield f"{layer}()", (1, 8, 3), (7, 1, 3)
        yield f"{layer}()", (5,), (7, 5)
        if layer != "Subtract":
            yield f"{layer}()", IMAGE, IMAGE, (7, 8, 1)
    for axes in (1, -1, 2, (1, 1), (2, 2), [-1, 2]):
        yield f"Dot({axes})", (5, 5), (5, 5)
    yield "Dot(1)", (8,), (8,)
    yield "Dot(-1, normalize=True)", (8,), (8,)
    yield "Dot(1)", (8, 3), (8,)
    yield "Dot((1, 2))", (3, 8), (5, 3)
    yield "Dot(1)", (8, 3, 2), (8, 5)


def attention():
    for source in ("MultiHeadAttention(2, 4)", "MultiHeadAttention(num_heads=3, key_dim=2, value_dim=5, use_bias=False)",
                   "MultiHeadAttention(2, 4, output_shape=7, dropout=0.5)", "MultiHeadAttention(2, 4, output_shape=(7, 2))",
                   "MultiHeadAttention(2, 4, use_gate=True)"):  # fmt: skip
        yield source, (8, 3), (8, 3)
        yield source, (8, 3), (6, 5)
        yield source, (8, 3), (6, 5), (6, 7)
    yield "MultiHeadAttention(2, 4)", IMAGE, IMAGE
    yield "MultiHeadAttention(2, 4, attention_axes=[2, 3])", IMAGE, IMAGE


def table():
    for group in (
        convolutions, transposed, pooling, normalization, activations, passing, sizes, shaping, merging, attention,
    ):  # fmt: skip
        yield from group()
