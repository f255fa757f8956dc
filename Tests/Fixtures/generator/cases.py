"""The table of layer cases: constructor source and input shapes (batch first)."""

from dataclasses import dataclass
from itertools import product

from keras.src import activations

IMAGE = (1, 7, 8, 3)
PADDINGS = ("valid", "same")
STRIDES = (1, 2, 3, (1, 2), (2, 1), (3, 2))


@dataclass(frozen=True)
class Case:
    source: str
    shapes: tuple
    kind: str = "uniform"


def case(source, *shapes, kind="uniform"):
    return Case(source, shapes or (IMAGE,), kind)


def conv2d():
    for kernel, strides, padding in product((1, 2, 3, (1, 3), (3, 1), (5, 2)), STRIDES, PADDINGS):
        yield case(f"Conv2D(2, {kernel}, strides={strides}, padding='{padding}')")
    for kernel, dilation, padding in product((2, 3, (1, 3)), (2, (1, 3), (2, 1)), PADDINGS):
        yield case(f"Conv2D(2, {kernel}, padding='{padding}', dilation_rate={dilation})", (1, 9, 8, 3))
    for groups, strides, padding in product((2, 4), (1, 2), PADDINGS):
        yield case(f"Conv2D(8, 3, strides={strides}, padding='{padding}', groups={groups})", (1, 5, 6, 4))
    yield case("Conv2D(4, (3, 1), strides=(2, 1), padding='same', groups=2, use_bias=False)", (2, 6, 5, 4))
    yield case("Conv2D(6, 3, padding='same', dilation_rate=2, groups=3)", (1, 6, 5, 3))
    for activation in ("relu", "sigmoid", "softmax", "leaky_relu", "gelu", "linear"):
        yield case(f"Conv2D(3, 3, activation='{activation}')", (1, 5, 6, 3))
    yield case("Conv2D(3, 3, use_bias=False)")
    yield case("Conv2D(filters=3, kernel_size=(2, 3), strides=[2, 1], padding='SAME')")
    yield case("Conv2D(3, 2, 2)")
    yield case("Conv2D(3, 1, strides=4)", (1, 9, 5, 2))
    yield case("Conv2D(3, 2, strides=5, padding='same')", (1, 11, 4, 2))
    yield case("Conv2D(3, 3, padding='same')", (3, 1, 1, 2))
    yield case("Conv2D(3, 3, strides=2, padding='same')", (1, 1, 1, 2))
    yield case("Conv2D(3, (7, 5), padding='same')", (1, 3, 4, 2))
    yield case("Conv2D(3, 3)", (1, 3, 3, 1))
    yield case("Conv2D(1, 3)", (3, 4, 3, 1))
    # Channel counts at and beside the vector widths of an optimised engine.
    yield case("Conv2D(32, 3, padding='same')", (2, 9, 10, 16))
    yield case("Conv2D(48, 1, strides=2)", (1, 9, 10, 32))
    yield case("Conv2D(32, 3, groups=2, strides=2, padding='same')", (1, 9, 10, 32))
    yield case("Conv2D(17, 3, strides=2, padding='same')", (3, 6, 6, 5))
    yield case("Conv2D(33, 1, activation='relu')", (2, 4, 4, 19))


def depthwise_conv2d():
    kernels = (1, 2, 3, (1, 3), (3, 1))
    for kernel, strides, padding in product(kernels, STRIDES, PADDINGS):
        yield case(f"DepthwiseConv2D({kernel}, strides={strides}, padding='{padding}')")
    for kernel, strides, padding in product((3, (1, 3)), (1, 2, (2, 1)), PADDINGS):
        yield case(f"DepthwiseConv2D({kernel}, strides={strides}, padding='{padding}', depth_multiplier=2)")
    for dilation, padding in product((2, (1, 3), (2, 1)), PADDINGS):
        yield case(f"DepthwiseConv2D(3, padding='{padding}', dilation_rate={dilation})", (1, 9, 8, 2))
    for strides, dilation, padding in product((2, 3, (2, 1)), (2, (1, 2)), PADDINGS):
        yield case(f"DepthwiseConv2D(3, strides={strides}, padding='{padding}', dilation_rate={dilation})", (1, 9, 8, 2))
    yield case("DepthwiseConv2D((2, 3), depth_multiplier=3, dilation_rate=2, use_bias=False)", (2, 6, 7, 2))
    yield case("DepthwiseConv2D((5, 2), (3, 1), 'same', 2)", (2, 9, 5, 3))
    yield case("DepthwiseConv2D(3, use_bias=False)")
    yield case("DepthwiseConv2D(3, strides=(1, 2), use_bias=False, activation='relu')")
    yield case("DepthwiseConv2D(3, activation='tanh')")
    yield case("DepthwiseConv2D(1, strides=4)", (1, 9, 5, 2))
    yield case("DepthwiseConv2D(2, strides=5, padding='same')", (1, 11, 4, 2))
    yield case("DepthwiseConv2D(3, padding='same')", (3, 1, 1, 2))
    yield case("DepthwiseConv2D(3, padding='same')", (2, 4, 5, 17))
    yield case("DepthwiseConv2D((1, 3), strides=(1, 2), padding='same')", (2, 9, 10, 32))
    yield case("DepthwiseConv2D(3, strides=2, padding='same', depth_multiplier=2)", (1, 9, 10, 16))
    yield case("DepthwiseConv2D(3, depth_multiplier=4)", (1, 4, 5, 1))


