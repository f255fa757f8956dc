"""Layer cases: images that become larger or take another size, and images with their channels first."""

from itertools import product

from .cases import PADDINGS, case

INTERPOLATIONS = ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5", "area")


def transposed_convolution():
    image = (1, 3, 4, 3)
    for kernel, strides, padding in product((1, 2, 3, 4, (1, 3), (5, 2)), (1, 2, 3, (1, 2), (3, 2)), PADDINGS):
        yield case(f"Conv2DTranspose(2, {kernel}, strides={strides}, padding='{padding}')", image)
    for kernel, amount in product((2, 3), (0, 1, (1, 0))):
        yield case(f"Conv2DTranspose(2, {kernel}, strides=2, output_padding={amount})", image)
    for kernel, amount in ((2, 1), (3, 0), (3, 1), (3, (1, 0)), (4, 1), (5, 1)):
        yield case(f"Conv2DTranspose(2, {kernel}, 2, 'same', {amount})", image)
    for dilation, padding in product((2, (1, 3)), PADDINGS):
        yield case(f"Conv2DTranspose(2, 3, padding='{padding}', dilation_rate={dilation})", image)
    yield case("Conv2DTranspose(2, (7, 5), padding='same')", (1, 2, 3, 2))
    yield case("Conv2DTranspose(2, (7, 5))", (1, 2, 3, 2))
    yield case("Conv2DTranspose(2, 2, strides=5)", (1, 2, 3, 2))
    yield case("Conv2DTranspose(2, 2, strides=5, padding='same')", (1, 2, 3, 2))
    for padding in PADDINGS:
        yield case(f"Conv2DTranspose(2, 3, strides=2, padding='{padding}')", (3, 1, 1, 4))
    yield case("Conv2DTranspose(3, 3, use_bias=False)", (3, 4, 2, 2))
    for activation in ("relu", "softmax", "selu"):
        yield case(f"Conv2DTranspose(3, 3, strides=2, padding='same', activation='{activation}')", (2, 3, 4, 3))
    yield case("Conv2DTranspose(32, 2, strides=2)", (1, 4, 3, 16))
    yield case("Conv2DTranspose(17, 3, strides=2, padding='same')", (2, 3, 4, 33))
    yield case("Conv2DTranspose(16, 4, strides=2, padding='same')", (3, 4, 4, 8))
    yield case("Convolution2DTranspose(2, 3)", image)
    for kernel, strides, padding in product((1, 3, 4), (1, 2, 3), PADDINGS):
        yield case(f"Conv1DTranspose(2, {kernel}, strides={strides}, padding='{padding}')", (2, 5, 3))
    yield case("Conv1DTranspose(2, 3, strides=2, output_padding=1)", (2, 5, 3))
    yield case("Conv1DTranspose(2, 3, dilation_rate=2)", (2, 5, 3))
    yield case("Conv1DTranspose(2, 3, strides=2, padding='same', use_bias=False, activation='relu')", (3, 5, 3))


def resampling():
    image = (2, 5, 4, 2)
    for interpolation in INTERPOLATIONS:
        for size in ("3, 7", "5, 4", "1, 1", "10, 12"):
            yield case(f"Resizing({size}, '{interpolation}')", image)
        yield case(f"Resizing(3, 2, interpolation='{interpolation}', antialias=True)", (1, 8, 9, 2))
        yield case(f"Resizing(9, 3, interpolation='{interpolation}', antialias=True)", image)
        yield case(f"Resizing(4, 3, '{interpolation}')", (3, 1, 1, 2))
        if interpolation != "nearest":
            for size in (1, 2, (1, 3)):
                yield case(f"UpSampling2D({size}, interpolation='{interpolation}')", (2, 3, 4, 2))
    yield case("UpSampling2D((2, 3), 'channels_first', 'bilinear')", (2, 2, 3, 4))
    yield case("UpSampling2D(interpolation='BILINEAR')", (1, 1, 1, 3))
    for size in ("3, 7", "6, 2", "4, 4", "10, 8"):
        yield case(f"Resizing({size}, crop_to_aspect_ratio=True)", (1, 5, 8, 2))
        yield case(f"Resizing({size}, crop_to_aspect_ratio=True)", (1, 7, 4, 2))
        yield case(f"Resizing({size}, pad_to_aspect_ratio=True)", (1, 5, 8, 2))
        yield case(f"Resizing({size}, pad_to_aspect_ratio=True, fill_value=2.5)", (1, 7, 4, 2))
    yield case("Resizing(4, 5, pad_to_aspect_ratio=True, interpolation='nearest', fill_value=-1)", (2, 2, 7, 3))
    for options in ("", ", 'nearest'", ", crop_to_aspect_ratio=True", ", pad_to_aspect_ratio=True", ", antialias=True"):
        yield case(f"Resizing(3, 2{options}, data_format='channels_first')", (1, 3, 5, 4))
    for size in ("7, 3", "6, 9", "8, 8", "5, 5"):
        yield case(f"CenterCrop({size})", image)
        yield case(f"CenterCrop({size}, data_format='channels_first')", (1, 2, 5, 4))
    for size in ("3, 3", "5, 4", "4, 2", "2, 4", "7, 7"):
        yield case(f"RandomCrop({size})", image)
    yield case("RandomCrop(3, 2, data_format='channels_first')", (1, 2, 5, 4))


