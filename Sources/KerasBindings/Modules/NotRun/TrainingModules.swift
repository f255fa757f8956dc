// The modules of Keras that are about data and training. Their names are known, so that a misspelt one is an error;
// what is made of them is not run.

import Language

enum TrainingModules {
  static let modules: [HostModule] = tables.map { module, reason, names in
    HostModule(module) { members(names, of: module, because: reason) }
  }

  /// Names that are never run as members of a module.
  static func members(
    _ names: String, of module: String, because reason: String
  ) -> [(name: String, member: HostMember)] {
    names.split(whereSeparator: \.isWhitespace).map { name in
      (String(name), DataFunctions.members[String(name)] ?? .omitted("\(module).\(name)", because: reason))
    }
  }

  /// `keras.utils`, as far as it is about data, files and pictures.
  static let utilities = members(
    """
    FeatureSpace GeneratorEnqueuer HDF5Matrix OrderedEnqueuer Progbar PyDataset Sequence SequenceEnqueuer array_to_img
    audio_dataset_from_directory clear_session disable_interactive_logging enable_interactive_logging get_file
    image_dataset_from_directory img_to_array is_interactive_logging_enabled load_img model_to_dot multi_gpu_model
    normalize pack_x_y_sample_weight pad_sequences plot_model print_summary save_img set_random_seed split_dataset
    text_dataset_from_directory timeseries_dataset_from_array to_categorical unpack_x_y_sample_weight
    """, of: "keras.utils", because: "is for data and training")

  private static let tables: [(module: String, reason: String, names: String)] = [
    (
      "keras.optimizers", "trains",
      """
      Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer MultiOptimizer Muon Nadam Optimizer
      RMSprop SGD ScheduleFreeAdamW TFOptimizer adadelta adagrad adam adamax deserialize get nadam rmsprop serialize sgd
      """
    ),
    ("keras.optimizers.legacy", "trains", "Adadelta Adagrad Adam Adamax Ftrl Nadam Optimizer RMSprop SGD"),
    (
      "keras.optimizers.schedules", "is for training",
      """
      CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay LearningRateSchedule PiecewiseConstantDecay
      PolynomialDecay deserialize serialize
      """
    ),
    ("keras.optimizers.adam_v2", "trains", "Adam"), ("keras.optimizers.gradient_descent_v2", "trains", "SGD"),
    ("keras.losses", "is for training", losses + " " + lossClasses),
    ("keras.metrics", "measures on data", losses + " " + metrics),
    (
      "keras.callbacks", "is for training",
      """
      BackupAndRestore BaseLogger CSVLogger Callback CallbackList EarlyStopping History LambdaCallback
      LearningRateScheduler ModelCheckpoint OrbaxCheckpoint ProgbarLogger ReduceLROnPlateau RemoteMonitor SwapEMAWeights
      TensorBoard TerminateOnNaN
      """
    ),
    ("keras.callbacks.callbacks", "is for training", "Callback EarlyStopping ModelCheckpoint ReduceLROnPlateau"),
    (
      "keras.preprocessing", "works on data",
      "image_dataset_from_directory text_dataset_from_directory timeseries_dataset_from_array"
    ),
    (
      "keras.preprocessing.image", "works on data",
      """
      DirectoryIterator ImageDataGenerator Iterator NumpyArrayIterator apply_affine_transform apply_brightness_shift
      apply_channel_shift array_to_img flip_axis img_to_array list_pictures load_img random_brightness
      random_channel_shift random_rotation random_shear random_shift random_zoom save_img smart_resize
      """
    ),
    (
      "keras.preprocessing.sequence", "works on data", "TimeseriesGenerator make_sampling_table pad_sequences skipgrams"
    ),
    (
      "keras.preprocessing.text", "works on data",
      "Tokenizer hashing_trick one_hot text_to_word_sequence tokenizer_from_json"
    ),
    ("keras.utils.data_utils", "works on data", "GeneratorEnqueuer OrderedEnqueuer Sequence get_file"),
    ("keras.utils.np_utils", "works on data", "normalize to_categorical"),
    ("keras.utils.io_utils", "works on files", "HDF5Matrix ask_to_proceed_with_overwrite"),
    ("keras.utils.training_utils", "is for training", "multi_gpu_model"),
    ("keras.utils.vis_utils", "draws", "model_to_dot plot_model"),
    ("keras.utils.visualize_util", "draws", "model_to_dot plot"),
  ]

  private static let losses = """
    KLD MAE MAPE MSE MSLE binary_crossentropy binary_focal_crossentropy categorical_crossentropy
    categorical_focal_crossentropy categorical_generalized_cross_entropy categorical_hinge circle cosine_proximity
    cosine_similarity ctc deserialize dice get hinge huber kl_divergence kld kullback_leibler_divergence log_cosh logcosh
    mae mape mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error mse
    msle poisson serialize sparse_categorical_crossentropy squared_hinge tversky
    """

  private static let lossClasses = """
    BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy CategoricalFocalCrossentropy
    CategoricalGeneralizedCrossEntropy CategoricalHinge Circle CosineSimilarity Dice Hinge Huber KLDivergence LogCosh
    Loss MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson Reduction
    SparseCategoricalCrossentropy SquaredHinge Tversky
    """

  private static let metrics = """
    AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy CategoricalHinge
    ConcordanceCorrelation CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence
    LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanSquaredError
    MeanSquaredLogarithmicError Metric OneHotIoU OneHotMeanIoU PearsonCorrelation Poisson Precision PrecisionAtRecall
    R2Score Recall RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy
    SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum
    TopKCategoricalAccuracy TrueNegatives TruePositives binary_accuracy categorical_accuracy concordance_correlation
    pearson_correlation sparse_categorical_accuracy sparse_top_k_categorical_accuracy top_k_categorical_accuracy
    """
}