def separable_conv2d():
    for kernel, strides, padding in product((3, (1, 3)), (1, 2, (2, 1)), PADDINGS):
        yield case(f"SeparableConv2D(4, {kernel}, strides={strides}, padding='{padding}')")
    for dilation, padding in product((2, (1, 2)), PADDINGS):
        yield case(f"SeparableConv2D(4, 3, padding='{padding}', dilation_rate={dilation})")
    yield case("SeparableConv2D(4, 3, strides=2, padding='same', dilation_rate=2)", (1, 9, 8, 2))
    yield case("SeparableConv2D(4, 3, depth_multiplier=2)")
    yield case("SeparableConv2D(4, (3, 1), strides=(1, 2), padding='same', depth_multiplier=2)")
    yield case("SeparableConv2D(4, 2, use_bias=False, activation='relu')", (3, 5, 4, 2))
    yield case("SeparableConv2D(5, 3, padding='same', activation='sigmoid')", (2, 1, 1, 3))


def batch_normalization():
    yield case("BatchNormalization()")
    yield case("BatchNormalization()", (3, 4, 5, 6))
    yield case("BatchNormalization()", (3, 5))
    yield case("BatchNormalization()", (2, 4, 3))
    yield case("BatchNormalization(axis=1)")
    yield case("BatchNormalization(axis=3)")
    yield case("BatchNormalization(axis=-2)")
    yield case("BatchNormalization(center=False)")
    yield case("BatchNormalization(scale=False)")
    yield case("BatchNormalization(center=False, scale=False)")
    yield case("BatchNormalization(epsilon=0.1)")
    yield case("BatchNormalization(momentum=0.9, epsilon=1e-05)")


def activations_table():
    for source in (
        "LeakyReLU()", "LeakyReLU(0.1)", "LeakyReLU(negative_slope=0.0)", "LeakyReLU(negative_slope=1.5)",
        "ReLU()", "ReLU(6.0)", "ReLU(max_value=1.5, negative_slope=0.2)", "ReLU(threshold=1.0)",
        "ReLU(max_value=2, negative_slope=0.5, threshold=0.5)", "ReLU(negative_slope=0.3)",
        "Softmax()", "Softmax(axis=1)", "Softmax(axis=-2)", "Softmax(axis=[1, 2])",
    ):  # fmt: skip
        yield case(source)
        if "axis" not in source:
            yield case(source, (3, 7))
    # `threshold` is refused when it runs: Keras gives it no default arguments.
    for name in sorted(activations.ALL_OBJECTS_DICT.keys() - {None, "threshold"}):
        yield case(f"Activation('{name}')", (2, 3, 5, 4))
    for name in ("relu", "softmax", "log_softmax", "gelu"):
        yield case(f"Activation('{name}')", (3, 7))


def pooling():
    pools = (2, 3, (1, 2), (3, 1))
    for layer, pool, strides, padding in product(
        ("MaxPooling2D", "AveragePooling2D"), pools, (None, 1, (2, 1), 3), PADDINGS
    ):
        yield case(f"{layer}({pool}, strides={strides}, padding='{padding}')")
    for layer in ("MaxPooling2D", "AveragePooling2D"):
        yield case(f"{layer}(pool_size=(2, 3))", (3, 5, 6, 2))
        yield case(f"{layer}(3, 2, 'same')", (2, 6, 6, 2), kind="negative")
        yield case(f"{layer}(3, padding='same')", (1, 1, 1, 2), kind="negative")
        yield case(f"{layer}(2, strides=4)", (1, 9, 6, 2))
        yield case(f"{layer}(5, 1, 'same')", (1, 3, 4, 1), kind="negative")
    yield case("MaxPooling2D()")
    yield case("MaxPool2D((1, 2), (1, 2))")
    yield case("AvgPool2D(2)")
    for layer, keepdims in product(("GlobalAveragePooling2D", "GlobalMaxPooling2D"), (False, True)):
        yield case(f"{layer}(keepdims={keepdims})", (2, 3, 5, 4))
        yield case(f"{layer}(keepdims={keepdims})", (1, 1, 1, 3), kind="negative")
    yield case("GlobalAvgPool2D()")
    yield case("GlobalMaxPool2D()")


