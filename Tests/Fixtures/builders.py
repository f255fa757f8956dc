"""Writes builders.json from Keras itself: what each builder of keras/src/applications makes.

Needs requirements.txt: python builders.py. Each entry is a file of that folder with a few lines appended, run as a script, as a
session would have it: the counts, the number of layers, and the FNV-1a hashes of a line for each layer and each weight. The
lines themselves are kept where `rows` is there. Then what the builders' helpers give. Nothing of the files' text is kept.
"""

import contextlib
import io
import json
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# A summary's width follows the terminal.
os.environ["COLUMNS"] = "80"

import keras
from keras.src import applications

HERE = Path(__file__).resolve().parent
FILES = Path(applications.__file__).parent

CHANNELS_FIRST = "backend.set_image_data_format('channels_first')\n"

# By file: the calls, most with the defaults alone. A text with an assignment to `model` stands as it is.
CALLS = {
    "mobilenet": [
        "MobileNet(weights=None)",
        "MobileNet(weights=None, alpha=0.5, input_shape=(128, 128, 3))",
        "MobileNet(weights=None, alpha=0.25, depth_multiplier=2, classes=10, input_shape=(32, 32, 3))",
        "MobileNet(weights=None, include_top=False, pooling='avg')",
        "MobileNet(weights=None, include_top=False, pooling='max', input_shape=(64, 48, 1))",
        "MobileNet(weights=None, input_tensor=layers.Input((96, 96, 3), name='picture'), name='own')",
        "MobileNet(weights=None, classifier_activation=None)",
        CHANNELS_FIRST + "model = MobileNet(weights=None)",
        "picture = layers.Input((64, 64, 3))\n"
        "model = Functional(picture, MobileNet(weights=None, include_top=False)(preprocess_input(picture)))",
    ],
    "mobilenet_v2": [
        "MobileNetV2(weights=None)",
        "MobileNetV2(weights=None, alpha=0.35, input_shape=(96, 96, 3))",
        "MobileNetV2(weights=None, alpha=1.4)",
        "MobileNetV2(weights=None, include_top=False, pooling='avg')",
        "MobileNetV2(weights=None, include_top=False, input_shape=(64, 64, 3), pooling='max')",
        CHANNELS_FIRST + "model = MobileNetV2(weights=None)",
    ],
    "mobilenet_v3": [
        "MobileNetV3Small(weights=None)",
        "MobileNetV3Large(weights=None)",
        "MobileNetV3Small(weights=None, minimalistic=True)",
        "MobileNetV3Large(weights=None, minimalistic=True, alpha=0.75)",
        "MobileNetV3Small(weights=None, include_top=False, pooling='avg', include_preprocessing=False)",
        "MobileNetV3Large(weights=None, input_shape=(96, 96, 3), classes=10, dropout_rate=0)",
    ],
    "inception_v3": [
        "InceptionV3(weights=None)",
        "InceptionV3(weights=None, include_top=False, pooling='max', input_shape=(139, 150, 3))",
        CHANNELS_FIRST + "model = InceptionV3(weights=None)",
    ],
    "xception": [
        "Xception(weights=None)",
        "Xception(weights=None, include_top=False, pooling='avg')",
        "Xception(weights=None, input_shape=(71, 71, 3), classes=10)",
    ],
    "inception_resnet_v2": [
        "InceptionResNetV2(weights=None)",
        "InceptionResNetV2(weights=None, include_top=False, pooling='avg', input_shape=(75, 75, 3))",
    ],
    "resnet": [
        "ResNet50(weights=None)",
        "ResNet101(weights=None)",
        "ResNet152(weights=None)",
        "ResNet50(weights=None, include_top=False, pooling='max', input_shape=(64, 64, 3))",
        CHANNELS_FIRST + "model = ResNet50(weights=None)",
        "picture = layers.Input((64, 64, 3))\n"
        "model = Functional(picture, ResNet50(weights=None, include_top=False)(preprocess_input(picture)))",
    ],
    "resnet_v2": [
        "ResNet50V2(weights=None)",
        "ResNet101V2(weights=None)",
        "ResNet152V2(weights=None)",
        "ResNet50V2(weights=None, include_top=False, pooling='avg')",
    ],
    "densenet": [
        "DenseNet121(weights=None)",
        "DenseNet169(weights=None)",
        "DenseNet201(weights=None)",
        "DenseNet([2, 3, 4, 2], weights=None, include_top=False, pooling='avg', input_shape=(64, 64, 3))",
        "picture = layers.Input((64, 64, 3))\n"
        "model = Functional(picture, layers.Flatten()(preprocess_input(picture)))",
    ],
    "vgg16": ["VGG16(weights=None)", "VGG16(weights=None, include_top=False, pooling='avg')"],
    "vgg19": ["VGG19(weights=None)", "VGG19(weights=None, include_top=False, input_shape=(32, 32, 3))"],
    "nasnet": [
        "NASNetMobile(weights=None)",
        "NASNetLarge(weights=None)",
        "NASNetMobile(weights=None, include_top=False, pooling='max', input_shape=(96, 96, 3))",
    ],
    "efficientnet": [f"EfficientNetB{size}(weights=None)" for size in range(8)]
    + ["EfficientNetB0(weights=None, include_top=False, pooling='avg', input_shape=(64, 64, 3))"],
    "efficientnet_v2": [f"EfficientNetV2{size}(weights=None)" for size in ("B0", "B1", "B2", "B3", "S", "M", "L")]
    + ["EfficientNetV2S(weights=None, include_top=False, pooling='max', include_preprocessing=False)"],
    "convnext": [f"ConvNeXt{size}(weights=None)" for size in ("Tiny", "Small", "Base", "Large", "XLarge")]
    + [
        "ConvNeXtTiny(weights=None, include_top=False, pooling='avg', input_shape=(64, 64, 3))",
        "ConvNeXt([1, 1, 2, 1], [8, 16, 24, 32], drop_path_rate=0.2, weights=None, name='small')",
    ],
}

