"""How fast Compbook predicts beside other engines: the same networks, interleaved in one run, two threads each, float32.

    python3 -m venv .build/peers && .build/peers/bin/pip install -r Tests/Benchmarks/requirements.txt
    swift build -c release
    .build/peers/bin/python Tests/Benchmarks/peers.py            # or only some: effnet:32 resnet50:1

Every engine is a process of its own, loaded beforehand, that measures for a moment whenever it is told to. In each round
each gets its turn. Printed are the medians of the rounds' medians in milliseconds, and how many times faster Compbook is
than each: the median, and in brackets the range, of the rounds' ratios.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SESSIONS = {
    "effnet": ROOT / "sessions" / "effnet.py",
    "mobilenetv2": HERE / "sessions" / "mobilenetv2.py",
    "resnet50": HERE / "sessions" / "resnet50.py",
}
CASES = ["effnet:1", "effnet:32", "effnet:128", "mobilenetv2:1", "resnet50:1"]


# Each engine's loader takes the network as a session and as an ONNX file, and gives a function that runs it once on the
# images and returns the result.


def keras_model(session):
    names = {"__name__": "__main__"}
    exec(compile(session.read_text(), session.name, "exec"), names)
    return names["model"]


def export(session, batch, path):
    import keras
    import numpy
    import tensorflow
    import tf2onnx

    keras.utils.set_random_seed(0)
    model = keras_model(session)
    # Statistics as after training, so that nothing is folded away because it is 0 or 1.
    random = numpy.random.default_rng(0)
    for layer in model._flatten_layers():
        if isinstance(layer, keras.layers.BatchNormalization):
            for weight in layer.weights:
                weight.assign(random.uniform(0.5, 1.5, weight.shape))
    shape = (batch, *model.inputs[0].shape[1:])
    function = tensorflow.function(lambda images: model(images, training=False))
    tf2onnx.convert.from_function(
        function, [tensorflow.TensorSpec(shape, name="images")], opset=17, output_path=str(path))
    numpy.save(path.with_suffix(".npy"), random.uniform(size=shape).astype("float32"))


def load_onnxruntime(session, network, images, threads):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    runner = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    binding = runner.io_binding()
    binding.bind_cpu_input(runner.get_inputs()[0].name, images)
    binding.bind_output(runner.get_outputs()[0].name)

    def run():
        runner.run_with_iobinding(binding)
        return binding.get_outputs()[0]

    return run, lambda result: result.numpy()


def load_openvino(session, network, images, threads):
    import openvino

    compiled = openvino.Core().compile_model(
        str(network), "CPU",
        {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"})
    request = compiled.create_infer_request()
    request.set_input_tensor(openvino.Tensor(images, shared_memory=True))

    def run():
        request.infer()
        return request

    return run, lambda request: request.get_output_tensor().data


def load_tensorflow(session, network, images, threads):
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    model = keras_model(session)
    function = tensorflow.function(lambda images: model(images, training=False)).get_concrete_function(
        tensorflow.TensorSpec(images.shape))
    tensor = tensorflow.constant(images)
    # Its weights are its own: nothing to compare.
    return lambda: function(tensor), None


def load_pytorch(session, network, images, threads):
    import onnx
    import onnx2torch
    import torch

    torch.set_num_threads(threads)
    module = onnx2torch.convert(onnx.load(network)).eval().to(memory_format=torch.channels_last)
    tensor = torch.from_numpy(images)

    def run():
        with torch.inference_mode():
            return module(tensor)

    return run, lambda result: result.numpy()


ENGINES = {
    "ONNX Runtime": load_onnxruntime,
    "OpenVINO": load_openvino,
    "TensorFlow": load_tensorflow,
    "PyTorch": load_pytorch,
}


def serve(engine, session, network, threads):
    """The process of an engine: for each line with a number of milliseconds, the median of the runs in that time."""
    import numpy

    # What sessions and libraries print is not for the reader of the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    images = numpy.load(pathlib.Path(network).with_suffix(".npy"))
    run, values = ENGINES[engine](pathlib.Path(session), network, images, threads)
    for _ in range(5):
        result = run()
    output = None if values is None else numpy.asarray(values(result)).ravel()[:10].tolist()
    print(json.dumps(output), file=answers, flush=True)
    for line in sys.stdin:
        end = time.perf_counter() + float(line) / 1000
        times = []
        while time.perf_counter() < end or len(times) < 5:
            start = time.perf_counter_ns()
            run()
            times.append((time.perf_counter_ns() - start) / 1e6)
        print(statistics.median(times), file=answers, flush=True)


class Peer:
    def __init__(self, engine, session, network, threads):
        command = [sys.executable, __file__, "--serve", engine, str(session), str(network), "--threads", str(threads)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{' '.join(self.process.args)} ended without an answer")
        return json.loads(line)

    def median(self, milliseconds):
        self.process.stdin.write(f"{milliseconds}\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self):
        self.process.kill()
        self.process.wait()


def our_report(program, session, batch, milliseconds):
    command = [program, "bench", session, "--batch", str(batch), "--time", str(milliseconds), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def agree(outputs):
    """Engines that got the same weights must give the same values."""
    reference = next(iter(outputs.values()))
    for engine, output in outputs.items():
        if max(abs(a - b) for a, b in zip(output, reference)) > 1e-4:
            sys.exit(f"{engine} computes something else: {output} instead of {reference}")


def measure(case, arguments, folder):
    name, batch = case.split(":")
    network = folder / f"{name}-{batch}.onnx"
    if not network.exists():
        command = [sys.executable, __file__, "--export", str(SESSIONS[name]), batch, str(network)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peers = {engine: Peer(engine, SESSIONS[name], network, arguments.threads) for engine in ENGINES}
    outputs = {engine: peer.answer() for engine, peer in peers.items()}
    agree({engine: output for engine, output in outputs.items() if output is not None})
    times = {engine: [] for engine in ["Compbook", *peers]}
    peaks, shares = [], []
    for _ in range(arguments.rounds):
        report = our_report(arguments.program, SESSIONS[name], batch, arguments.milliseconds)
        times["Compbook"].append(report["rows"][0]["median"])
        peaks.append(report["peak"])
        shares.append(report["rows"][0]["shareOfPeak"])
        for engine, peer in peers.items():
            times[engine].append(peer.median(arguments.milliseconds))
    for peer in peers.values():
        peer.end()
    tell(case, times, statistics.median(peaks), statistics.median(shares))


def tell(case, times, peak, share):
    ours = times["Compbook"]
    print(f"\n{case}: Compbook {statistics.median(ours):.3f} ms, {share:.0%} of a peak of {peak:.0f} GMAC/s")
    best = min(ratio(times[engine], ours)[0] for engine in ENGINES)
    for engine in ENGINES:
        middle, low, high = ratio(times[engine], ours)
        mark = "  the best peer" if middle == best else ""
        print(f"  {engine:<13} {statistics.median(times[engine]):9.3f} ms  {middle:6.2f} ({low:.2f} to {high:.2f}){mark}")
    sys.stdout.flush()


def ratio(theirs, ours):
    ratios = [their / our for their, our in zip(theirs, ours)]
    return statistics.median(ratios), min(ratios), max(ratios)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", default=CASES, metavar="NETWORK:BATCH", help=", ".join(CASES))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--milliseconds", type=float, default=300, help="of each engine in each round")
    parser.add_argument("--threads", type=int, default=2, help="of the peers; Compbook takes one for each processor")
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "compbook"))
    parser.add_argument("--folder", type=pathlib.Path, help="keeps the exported networks there for the next time")
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--export", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(*arguments.serve, arguments.threads)
    if arguments.export:
        session, batch, path = arguments.export
        return export(pathlib.Path(session), int(batch), pathlib.Path(path))
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for case in arguments.cases:
            measure(case, arguments, folder)


if __name__ == "__main__":
    main()
