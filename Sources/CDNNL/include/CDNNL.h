// oneDNN as plain functions on types of ours, the same for its versions 2 and 3.
//
// Every function that can fail returns a status and leaves its result untouched unless it succeeds. All tensors are float32.
// Dimensions are in oneDNN's order (batch, channels, spatial); where they lie in memory is the strides' matter.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum cdnnl_status {
  CDNNL_SUCCESS,
  CDNNL_OUT_OF_MEMORY,
  CDNNL_INVALID_ARGUMENTS,
  CDNNL_UNIMPLEMENTED,
  CDNNL_RUNTIME_ERROR,
} cdnnl_status;

/// The status in words.
const char *_Nonnull cdnnl_status_text(cdnnl_status status);

// Memory.

/// Uninitialised memory at a multiple of a cache line, or null. `cdnnl_free` takes it back.
void *_Nullable cdnnl_allocate(size_t bytes);
void cdnnl_free(void *_Nullable memory);

/// Prepares memory that the calling thread will allocate soon, some megabytes at most. The system takes longer to hand out a
/// page that is new to the process than a small layer takes to fill it.
void cdnnl_reserve(size_t bytes);

// Handles. Each has one owner, which destroys it.

/// A CPU engine with its stream and its scratch memory: of one user at a time, on any thread.
typedef struct cdnnl_engine cdnnl_engine;
cdnnl_status cdnnl_engine_create(cdnnl_engine *_Nullable *_Nonnull result);
/// Another user of the same engine, with a stream and scratch memory of its own. The first must outlive it.
cdnnl_status cdnnl_engine_share(const cdnnl_engine *_Nonnull engine, cdnnl_engine *_Nullable *_Nonnull result);
void cdnnl_engine_destroy(cdnnl_engine *_Nonnull engine);

/// How many threads the library would use; 1 where it was built without OpenMP.
int cdnnl_processors(void);

/// Lets primitives that the calling thread makes and executes from now on use at most so many threads; all processors for 0.
/// A primitive must be executed with the number that it was made with. Does nothing where oneDNN was built without OpenMP.
void cdnnl_limit_threads(int count);
/// How many that are.
int cdnnl_threads(void);

/// Calls the body for each part and returns when all are done, on the library's own threads, which are awake for a while
/// after their last work. One part after another where oneDNN was built without OpenMP.
typedef void (*cdnnl_part)(const void *_Nonnull context, int part);
void cdnnl_in_parallel(int parts, cdnnl_part _Nonnull body, const void *_Nonnull context);

/// Sizes, and where their elements lie.
typedef struct cdnnl_layout cdnnl_layout;
/// Strides are in elements, those of a dimension of size 1 included. Null strides leave the layout to the primitive.
cdnnl_status cdnnl_layout_create(
    int rank, const int64_t *_Nonnull dimensions, const int64_t *_Nullable strides,
    cdnnl_layout *_Nullable *_Nonnull result);
void cdnnl_layout_destroy(cdnnl_layout *_Nonnull layout);
size_t cdnnl_layout_size(const cdnnl_layout *_Nonnull layout);

/// A view of memory that somebody else owns and keeps alive.
typedef struct cdnnl_memory cdnnl_memory;
cdnnl_status cdnnl_memory_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull layout, void *_Nonnull data,
    cdnnl_memory *_Nullable *_Nonnull result);
void cdnnl_memory_destroy(cdnnl_memory *_Nonnull memory);

// Primitives.

typedef struct cdnnl_primitive cdnnl_primitive;
void cdnnl_primitive_destroy(cdnnl_primitive *_Nonnull primitive);

typedef enum cdnnl_argument {
  CDNNL_SOURCE,
  CDNNL_SECOND_SOURCE,
  CDNNL_WEIGHTS,
  CDNNL_BIAS,
  CDNNL_MEAN,
  CDNNL_VARIANCE,
  CDNNL_SCALE,
  CDNNL_SHIFT,
  CDNNL_DESTINATION,
  /// The first of a concatenation's sources; the others follow by number.
  CDNNL_MULTIPLE_SOURCE = 64,
} cdnnl_argument;

enum { CDNNL_MAXIMUM_ARGUMENTS = 8 };

/// The layout that the primitive takes or gives: where null strides left it open, what it chose.
cdnnl_status cdnnl_primitive_layout(
    const cdnnl_primitive *_Nonnull primitive, cdnnl_argument argument, cdnnl_layout *_Nullable *_Nonnull result);

/// The bytes of scratch memory that running the primitive takes.
size_t cdnnl_primitive_scratch_size(const cdnnl_primitive *_Nonnull primitive);

/// Runs a primitive to its end. At most `CDNNL_MAXIMUM_ARGUMENTS` arguments, or as many sources as it was made with and one.
cdnnl_status cdnnl_execute(
    cdnnl_engine *_Nonnull engine, const cdnnl_primitive *_Nonnull primitive, int count,
    const cdnnl_argument *_Nonnull arguments, const cdnnl_memory *_Nonnull const *_Nonnull memories);

