// Keras' own names that Compbook lacks, so that it can say so instead of guessing at a misspelling.

import Language

enum KerasNames {
  /// Explains a name that a module of ours lacks and Keras' has.
  static func explanation(_ module: String, listedAs list: String? = nil) -> @Sendable (String) -> Fault? {
    let known = Set((names[list ?? module] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    return { name in known.contains(name) ? .notYet("\(module).\(name)") : nil }
  }

  /// By module, the names of Keras 3.15. Those that Compbook has may stand here too.
  private static let names = [
    "keras": """
    DTypePolicy FloatDTypePolicy Function Initializer InputSpec Loss Metric Operation Optimizer Quantizer Regularizer
    RematScope StatelessScope SymbolicScope Variable applications backend callbacks config constraints datasets device
    distillation distribution dtype_policies export legacy losses metrics mixed_precision name_scope ops optimizers
    preprocessing quantizers random remat saving tree utils version visualization wrappers
    """,
    "keras.ops": """
    adaptive_average_pool adaptive_max_pool affine_transform allclose angle append arctan2 argpartition array_split
    associative_scan average bartlett bincount binary_crossentropy bitwise_and bitwise_invert bitwise_left_shift
    bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman categorical_crossentropy cbrt cdist cholesky
    cholesky_inverse cond conj conjugate conv_transpose convert_to_numpy corrcoef correlate count_nonzero cross
    ctc_decode ctc_loss custom_gradient deg2rad det device_scope diag diagflat diagonal diff digitize divide_no_nan
    dot_product_attention dsplit dstack eig eigh elastic_transform empty empty_like erfc erfinv exp2 extract_sequences
    fabs fft fft2 fliplr flipud fmax fmin fmod fold fori_loop gaussian_blur gcd geomspace hamming hanning heaviside
    histogram hsplit hstack hsv_to_rgb hypot i0 ifft2 imag in_top_k inner inv irfft is_tensor isclose isin isneginf
    isposinf isreal istft jvp kaiser kron layer_normalization lcm ldexp left_shift linspace logaddexp logaddexp2 logdet
    logspace lstsq lu_factor map map_coordinates matrix_rank meshgrid multi_hot nan_to_num nanargmax nanargmin
    nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar
    nextafter nonzero outer percentile perspective_transform pinv polar psnr ptp qr quantile rad2deg real rearrange
    rfft rgb_to_grayscale rgb_to_hsv right_shift rms_normalization rot90 saturate_cast scale_and_translate scan scatter
    scatter_update searchsorted segment_max segment_min segment_prod segment_sum select separable_conv signbit sinc
    size slice_update slogdet sobel_edges solve solve_triangular sparse_categorical_crossentropy ssim stft svd switch
    take_along_axis trace trapezoid tri unfold unique unravel_index vander vdot vectorize vectorized_map view
    view_as_complex view_as_real vsplit vstack while_loop
    """,
    "keras.ops.image": """
    affine_transform crop_images elastic_transform extract_patches_3d gaussian_blur hsv_to_rgb map_coordinates
    pad_images perspective_transform rgb_to_grayscale rgb_to_hsv scale_and_translate sobel_edges ssim
    """,
    "keras.backend": """
    batch_get_value batch_set_value binary_crossentropy binary_focal_crossentropy categorical_crossentropy
    categorical_focal_crossentropy conv1d conv2d_transpose conv3d ctc_batch_cost ctc_decode
    ctc_label_dense_to_sparse eval foldl foldr function get_session get_value gradients in_top_k is_float_dtype
    is_int_dtype is_sparse local_conv1d local_conv2d manual_variable_initialization map_fn moving_average_update
    normalize_batch_in_training placeholder pool3d print_tensor random_bernoulli random_binomial random_normal
    random_normal_variable random_uniform random_uniform_variable resize_volumes result_type rnn separable_conv1d
    separable_conv2d set_session set_value sparse_categorical_crossentropy spatial_3d_padding standardize_dtype
    temporal_padding to_dense truncated_normal update update_add update_sub
    """,
    "keras.config": """
    disable_flash_attention disable_interactive_logging disable_traceback_filtering dtype_policy enable_flash_attention
    enable_interactive_logging enable_traceback_filtering enable_unsafe_deserialization is_flash_attention_enabled
    is_interactive_logging_enabled is_nnx_enabled is_traceback_filtering_enabled max_epochs max_steps_per_epoch
    set_backend set_dtype_policy set_max_epochs set_max_steps_per_epoch
    """,
    "keras.saving": "deserialize_keras_object get_registered_name get_registered_object serialize_keras_object",
    "keras.models": "clone_model load_model model_from_json save_model",
    "keras.initializers": "STFT STFTInitializer stft",
    "keras.layers": """
    ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D
    AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D AdditiveAttention AlphaDropout Attention AugMix
    AutoContrast Average AveragePooling1D AveragePooling3D AvgPool1D AvgPool3D Bidirectional CategoryEncoding
    CenterCrop ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2DTranspose Conv3D
    Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose Convolution2DTranspose
    Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D CutMix DepthwiseConv1D Discretization Dot ELU
    EinsumDense Embedding Equalization FlaxLayer GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D
    GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool3D GlobalMaxPooling1D
    GlobalMaxPooling3D GroupNormalization GroupQueryAttention HashedCrossing Hashing InputSpec IntegerLookup JaxLayer
    LSTM LSTMCell Lambda LayerNormalization Masking MaxNumBoundingBoxes MaxPool1D MaxPool3D MaxPooling1D MaxPooling3D
    Maximum MelSpectrogram Minimum MixUp MultiHeadAttention Multiply Normalization PReLU Permute Pipeline
    RMSNormalization RNN RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast
    RandomCrop RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHue
    RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear
    RandomTranslation RandomZoom RepeatVector Rescaling Resizing ReversibleEmbedding STFTSpectrogram SeparableConv1D
    SeparableConvolution1D SimpleRNN SimpleRNNCell Solarization SpatialDropout1D SpatialDropout2D SpatialDropout3D
    SpectralNormalization StackedRNNCells StringLookup Subtract TFSMLayer TextVectorization TimeDistributed
    TorchModuleWrapper UnitNormalization UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding1D ZeroPadding3D
    average deserialize dot maximum minimum multiply serialize subtract
    """,
  ]
}