# What the builders' helpers give, each a script of its own after HELPER_IMPORTS.
HELPER_IMPORTS = """
from keras.src import backend, layers
from keras.src.applications import imagenet_utils
from keras.src.models import Functional
from keras.src.ops import operation_utils
from keras.src.utils import file_utils
import keras
"""
SHAPES = [
    "None, 224, 32, 'channels_last', True",
    "None, 224, 32, 'channels_last', False",
    "None, 224, 32, 'channels_first', True",
    "None, 224, 32, 'channels_first', False, weights='imagenet'",
    "None, 331, 32, 'channels_last', True, weights='imagenet'",
    "(100, 120, 3), 224, 32, 'channels_last', True",
    "(100, 120, 1), 224, 32, 'channels_last', False",
    "(100, 120, 5), default_size=224, min_size=75, data_format='channels_last', require_flatten=False",
    "(3, 100, 120), 224, 32, 'channels_first', True",
    "(3, 20, 120), 224, 32, 'channels_first', True",
    "(20, 120, 3), 224, 32, 'channels_last', False",
    "(120, 20, 3), 224, 21, 'channels_last', False",
    "(120, 20, 3), 224, 20, 'channels_last', False",
    "(None, None, 3), 224, 32, 'channels_last', False",
    "(None, None, 3), 224, 32, 'channels_last', True",
    "(64, None, 3), 224, 32, 'channels_last', True",
    "(100, 120), 224, 32, 'channels_last', True",
    "(1, 100, 120, 3), 224, 32, 'channels_last', True",
    "(224, 224, 3), 224, 32, 'channels_last', True, weights='imagenet'",
    "(128, 128, 3), 224, 32, 'channels_last', True, weights='imagenet'",
    "(128, 128, 4), 224, 32, 'channels_last', False, weights='imagenet'",
    "(128, 128, 3), 224, 32, 'channels_last', False, weights='imagenet'",
    "(128, 128, 4), 224, 32, 'channels_last', False, weights='some/file.h5'",
]
PADS = ["(15, 16, 3)), 3", "(16, 16, 3)), 5", "(None, None, 3)), 3", "(17, 18, 3)), (3, 7)", "(14, 15, 3)), [5, 1]"]
ACTIVATIONS = ["'relu', None", "'softmax', 'imagenet'", "None, 'imagenet'", "'linear', 'a.h5'", "'relu', 'imagenet'"]
PREPROCESSING = [
    "imagenet_utils.preprocess_input(i)",
    "imagenet_utils.preprocess_input(i, mode='tf')",
    "imagenet_utils.preprocess_input(i, mode='torch')",
    "imagenet_utils.preprocess_input(i, data_format='channels_first', mode='caffe')",
    "imagenet_utils.preprocess_input(i, data_format='channels_first', mode='torch')",
    "imagenet_utils.preprocess_input(i, mode='keras')",
    "imagenet_utils.preprocess_input(i, data_format='first')",
] + [
    f"keras.applications.{family}.preprocess_input(i)"
    for family in (
        "convnext", "densenet", "efficientnet", "efficientnet_v2", "inception_resnet_v2", "inception_v3", "mobilenet",
        "mobilenet_v2", "mobilenet_v3", "nasnet", "resnet", "resnet50", "resnet_v2", "vgg16", "vgg19", "xception",
    )
]
HELPERS = (
    [f"print(imagenet_utils.obtain_input_shape({arguments}))" for arguments in SHAPES]
    + [f"print(imagenet_utils.correct_pad(layers.Input({arguments}))" for arguments in PADS]
    + [f"print(imagenet_utils.validate_activation({arguments}))" for arguments in ACTIVATIONS]
    + [f"i = layers.Input((3, 3, 3))\nFunctional(i, {call}).summary()" for call in PREPROCESSING]
    + [
        "print(keras.backend.get_uid('a'), keras.backend.get_uid('a'), keras.backend.get_uid('b'))",
        "keras.backend.get_uid('conv2d')\n"
        "print(layers.Conv2D(1, 1).name, keras.backend.get_uid('conv2d'), layers.Conv2D(1, 1).name)",
        "print(backend.image_data_format(), backend.floatx(), backend.standardize_dtype('float32'))",
        "i = layers.Input((4,))\nprint(backend.is_keras_tensor(i), backend.is_keras_tensor(3), "
        "backend.is_keras_tensor(layers.Dense(1)(i)))",
        "i, j, k = [layers.Input((size,)) for size in (4, 5, 6)]\n"
        "x = layers.Concatenate()([j, layers.Dense(3)(i), j])\n"
        "print([t.shape for t in operation_utils.get_source_inputs(x)])\n"
        "print([t.shape for t in keras.utils.get_source_inputs(i)], operation_utils.get_source_inputs(3))",
        "model = Functional(layers.Input((4,), name='a'), layers.Input((4,), name='b'))",
        "i = layers.Input((4,))\nm = Functional(inputs=i, outputs=layers.Dense(2)(i), name='m')\n"
        "print(type(m).__name__, m.name, isinstance(m, keras.Model), isinstance(m, Functional), m.count_params())",
        "backend.set_image_data_format('channels_first')\ni = layers.Input((3, 8, 9))\n"
        "print(layers.Conv2D(4, 3)(i).shape, layers.MaxPooling2D()(i).shape, layers.Flatten()(i).shape, "
        "layers.ZeroPadding2D()(i).shape, layers.Conv2D(4, 3, data_format='channels_last')(i).shape, "
        "layers.GlobalAveragePooling2D()(i).shape, imagenet_utils.correct_pad(i, 3))",
        "with backend.name_scope('a/b'):\n    pass",
    ]
)

