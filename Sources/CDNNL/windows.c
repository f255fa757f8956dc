// Chains of windows that treat each channel by itself, depthwise convolutions and poolings, one upon another; before them
// may be a mixing of few channels. All of a chain is done in one walk down the image, so that what lies between its links is
// a few rows that never leave the first cache.
#include <math.h>
#include <string.h>

#include "internal.h"

// The compiler makes a copy for each kind of processor, and the loader takes the one that fits.
#if defined(__x86_64__) && defined(__ELF__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define INLINE static inline __attribute__((always_inline))

// Channels side by side, and neighbouring places that share what is read of a kernel.
enum { lanes = CDNNL_LEAST_CHANNELS, together = 4 };

typedef float values __attribute__((vector_size(lanes * sizeof(float)), aligned(sizeof(float))));
typedef int bits __attribute__((vector_size(lanes * sizeof(float))));

#define AT(place) (*(const values *)(place))
#define CHOOSE(condition, yes, no) ((values)(((condition) & (bits)(yes)) | (~(condition) & (bits)(no))))

INLINE void spread(float value, values *result) {
  for (int lane = 0; lane < lanes; lane++) (*result)[lane] = value;
}

// What is the same at all places of a row.
typedef struct constants {
  values start, slope, least, greatest;
} constants;

// What the compiler gets to know of a link, to make a loop of its own for it.
typedef struct shape {
  int rows, columns, stride;
  bool is_product, is_bounded;
} shape;

INLINE void finish(values *value, const bool is_scaled, const bool is_bounded, const constants *constants) {
  if (is_scaled) {
    const values scaled = *value * constants->slope;
    *value = CHOOSE(*value > scaled, *value, scaled);
  }
  if (is_bounded) {
    *value = CHOOSE(*value < constants->least, constants->least, *value);
    *value = CHOOSE(*value > constants->greatest, constants->greatest, *value);
  }
}

INLINE void prepare(const cdnnl_link *link, constants *constants) {
  spread(-INFINITY, &constants->start);
  spread(link->slope, &constants->slope);
  spread(link->least, &constants->least);
  spread(link->greatest, &constants->greatest);
}

// The link's values at `count` neighbouring places. The source's rows begin at the first of them.
INLINE void slide(
    const float *const *source, ptrdiff_t offset, const float *kernel, ptrdiff_t kernel_row, ptrdiff_t channels,
    const shape shape, const int count, const constants *constants, float *destination) {
  const ptrdiff_t pitch = shape.stride * channels;
  values results[together];
  for (int index = 0; index < count; index++) results[index] = constants->start;
  for (int row = 0; row < shape.rows; row++) {
    for (int column = 0; column < shape.columns; column++) {
      const float *place = source[row] + offset + column * channels;
      const values weight = shape.is_product ? AT(kernel + row * kernel_row + column * channels) : constants->start;
      for (int index = 0; index < count; index++) {
        const values value = AT(place + index * pitch);
        if (shape.is_product) {
          results[index] += value * weight;
        } else {
          results[index] = CHOOSE(value > results[index], value, results[index]);
        }
      }
    }
  }
  for (int index = 0; index < count; index++) {
    finish(&results[index], shape.is_product, shape.is_bounded, constants);
    *(values *)(destination + index * channels) = results[index];
  }
}