def channels_first():
    """Where TensorFlow has no kernel on the CPU, the oracle is the layer with its channels last, transposed."""
    # No width is the number of channels: Keras on TensorFlow then adds the bias along the wrong axis.
    image = (2, 4, 6, 11)

    def first(source, shape=image, **options):
        return case(source[:-1] + ", data_format='channels_first')", shape, **options)

    for strides, padding in product((1, 2, (1, 2)), PADDINGS):
        yield first(f"Conv2D(3, 3, strides={strides}, padding='{padding}')")
        yield first(f"DepthwiseConv2D(3, strides={strides}, padding='{padding}')")
        yield first(f"DepthwiseConv2D((3, 2), strides={strides}, padding='{padding}', depth_multiplier=2)")
        yield first(f"SeparableConv2D(3, 3, strides={strides}, padding='{padding}', depth_multiplier=2)")
        yield first(f"Conv2DTranspose(3, 3, strides={strides}, padding='{padding}')")
        yield first(f"MaxPooling2D(2, strides={strides}, padding='{padding}')", kind="negative")
        yield first(f"AveragePooling2D((3, 2), strides={strides}, padding='{padding}')")
    for groups, padding in product((2, 4), PADDINGS):
        yield first(f"Conv2D(8, 3, padding='{padding}', groups={groups})")
    for padding in PADDINGS:
        yield first(f"Conv2D(3, 2, padding='{padding}', dilation_rate=2)")
        yield first(f"DepthwiseConv2D(2, padding='{padding}', dilation_rate=(1, 2))")
    yield first("Conv2D(3, 3, use_bias=False, activation='relu')")
    yield first("Conv2D(17, 1)", (3, 16, 2, 3))
    yield first("Conv2D(3, 3, padding='same')", (1, 2, 1, 1))
    for layer, keepdims in product(("GlobalAveragePooling2D", "GlobalMaxPooling2D"), (False, True)):
        yield first(f"{layer}(keepdims={keepdims})")
    sequence = (2, 4, 12)
    for padding in ("valid", "same", "causal"):
        yield first(f"Conv1D(3, 3, strides=2, padding='{padding}')", sequence)
    for padding in PADDINGS:
        yield first(f"DepthwiseConv1D(3, padding='{padding}')", sequence)
        yield first(f"SeparableConv1D(3, 3, padding='{padding}')", sequence)
        yield first(f"Conv1DTranspose(3, 3, strides=2, padding='{padding}')", sequence)
        yield first(f"MaxPooling1D(2, padding='{padding}')", sequence)
        yield first(f"AveragePooling1D(2, padding='{padding}')", sequence)
    for layer in ("GlobalAveragePooling1D", "GlobalMaxPooling1D"):
        yield first(f"{layer}(keepdims=False)", sequence)
    yield first("ZeroPadding1D(2)", sequence)
    yield first("ZeroPadding2D((1, 2))")
    yield case("Flatten(data_format='channels_first')", image)
    yield case("Flatten(data_format='channels_first')", sequence)
    yield first("SpatialDropout2D(0.5)")
    for axis in (1, 2):
        yield case(f"BatchNormalization(axis={axis})", image)
    yield case("LayerNormalization(axis=1)", image)
    yield case("PReLU(shared_axes=[2, 3])", image)
    yield case("Concatenate(axis=1)", image, (2, 3, 6, 11))


def statistics():
    image = (2, 3, 4, 5)
    for axis in (None, (1, 3), (-1, 1), (1, 2, 3)):
        yield case(f"Normalization(axis={axis})", image)
        yield case(f"Normalization(axis={axis}, invert=True)", image)
    yield case("Normalization(invert=True)", image)
    for options in ("axis=None, mean=1.5, variance=2.0", "axis=(1, 3), mean=[1, 2, 3, 4, 5], variance=[1, 2, 3, 0.5, 0]",
                    "axis=(1, 2), mean=1.5, variance=2.0, invert=True", "mean=1.5, variance=0.0"):  # fmt: skip
        yield case(f"Normalization({options})", image)
    nested = [[row + column / 2 for column in range(5)] for row in range(3)]
    yield case(f"Normalization(axis=(1, 3), mean={nested}, variance={nested})", image)
    yield case("Normalization()", (3, 5))
    yield case("Normalization(axis=None)", (3, 5))