def dense():
    yield case("Dense(5)", (1, 4))
    yield case("Dense(5)", (3, 4))
    yield case("Dense(1)", (2, 1))
    yield case("Dense(5)", (2, 3, 4))
    yield case("Dense(5)", (2, 3, 2, 4))
    yield case("Dense(5, use_bias=False)", (2, 4))
    yield case("Dense(units=3, activation='softmax')", (2, 6))
    yield case("Dense(3, 'relu')", (2, 6))
    yield case("Dense(3, activation='sigmoid')", (1, 2, 2, 4))
    yield case("Dense(33)", (2, 65))


def shaping():
    for shape in (IMAGE, (3, 2, 3, 2), (2, 5), (2, 3, 4), (2, 1, 1, 1)):
        yield case("Flatten()", shape)
    yield case("Dropout(0.5)")
    yield case("Dropout(0.0)", (2, 5))
    for padding in (1, 0, (1, 2), ((1, 2), (3, 0)), ((0, 1), (0, 1))):
        yield case(f"ZeroPadding2D({padding})")
    yield case("ZeroPadding2D()", (2, 1, 1, 2))
    yield case("ZeroPadding2D(padding=[2, 1])", (2, 3, 2, 2))
    for target in ((-1,), (8, 7, 3), (-1, 3), (7, -1), (168,), (2, 2, -1, 7), (1, 1, 168)):
        yield case(f"Reshape({target})")
    yield case("Reshape(target_shape=[2, 3])", (3, 6))
    yield case("Reshape((-1, 1))", (2, 6))


def merging():
    a, b = (2, 3, 4, 2), (2, 3, 4, 5)
    yield case("Add()", a, a)
    yield case("Add()", a, a, a)
    yield case("Add()", a, (2, 1, 1, 2))
    yield case("Add()", a, (2, 3, 4, 1))
    yield case("Add()", (2, 1, 4, 2), (2, 3, 1, 2))
    yield case("Add()", (2, 5), (2, 5))
    yield case("Add()", a, (2, 1, 4, 1), (2, 3, 1, 2))
    yield case("Concatenate()", a, b)
    yield case("Concatenate()", a, b, a)
    yield case("Concatenate(axis=3)", b, a)
    yield case("Concatenate(axis=1)", a, (2, 5, 4, 2))
    yield case("Concatenate(axis=2)", a, (2, 3, 1, 2))
    yield case("Concatenate(axis=-2)", a, (2, 3, 1, 2))
    yield case("Concatenate(-1)", (2, 5), (2, 3))


def sequences():
    """Layers on sequences, which are images of one row."""
    for kernel, strides, padding in product((1, 3), (1, 2, 5), ("valid", "same", "causal")):
        yield case(f"Conv1D(2, {kernel}, strides={strides}, padding='{padding}')", (2, 9, 3))
    for padding in ("valid", "same", "causal"):
        yield case(f"Conv1D(4, 2, padding='{padding}', dilation_rate=3, groups=2)", (1, 8, 4))
    yield case("Conv1D(2, 20, padding='causal', dilation_rate=2)", (1, 7, 3))
    yield case("Conv1D(3, 2, strides=2, use_bias=False, activation='relu')", (3, 7, 5))
    for padding in PADDINGS:
        yield case(f"SeparableConv1D(4, 3, strides=2, padding='{padding}', depth_multiplier=2)", (2, 9, 3))
    # Kernels of TensorFlow's that stride along one axis alone do not exist, so the depthwise ones do not stride.
    for padding, dilation in product(PADDINGS, (1, 2)):
        yield case(f"DepthwiseConv1D(3, padding='{padding}', depth_multiplier=2, dilation_rate={dilation})", (2, 9, 3))
    for layer, strides, padding in product(("MaxPooling1D", "AveragePooling1D"), (None, 1, 4), PADDINGS):
        yield case(f"{layer}(3, strides={strides}, padding='{padding}')", (2, 8, 3), kind="negative")
    for layer, keepdims in product(("GlobalAveragePooling1D", "GlobalMaxPooling1D"), (False, True)):
        yield case(f"{layer}(keepdims={keepdims})", (2, 5, 4))
    for amount in (0, 2, (1, 3)):
        yield case(f"ZeroPadding1D({amount})", (2, 7, 3))
        yield case(f"Cropping1D({amount})", (2, 7, 3))
    yield case("UpSampling1D(3)", (2, 4, 3))
    yield case("Permute((2, 1))", (2, 4, 3))
    yield case("RepeatVector(3)", (2, 5))