// One row of a link's result, of as many rows of its source as touch the image.
INLINE void slide_along(
    const cdnnl_link *link, const float *const *source, const float *kernel, const float *bias, ptrdiff_t channels,
    const shape whole, float *destination) {
  const int size = link->columns.size, before = link->columns.before, places = link->columns.places;
  const ptrdiff_t kernel_row = whole.columns * channels, pitch = whole.stride * channels;
  // From the one to the other, the window is within the image.
  int from = (before + whole.stride - 1) / whole.stride;
  int to = size + before < whole.columns ? 0 : (size + before - whole.columns) / whole.stride + 1;
  if (to > places) to = places;
  if (to - from < together) from = to = 0;
  constants constants;
  prepare(link, &constants);
  for (ptrdiff_t channel = 0; channel < channels; channel += lanes) {
    // The last ones overlap those before them, if they must.
    if (channel > channels - lanes) channel = channels - lanes;
    if (whole.is_product) constants.start = AT(bias + channel);
    for (int place = from > 0 ? 0 : to; place < places; place = place + 1 == from ? to : place + 1) {
      const int start = place * whole.stride - before;
      const int first = start < 0 ? -start : 0;
      shape part = whole;
      part.columns = (size - start < whole.columns ? size - start : whole.columns) - first;
      slide(
          source, (start + first) * channels + channel, kernel + first * channels + channel, kernel_row, channels, part,
          1, &constants, destination + place * channels + channel);
    }
    ptrdiff_t offset = (from * whole.stride - before) * channels + channel;
    float *result = destination + from * channels + channel;
    for (int left = to - from; left > 0; left -= together) {
      if (left < together) {
        offset -= (together - left) * pitch;
        result -= (together - left) * channels;
      }
      slide(source, offset, kernel + channel, kernel_row, channels, whole, together, &constants, result);
      offset += together * pitch;
      result += together * channels;
    }
  }
}

// A row of a mixing: each channel is a sum over all of the source's channels.
INLINE void mix_along(
    const cdnnl_link *link, const float *source, const float *kernel, const float *bias, ptrdiff_t channels,
    const int inputs, const bool is_bounded, float *destination) {
  constants constants;
  prepare(link, &constants);
  const ptrdiff_t pitch = (ptrdiff_t)link->columns.stride * inputs;
  for (ptrdiff_t channel = 0; channel < channels; channel += lanes) {
    if (channel > channels - lanes) channel = channels - lanes;
    const values start = AT(bias + channel);
    values weights[CDNNL_MAXIMUM_INPUTS];
    for (int input = 0; input < inputs; input++) weights[input] = AT(kernel + input * channels + channel);
    for (int place = 0; place < link->columns.places; place++) {
      values result = start;
      for (int input = 0; input < inputs; input++) result += source[place * pitch + input] * weights[input];
      finish(&result, true, is_bounded, &constants);
      *(values *)(destination + place * channels + channel) = result;
    }
  }
}

FOR_EACH_PROCESSOR
static void make_row(
    const cdnnl_link *link, const float *const *source, int rows, const float *kernel, const float *bias, int channels,
    float *destination) {
  const bool is_bounded = link->least != -INFINITY || link->greatest != INFINITY;
  if (link->kind == CDNNL_MIXING) {
    if (link->inputs == 3 && !is_bounded)
      return mix_along(link, source[0], kernel, bias, channels, 3, false, destination);
    return mix_along(link, source[0], kernel, bias, channels, link->inputs, is_bounded, destination);
  }
  const bool is_product = link->kind == CDNNL_PRODUCT;
  const int columns = link->columns.kernel, stride = link->columns.stride;
  // Frequent windows get loops of their own.
#define FREQUENT(R, C, S, PRODUCT)                                                                                  \
  if (rows == R && columns == C && stride == S && is_product == PRODUCT && !is_bounded)                             \
    return slide_along(link, source, kernel, bias, channels, (shape){R, C, S, PRODUCT, false}, destination);
  FREQUENT(1, 3, 1, true)
  FREQUENT(3, 1, 1, true)
  FREQUENT(3, 3, 1, true)
  FREQUENT(1, 2, 2, false)
  FREQUENT(2, 2, 2, false)
#undef FREQUENT
  const shape shape = {rows, columns, stride, is_product, is_bounded};
  slide_along(link, source, kernel, bias, channels, shape, destination);
}

// A walk down an image. Between a link and the next lie as many rows as the next one's window has.
typedef struct walk {
  const cdnnl_chain *chain;
  const float *source;
  float *destination;
  struct {
    const float *kernel;
    const float *bias;
    float *rows;
    // The first row that has not been made.
    int next;
  } links[CDNNL_MAXIMUM_LINKS];
} walk;

static size_t row_size(const cdnnl_chain *chain, int link) {
  return (size_t)chain->links[link].columns.places * (size_t)chain->channels;
}

