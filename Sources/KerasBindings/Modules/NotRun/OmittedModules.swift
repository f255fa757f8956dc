// What scripts do around a model that Compbook does not: by the full name, what is said of it. All within a module is
// left out with it.

enum OmittedModules {
  static let all: [String: String] = {
    let lines = (python + packages + tensorFlow + keras).map { ($1, $0) }
    return Dictionary(
      lines.flatMap { names, reason in names.split(whereSeparator: \.isWhitespace).map { (String($0), reason) } },
      uniquingKeysWith: { first, _ in first })
  }()

  private typealias Table = [(reason: String, names: String)]

  private static let python: Table = [
    (
      "touches the computer",
      """
      asyncio atexit concurrent ctypes faulthandler gc getopt getpass importlib inspect locale multiprocessing platform
      psutil queue resource select shlex signal socket subprocess threading traceback unittest uuid weakref
      """
    ),
    (
      "works on files",
      """
      bz2 cPickle configparser csv fnmatch ftplib glob gzip io json marshal pathlib pickle pprint shelve shutil sqlite3
      stat tarfile tempfile tomllib xml zipfile zlib
      """
    ),
    ("tells the time", "calendar datetime time timeit zoneinfo"),
    ("draws random numbers", "random secrets"),
    ("writes a log", "logging"),
    ("uses the network", "http smtplib urllib urllib2"),
    ("reads the command line", "optparse"),
    (
      "works on texts and numbers",
      """
      array base64 binascii bisect cmath dataclasses decimal difflib enum fractions hashlib heapq numbers re statistics
      string struct textwrap
      """
    ),
  ]

  private static let packages: Table = [
    (
      "draws",
      """
      bokeh graphviz matplotlib plotly pydot pydot_ng pydotplus pylab seaborn tensorboard tkinter visualkeras
      """
    ),
    ("works on pictures", "PIL albumentations cv2 imageio imgaug mahotas skimage"),
    (
      "works on data",
      """
      dask librosa medmnist nltk numpy pandas polars pyspark scipy sklearn soundfile spacy tensorflow_datasets torchvision
      """
    ),
    (
      "works on files",
      "dill h5py hdf5storage joblib lmdb msgpack nibabel pydicom tables tifffile toml yaml"
    ),
    (
      "is for training",
      """
      comet_ml horovod hyperas hyperopt keras_tuner kerastuner lightgbm mlflow neptune optuna ray talos
      tensorflow_addons tensorflow_model_optimization wandb xgboost
      """
    ),
    ("writes a log", "loguru"),
    ("shows progress", "IPython colorama progressbar rich tabulate termcolor tqdm"),
    ("uses the network", "boto3 flask gdown google gradio kaggle requests streamlit urllib3 wget"),
    ("reads the command line", "absl click docopt fire"),
    (
      "computes elsewhere",
      "coremltools jax mxnet onnx onnxruntime tensorrt tf2onnx tflite_runtime theano torch"
    ),
  ]

  /// Parts of TensorFlow that no model is made of.
  private static let tensorFlow: Table = [
    ("reads data", inTensorFlow("data examples gfile io python_io queue FixedLenFeature TFRecordReader")),
    (
      "runs the graph",
      inTensorFlow(
        """
        ConfigProto GPUOptions GradientTape InteractiveSession RunMetadata RunOptions Session disable_eager_execution
        disable_v2_behavior enable_eager_execution enable_v2_behavior executing_eagerly get_default_graph
        get_default_session global_variables_initializer gradients graph_util initialize_all_variables
        local_variables_initializer profiler reset_default_graph
        """)
    ),
    ("trains", inTensorFlow("estimator feature_column losses metrics optimizers summary train")),
    (
      "sets up the computer",
      inTensorFlow(
        """
        autograph config debugging get_logger logging print Print sysconfig test tpu python.client python.eager
        python.framework python.platform python.tools python.training python.util
        """)
    ),
    ("draws random numbers", inTensorFlow("random random_normal random_uniform set_random_seed truncated_normal")),
    ("reads the command line", inTensorFlow("app flags")),
    ("writes files", inTensorFlow("lite saved_model contrib.lite")),
  ]

  /// The names in TensorFlow and in its first version's interface.
  private static func inTensorFlow(_ names: String) -> String {
    names.split(whereSeparator: \.isWhitespace)
      .map { "tensorflow.\($0) tensorflow.compat.v1.\($0)" }.joined(separator: " ")
  }

  /// Parts of Keras that no model is made of, besides the modules whose names `TrainingModules` lists.
  private static let keras: Table = [
    ("is for training", "keras.distillation keras.distribution keras.mixed_precision keras.objectives"),
    (
      "runs the graph",
      """
      keras.backend.batch_get_value keras.backend.batch_set_value keras.backend.eval keras.backend.function
      keras.backend.get_session keras.backend.get_value keras.backend.gradients
      keras.backend.manual_variable_initialization keras.backend.set_session keras.backend.set_value
      """
    ),
    ("works on files", "keras.export keras.models.load_model keras.models.save_model"),
    ("draws", "keras.visualization"),
    ("works on data", "keras.wrappers"),
  ]
}