// Programs.

/// Primitives with their arguments, to be run one after another with little between them. The primitives and memories that
/// are appended must outlive it.
typedef struct cdnnl_program cdnnl_program;
cdnnl_status cdnnl_program_create(cdnnl_program *_Nullable *_Nonnull result);
void cdnnl_program_destroy(cdnnl_program *_Nonnull program);

cdnnl_status cdnnl_program_append(
    cdnnl_program *_Nonnull program, const cdnnl_primitive *_Nonnull primitive, int count,
    const cdnnl_argument *_Nonnull arguments, const cdnnl_memory *_Nonnull const *_Nonnull memories);

/// A command that is a function of the caller's. Its context must outlive the program too.
typedef void (*cdnnl_function)(const void *_Nonnull context);
cdnnl_status cdnnl_program_append_call(
    cdnnl_program *_Nonnull program, cdnnl_function _Nonnull function, const void *_Nonnull context);

/// Runs all of it to its end.
cdnnl_status cdnnl_program_run(cdnnl_engine *_Nonnull engine, const cdnnl_program *_Nonnull program);

// Chains of windows.

enum {
  CDNNL_LEAST_CHANNELS = 16,
  CDNNL_MAXIMUM_LINKS = 8,
  CDNNL_MAXIMUM_KERNEL_ROWS = 16,
  /// Of a mixing. Of more channels than an image has, the library's kernels make more.
  CDNNL_MAXIMUM_INPUTS = 4,
};

/// How a window slides along one axis of an image. What it meets before and after the image is left out.
typedef struct cdnnl_slide {
  /// Of the image.
  int size;
  /// Of the window.
  int kernel;
  int stride;
  /// How far before the image the window begins.
  int before;
  /// The result's size.
  int places;
} cdnnl_slide;

typedef enum cdnnl_link_kind {
  /// The largest value of each channel.
  CDNNL_MAXIMUM_OF_WINDOW,
  /// Each channel's values times a kernel of its own, and a bias.
  CDNNL_PRODUCT,
  /// Windows of one pixel, of which each channel is a sum over all channels, and a bias. Only the first of a chain.
  CDNNL_MIXING,
} cdnnl_link_kind;

/// One of a chain. Sums become `max(x, slope x)`; the result is kept within bounds.
typedef struct cdnnl_link {
  cdnnl_link_kind kind;
  /// The source's channels, of a mixing.
  int inputs;
  cdnnl_slide rows;
  cdnnl_slide columns;
  /// At most 1.
  float slope;
  float least;
  float greatest;
} cdnnl_link;

/// Windows that slide one over another's result, from images (height, width, channels) to such images. There is a limit to
/// the number of links and to the rows of their windows, and a least number of channels.
typedef struct cdnnl_chain {
  int images;
  /// After a mixing, if there is one.
  int channels;
  /// How many threads work at it.
  int parts;
  int count;
  const cdnnl_link *_Nonnull links;
} cdnnl_chain;

/// The number of values that running takes besides the images.
size_t cdnnl_chain_scratch(const cdnnl_chain *_Nonnull chain);

/// `places` are where these begin: the images; of each product its kernel (height, width, channels) and its bias, of a mixing
/// likewise (inputs, channels); the values of its own; and the result.
void cdnnl_chain_run(const cdnnl_chain *_Nonnull chain, float *_Nonnull const *_Nonnull places);

// Elementwise functions and windows.

typedef enum cdnnl_eltwise_kind {
  CDNNL_RELU,         // x > 0 ? x : alpha x
  CDNNL_CLIP,         // min(max(x, alpha), beta)
  CDNNL_LINEAR,       // alpha x + beta
  CDNNL_TANH,         //
  CDNNL_LOGISTIC,     // 1 / (1 + exp(-x))
  CDNNL_ELU,          // x > 0 ? x : alpha (exp(x) - 1)
  CDNNL_EXP,          //
  CDNNL_SOFT_RELU,    // log(1 + exp(x))
  CDNNL_SWISH,        // x / (1 + exp(-alpha x))
  CDNNL_GELU_ERF,     // x / 2 (1 + erf(x / sqrt 2))
  CDNNL_GELU_TANH,    // the same by tanh
  CDNNL_MISH,         // x tanh(log(1 + exp(x)))
  CDNNL_HARD_SWISH,   // x min(max(x / 6 + 1/2, 0), 1)
  CDNNL_ABS,          //
  CDNNL_SQUARE,       //
  CDNNL_SQUARE_ROOT,  //
} cdnnl_eltwise_kind;

typedef struct cdnnl_eltwise {
  cdnnl_eltwise_kind kind;
  float alpha;
  float beta;
} cdnnl_eltwise;

/// What a primitive does to its result before it writes it.
typedef struct cdnnl_post_operation {
  /// Adds what the destination holds; then there is no function.
  bool adds_destination;
  cdnnl_eltwise function;
} cdnnl_post_operation;

/// In order.
typedef struct cdnnl_post_operations {
  int count;
  const cdnnl_post_operation *_Nullable list;
} cdnnl_post_operations;