static size_t source_row_size(const cdnnl_chain *chain, int link) {
  const bool is_mixing = chain->links[link].kind == CDNNL_MIXING;
  return (size_t)chain->links[link].columns.size * (size_t)(is_mixing ? chain->links[link].inputs : chain->channels);
}

static void make(walk *walk, int index, int row) {
  const cdnnl_chain *chain = walk->chain;
  const cdnnl_link *link = &chain->links[index];
  const int start = row * link->rows.stride - link->rows.before, kernel = link->rows.kernel;
  const int first = start < 0 ? 0 : start;
  const int end = link->rows.size - start < kernel ? link->rows.size : start + kernel;
  if (index > 0) {
    int *next = &walk->links[index - 1].next;
    for (int needed = *next > first ? *next : first; needed < end; needed++) make(walk, index - 1, needed);
    if (end > *next) *next = end;
  }
  const size_t size = source_row_size(chain, index);
  const float *rows[CDNNL_MAXIMUM_KERNEL_ROWS];
  for (int source = first; source < end; source++) {
    rows[source - first] = index > 0 ? walk->links[index - 1].rows + (size_t)(source % kernel) * size
                                     : walk->source + (size_t)source * size;
  }
  float *destination = walk->destination + (size_t)row * row_size(chain, index);
  if (index + 1 < chain->count) {
    destination =
        walk->links[index].rows + (size_t)(row % chain->links[index + 1].rows.kernel) * row_size(chain, index);
  }
  const float *weights = walk->links[index].kernel;
  if (weights) weights += (ptrdiff_t)(first - start) * link->columns.kernel * chain->channels;
  make_row(link, rows, end > first ? end - first : 0, weights, walk->links[index].bias, chain->channels, destination);
}

static size_t part_scratch(const cdnnl_chain *chain) {
  size_t count = 0;
  for (int link = 0; link + 1 < chain->count; link++) {
    count += row_size(chain, link) * (size_t)chain->links[link + 1].rows.kernel;
  }
  return count;
}

size_t cdnnl_chain_scratch(const cdnnl_chain *chain) { return part_scratch(chain) * (size_t)chain->parts; }

// A part of the rows of all images.
typedef struct work {
  const cdnnl_chain *chain;
  float *const *places;
} work;

static void run_part(const void *context, int part) {
  const work *work = context;
  const cdnnl_chain *chain = work->chain;
  walk walk = {.chain = chain};
  int place = 1;
  for (int link = 0; link < chain->count; link++) {
    if (chain->links[link].kind == CDNNL_MAXIMUM_OF_WINDOW) continue;
    walk.links[link].kernel = work->places[place++];
    walk.links[link].bias = work->places[place++];
  }
  float *scratch = work->places[place] + (size_t)part * part_scratch(chain);
  for (int link = 0; link + 1 < chain->count; link++) {
    walk.links[link].rows = scratch;
    scratch += row_size(chain, link) * (size_t)chain->links[link + 1].rows.kernel;
  }
  const size_t source_size = (size_t)chain->links[0].rows.size * source_row_size(chain, 0);
  const int rows = chain->links[chain->count - 1].rows.places;
  const size_t destination_size = (size_t)rows * row_size(chain, chain->count - 1);
  const int64_t all = (int64_t)chain->images * rows;
  const int64_t from = all * part / chain->parts, to = all * (part + 1) / chain->parts;
  for (int64_t row = from; row < to; row++) {
    const int64_t image = row / rows;
    if (row == from || row % rows == 0) {
      for (int link = 0; link < chain->count; link++) walk.links[link].next = 0;
      walk.source = work->places[0] + (size_t)image * source_size;
      walk.destination = work->places[place + 1] + (size_t)image * destination_size;
    }
    make(&walk, chain->count - 1, (int)(row % rows));
  }
}

void cdnnl_chain_run(const cdnnl_chain *chain, float *const *places) {
  const work work = {chain, places};
  cdnnl_in_parallel(chain->parts, run_part, &work);
}