def borders():
    """Windows at their borders that the other tables leave out."""
    for layer, pool, strides in product(("MaxPooling2D", "AveragePooling2D"), (2, (3, 2)), (3, (4, 5))):
        for padding in PADDINGS:
            yield case(f"{layer}({pool}, strides={strides}, padding='{padding}')", (3, 5, 7, 2), kind="negative")
    for layer, padding in product(("MaxPooling2D", "AveragePooling2D"), PADDINGS):
        yield case(f"{layer}((5, 7), padding='{padding}')", (1, 5, 7, 3), kind="negative")
    for layer in ("MaxPooling2D", "AveragePooling2D"):
        yield case(f"{layer}((7, 9), strides=2, padding='same')", (3, 4, 5, 2), kind="negative")
        yield case(f"{layer}(4, strides=(1, 2), padding='same')", (1, 6, 5, 17), kind="negative")
    for kernel, strides, padding in product((2, 3, 4), (1, 3), PADDINGS):
        yield case(f"Conv2D(2, {kernel}, strides={strides}, padding='{padding}')", (3, 4, 5, 3))
        yield case(f"SeparableConv2D(2, {kernel}, strides={strides}, padding='{padding}')", (3, 4, 5, 3))
    for groups, kernel, padding in product((3, 6), (2, (1, 4)), PADDINGS):
        yield case(f"Conv2D(6, {kernel}, padding='{padding}', groups={groups}, activation='relu')", (3, 4, 5, 6))
    for dilation, kernel in product((3, (1, 4), (4, 2)), (2, 3)):
        yield case(f"Conv2D(2, {kernel}, padding='same', dilation_rate={dilation})", (3, 5, 4, 2))
        yield case(f"DepthwiseConv2D({kernel}, padding='same', dilation_rate={dilation})", (3, 5, 4, 2))
        yield case(f"SeparableConv2D(3, {kernel}, padding='same', dilation_rate={dilation}, depth_multiplier=2)", (3, 5, 4, 2))
    for multiplier, padding in product((2, 3, 5), PADDINGS):
        yield case(f"DepthwiseConv2D(3, strides=2, padding='{padding}', depth_multiplier={multiplier})", (3, 5, 6, 3))
    for layer in ("Conv2D(3, 4, padding='same')", "DepthwiseConv2D(4, padding='same', depth_multiplier=2)",
                  "SeparableConv2D(3, 4, strides=2, padding='same')", "Conv2D(4, 3, strides=3, padding='same', groups=2)",
                  "Conv2D(3, 1, strides=2)", "MaxPooling2D(1)", "AveragePooling2D(1, strides=2)"):  # fmt: skip
        yield case(layer, (3, 1, 1, 2))
    for strides, padding in product((1, 2, 4), PADDINGS):
        yield case(f"DepthwiseConv1D(3, strides={strides}, padding='{padding}')", (3, 9, 4))
        yield case(f"SeparableConv1D(2, 2, strides={strides}, padding='{padding}')", (1, 5, 3))
    for layer in ("Conv1D(3, 3, padding='same')", "DepthwiseConv1D(3, padding='same')", "Conv1D(2, 4, padding='causal')",
                  "SeparableConv1D(2, 3, padding='same')", "MaxPooling1D(3, padding='same')", "AveragePooling1D(1)"):  # fmt: skip
        yield case(layer, (3, 1, 2))
    for name in ("sparsemax", "mish", "hard_silu", "log_softmax", "squareplus"):
        yield case(f"Conv2D(4, 2, activation='{name}')", (2, 4, 3, 3))
        yield case(f"Dense(5, activation='{name}')", (3, 6))
    yield case("DepthwiseConv2D(2, activation='softmax')", (2, 4, 3, 3))
    yield case("SeparableConv2D(4, 2, activation='softsign')", (2, 4, 3, 3))
    for axis in (1, -3, 2):
        yield case(f"BatchNormalization(axis={axis})", (3, 2, 5, 4))
    yield case("BatchNormalization(renorm=True)", (2, 3, 4, 3))


GROUPS = {
    "borders": borders,
    "transposed_convolution": transposed_convolution,
    "resampling": resampling,
    "channels_first": channels_first,
    "statistics": statistics,
}