/// One window for every spatial axis. `dilation` is 1 where the window has no holes.
typedef struct cdnnl_window {
  const int64_t *_Nonnull strides;
  const int64_t *_Nonnull dilation;
  const int64_t *_Nonnull padding_before;
  const int64_t *_Nonnull padding_after;
} cdnnl_window;

/// With groups, the weights have a leading dimension of groups. Of rank 3, 4 or 5.
cdnnl_status cdnnl_convolution_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull source, const cdnnl_layout *_Nonnull weights,
    const cdnnl_layout *_Nullable bias, const cdnnl_layout *_Nonnull destination, cdnnl_window window,
    cdnnl_post_operations post, cdnnl_primitive *_Nullable *_Nonnull result);

/// A convolution's gradient: the window slides over the destination. Weights are (destination's channels, source's channels,
/// spatial).
cdnnl_status cdnnl_deconvolution_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull source, const cdnnl_layout *_Nonnull weights,
    const cdnnl_layout *_Nullable bias, const cdnnl_layout *_Nonnull destination, cdnnl_window window,
    cdnnl_primitive *_Nullable *_Nonnull result);

/// Weights are (outputs, inputs…), the source (batch, inputs…).
cdnnl_status cdnnl_inner_product_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull source, const cdnnl_layout *_Nonnull weights,
    const cdnnl_layout *_Nullable bias, const cdnnl_layout *_Nonnull destination, cdnnl_post_operations post,
    cdnnl_primitive *_Nullable *_Nonnull result);

/// Matrices (batch, rows, inner) by (batch, inner, columns). The left is the primitive's source, the right its weights; a batch
/// of 1 is repeated.
cdnnl_status cdnnl_matrix_product_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull left, const cdnnl_layout *_Nonnull right,
    const cdnnl_layout *_Nonnull destination, cdnnl_primitive *_Nullable *_Nonnull result);

typedef enum cdnnl_pooling_kind { CDNNL_POOLING_MAXIMUM, CDNNL_POOLING_AVERAGE_WITHOUT_PADDING } cdnnl_pooling_kind;

cdnnl_status cdnnl_pooling_create(
    const cdnnl_engine *_Nonnull engine, cdnnl_pooling_kind kind, const cdnnl_layout *_Nonnull source,
    const cdnnl_layout *_Nonnull destination, const int64_t *_Nonnull kernel, cdnnl_window window,
    cdnnl_primitive *_Nullable *_Nonnull result);

/// With the given mean and variance: inference. Source and destination share a layout.
cdnnl_status cdnnl_batch_normalization_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull data, float epsilon, bool scale, bool shift,
    cdnnl_primitive *_Nullable *_Nonnull result);

/// Along the last dimension, by its own mean and variance. Source and destination share a layout.
cdnnl_status cdnnl_layer_normalization_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull data, float epsilon, bool scale, bool shift,
    cdnnl_primitive *_Nullable *_Nonnull result);

/// Source and destination share a layout, and may be the same memory.
cdnnl_status cdnnl_eltwise_create(
    const cdnnl_engine *_Nonnull engine, cdnnl_eltwise function, const cdnnl_layout *_Nonnull data,
    cdnnl_primitive *_Nullable *_Nonnull result);

/// Along one axis; the logarithm of it if asked. Source and destination share a layout.
cdnnl_status cdnnl_softmax_create(
    const cdnnl_engine *_Nonnull engine, bool logarithm, const cdnnl_layout *_Nonnull data, int axis,
    cdnnl_primitive *_Nullable *_Nonnull result);

typedef enum cdnnl_binary_kind {
  CDNNL_ADD,
  CDNNL_SUBTRACT,
  CDNNL_MULTIPLY,
  CDNNL_DIVIDE,
  CDNNL_MAXIMUM,
  CDNNL_MINIMUM,
  CDNNL_GREATER,  // 1 where left > right, else 0
} cdnnl_binary_kind;

/// The right operand's dimensions of size 1 are repeated. Left operand and destination may be the same memory.
cdnnl_status cdnnl_binary_create(
    const cdnnl_engine *_Nonnull engine, cdnnl_binary_kind kind, const cdnnl_layout *_Nonnull left,
    const cdnnl_layout *_Nonnull right, const cdnnl_layout *_Nonnull destination,
    cdnnl_primitive *_Nullable *_Nonnull result);

cdnnl_status cdnnl_concatenation_create(
    const cdnnl_engine *_Nonnull engine, int count, const cdnnl_layout *_Nonnull const *_Nonnull sources, int axis,
    const cdnnl_layout *_Nonnull destination, cdnnl_primitive *_Nullable *_Nonnull result);

/// Copies from one layout to another of the same dimensions.
cdnnl_status cdnnl_reorder_create(
    const cdnnl_engine *_Nonnull engine, const cdnnl_layout *_Nonnull source, const cdnnl_layout *_Nonnull destination,
    cdnnl_primitive *_Nullable *_Nonnull result);
