"""Writes builders.json from Keras itself: what each builder of keras/src/applications makes.

Needs requirements.txt: python builders.py. Each entry is a file of that folder with a few lines appended, run as a script, as a
session would have it: the counts, the number of layers, and the FNV-1a hashes of a line for each layer and each weight. The
lines themselves are kept where `rows` is there. Nothing of the files' text is kept.
"""

import json
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

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

# The entries whose rows are kept.
WITH_ROWS = {"MobileNet(weights=None)", "MobileNetV2(weights=None)"}


def main():
    versions = {"keras": keras.__version__, "backend": keras.backend.backend()}
    records = []
    for file, calls in CALLS.items():
        for call in calls:
            record = describe(file, call)
            records.append(record)
            print(file, call.splitlines()[-1], record.get("total", record.get("refused")), flush=True)
    with open(HERE / "builders.json", "w") as output:
        output.write('{"versions": ' + json.dumps(versions) + ',\n"builders": [\n')
        output.write(",\n".join(json.dumps(record) for record in records))
        output.write("\n]}\n")


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