def resizing():
    for amount in (0, 1, (1, 2), ((1, 2), (3, 0)), ((6, 0), (0, 7))):
        yield case(f"Cropping2D({amount})")
        yield case(f"Cropping2D({amount}, data_format='channels_first')", (2, 2, 7, 8))
    yield case("ZeroPadding2D(((1, 2), (3, 0)), data_format='channels_first')", (2, 2, 3, 4))
    for size in (1, 3, (1, 2), (4, 3)):
        yield case(f"UpSampling2D({size})", (2, 2, 3, 3))
    yield case("UpSampling2D((2, 3), 'channels_first')", (2, 2, 3, 4))
    for size in ("4, 5", "7, 8", "1, 1", "6, 8"):
        yield case(f"CenterCrop({size})")
    yield case("CenterCrop(2, 2, data_format='channels_first')", (2, 3, 5, 4))
    for dims in ((3, 1, 2), (2, 1, 3), (1, 3, 2)):
        yield case(f"Permute({dims})", (2, 3, 4, 5))


def scaling():
    for scale in ("2.5", "0.25, -1", "[1, 2, 3]", "[1.0, 2.0, 3.0], [0.5, 1.5, 2.5]", "2, offset=[1.0, 2.0, 3.0]"):
        yield case(f"Rescaling({scale})", (2, 3, 4, 3))
    for axis in (-1, 1):
        yield case(f"Normalization(axis={axis})", (2, 3, 4, 3))
    for options in ("mean=1.0, variance=2.0", "mean=[1, 2, 3], variance=[1.0, 2.5, 3.0]", "mean=[1, 2, 3], variance=[1, 2, 3], invert=True",
                    "mean=[1, 2, 3], variance=[0.0, 2, 3]", "axis=1, mean=[1, 2, 3], variance=[1, 2, 3]"):  # fmt: skip
        yield case(f"Normalization({options})", (2, 3, 4, 3))
    yield case("ELU()", (2, 3, 4, 3))
    yield case("ELU(0.5)", (2, 3, 4, 3))
    yield case("ELU(-2.0)", (2, 3, 4, 3))
    for shared in (None, [1, 2], [3], [1, 2, 3], [-1]):
        yield case(f"PReLU(shared_axes={shared})", (2, 3, 4, 3))
    yield case("PReLU()", (3, 5))


def combining():
    a, b = (2, 3, 4, 2), (2, 1, 1, 2)
    for layer in ("Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        yield case(f"{layer}()", a, a)
        yield case(f"{layer}()", a, b)
        yield case(f"{layer}()", b, a)
        yield case(f"{layer}()", (2, 1, 4, 2), (2, 3, 1, 2))
        if layer != "Subtract":
            yield case(f"{layer}()", a, a, b)


def passing():
    for source in (
        "GaussianNoise(0.5)", "GaussianDropout(0.5)", "AlphaDropout(0.5)", "SpatialDropout2D(0.5)", "ActivityRegularization(0.5)",
        "Identity()", "RandomFlip()", "RandomRotation(0.5)", "RandomZoom(0.5)", "RandomTranslation(0.5, 0.5)", "RandomShear(0.5)",
        "RandomContrast(0.5)", "RandomBrightness(0.5)", "RandomHue(0.5)", "RandomSaturation(0.5)", "RandomSharpness(0.5)",
        "RandomGrayscale(0.5)",
    ):  # fmt: skip
        yield case(source, (2, 3, 4, 3))
    yield case("SpatialDropout1D(0.5)", (2, 4, 3))
    for source in (
        "RandomColorDegeneration(0.5)", "RandomColorJitter(brightness_factor=0.5)", "RandomGaussianBlur()", "RandomInvert(0.5)",
        "RandomPosterization(4)", "RandomErasing()", "RandomElasticTransform()", "RandomPerspective(0.5)", "CutMix()", "MixUp()",
        "RandAugment()", "AugMix()", "Solarization()", "Equalization()",
    ):  # fmt: skip
        yield case(source, (2, 3, 4, 3))


GROUPS = {
    "conv2d": conv2d,
    "depthwise_conv2d": depthwise_conv2d,
    "separable_conv2d": separable_conv2d,
    "batch_normalization": batch_normalization,
    "activations": activations_table,
    "pooling": pooling,
    "dense": dense,
    "shaping": shaping,
    "merging": merging,
    "sequences": sequences,
    "resizing": resizing,
    "scaling": scaling,
    "combining": combining,
    "passing": passing,
}