# The entries whose rows are kept.
WITH_ROWS = {"MobileNet(weights=None)", "MobileNetV2(weights=None)"}


def main():
    versions = {"keras": keras.__version__, "backend": keras.backend.backend()}
    helpers = [helper(source) for source in HELPERS]
    records = []
    for file, calls in CALLS.items():
        for call in calls:
            record = describe(file, call)
            records.append(record)
            print(file, call.splitlines()[-1], record.get("total", record.get("refused")), flush=True)
    with open(HERE / "builders.json", "w") as output:
        output.write('{"versions": ' + json.dumps(versions) + ',\n"builders": [\n')
        output.write(",\n".join(json.dumps(record) for record in records))
        output.write("\n],\n" + f'"helperImports": {json.dumps(HELPER_IMPORTS)},\n"helpers": [\n')
        output.write(",\n".join(json.dumps(record, ensure_ascii=False) for record in helpers))
        output.write("\n]}\n")


def helper(source):
    """What a script prints, or the class of the exception that ends it."""
    keras.utils.clear_session()
    keras.config.set_image_data_format("channels_last")
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(HELPER_IMPORTS + source, {"__name__": "__main__"})
    except Exception as error:
        return {"source": source, "raises": type(error).__name__}
    return {"source": source, "output": printed.getvalue()}


def describe(file, call):
    keras.utils.clear_session()
    keras.config.set_image_data_format("channels_last")
    lines = call if "model = " in call else f"model = {call}"
    record = {"file": file, "source": lines}
    names = {"__name__": "__main__"}
    try:
        exec(compile((FILES / f"{file}.py").read_text() + "\n" + lines + "\n", f"{file}.py", "exec"), names)
    except Exception as error:
        record["refused"] = type(error).__name__
        return record
    model = names["model"]
    rows = [row(layer) for layer in model.layers]
    weights = [f"{weight.path} {tuple(weight.shape)} {weight.trainable}" for weight in model.weights]
    count = lambda weights: sum(int(weight.shape.num_elements()) for weight in weights)
    record |= {
        "name": model.name,
        "total": model.count_params(),
        "trainable": count(model.trainable_weights),
        "nonTrainable": count(model.non_trainable_weights),
        "layers": len(rows),
        "rowHash": fnv(rows),
        "weightHash": fnv(sorted(weights)),
    }
    if call in WITH_ROWS:
        record["rows"] = rows
    return record


def row(layer):
    """The name, the class, the shape that the last call gave, and the number of parameters."""
    outputs = layer._inbound_nodes[-1].output_tensors
    shape = tuple(outputs[0].shape)
    return f"{layer.name} {type(layer).__name__} {shape} {layer.count_params()}"


def fnv(lines):
    """FNV-1a, 64 bits, over the lines, each with its line feed; in hexadecimal."""
    value = 0xCBF29CE484222325
    for byte in "".join(line + "\n" for line in lines).encode():
        value = (value ^ byte) * 0x100000001B3 % (1 << 64)
    return f"{value:016x}"


if __name__ == "__main__":
    main()
