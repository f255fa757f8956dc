// Engines, layouts and memory.
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "internal.h"

static const size_t cache_line = 64;
static const size_t page = 4096;
static const size_t most_reserved = (size_t)4 << 20;

const char *cdnnl_status_text(cdnnl_status status) {
  switch (status) {
    case CDNNL_SUCCESS: return "success";
    case CDNNL_OUT_OF_MEMORY: return "out of memory";
    case CDNNL_INVALID_ARGUMENTS: return "invalid arguments";
    case CDNNL_UNIMPLEMENTED: return "not implemented";
    case CDNNL_RUNTIME_ERROR: return "runtime error";
  }
  return "unknown status";
}

cdnnl_status cdnnl_translate(dnnl_status_t status) {
  switch ((int)status) {
    case dnnl_success: return CDNNL_SUCCESS;
    case dnnl_out_of_memory: return CDNNL_OUT_OF_MEMORY;
    case dnnl_invalid_arguments: return CDNNL_INVALID_ARGUMENTS;
    case dnnl_unimplemented: return CDNNL_UNIMPLEMENTED;
    default: return CDNNL_RUNTIME_ERROR;
  }
}

void *cdnnl_allocate(size_t bytes) {
  void *memory = NULL;
  return posix_memalign(&memory, cache_line, bytes > 0 ? bytes : cache_line) == 0 ? memory : NULL;
}

void cdnnl_free(void *memory) { free(memory); }

void cdnnl_reserve(size_t bytes) {
  if (bytes > most_reserved) bytes = most_reserved;
#ifdef __GLIBC__
  // Else what is freed here would go back to the system at once.
  mallopt(M_MMAP_THRESHOLD, 2 * (int)most_reserved);
  mallopt(M_TRIM_THRESHOLD, 2 * (int)most_reserved);
#endif
  volatile char *memory = malloc(bytes);
  if (!memory) return;
  for (size_t place = 0; place < bytes; place += page) memory[place] = 0;
  free((void *)memory);
}

// Gives the engine a stream, unless it could not be made.
static cdnnl_status finish(cdnnl_engine *engine, dnnl_status_t status, cdnnl_engine **result) {
  if (status == dnnl_success) status = dnnl_stream_create(&engine->stream, engine->engine, dnnl_stream_default_flags);
  if (status != dnnl_success) {
    cdnnl_engine_destroy(engine);
    return cdnnl_translate(status);
  }
  *result = engine;
  return CDNNL_SUCCESS;
}

cdnnl_status cdnnl_engine_create(cdnnl_engine **result) {
  cdnnl_engine *engine = calloc(1, sizeof *engine);
  if (!engine) return CDNNL_OUT_OF_MEMORY;
  dnnl_status_t status = dnnl_engine_create(&engine->engine, dnnl_cpu, 0);
  return finish(engine, status, result);
}

cdnnl_status cdnnl_engine_share(const cdnnl_engine *other, cdnnl_engine **result) {
  cdnnl_engine *engine = calloc(1, sizeof *engine);
  if (!engine) return CDNNL_OUT_OF_MEMORY;
  engine->engine = other->engine;
  engine->is_shared = true;
  return finish(engine, dnnl_success, result);
}

void cdnnl_engine_destroy(cdnnl_engine *engine) {
  if (engine->stream) dnnl_stream_destroy(engine->stream);
  if (engine->engine && !engine->is_shared) dnnl_engine_destroy(engine->engine);
  cdnnl_free(engine->scratch);
  free(engine);
}

cdnnl_status cdnnl_layout_create(int rank, const int64_t *dimensions, const int64_t *strides, cdnnl_layout **result) {
  if (rank < 1 || rank > DNNL_MAX_NDIMS) return CDNNL_INVALID_ARGUMENTS;
  dnnl_dims_t sizes = {0}, steps = {0};
  for (int axis = 0; axis < rank; axis++) {
    sizes[axis] = dimensions[axis];
    if (strides) steps[axis] = strides[axis];
  }
  cdnnl_layout *layout = calloc(1, sizeof *layout);
  if (!layout) return CDNNL_OUT_OF_MEMORY;
#if DNNL_VERSION_MAJOR >= 3
  dnnl_status_t status =
      strides ? dnnl_memory_desc_create_with_strides(&layout->descriptor, rank, sizes, dnnl_f32, steps)
              : dnnl_memory_desc_create_with_tag(&layout->descriptor, rank, sizes, dnnl_f32, dnnl_format_tag_any);
#else
  dnnl_status_t status =
      strides ? dnnl_memory_desc_init_by_strides(&layout->descriptor, rank, sizes, dnnl_f32, steps)
              : dnnl_memory_desc_init_by_tag(&layout->descriptor, rank, sizes, dnnl_f32, dnnl_format_tag_any);
#endif
  if (status != dnnl_success) {
    free(layout);
    return cdnnl_translate(status);
  }
  *result = layout;
  return CDNNL_SUCCESS;
}

void cdnnl_layout_destroy(cdnnl_layout *layout) {
#if DNNL_VERSION_MAJOR >= 3
  if (layout->descriptor) dnnl_memory_desc_destroy(layout->descriptor);
#endif
  free(layout);
}

descriptor_reference cdnnl_descriptor(const cdnnl_layout *layout) {
#if DNNL_VERSION_MAJOR >= 3
  return layout ? layout->descriptor : NULL;
#else
  return layout ? &layout->descriptor : NULL;
#endif
}

size_t cdnnl_layout_size(const cdnnl_layout *layout) { return dnnl_memory_desc_get_size(cdnnl_descriptor(layout)); }

cdnnl_status cdnnl_primitive_layout(
    const cdnnl_primitive *primitive, cdnnl_argument argument, cdnnl_layout **result) {
  dnnl_query_t query;
  switch (argument) {
    case CDNNL_SOURCE: query = dnnl_query_src_md; break;
    case CDNNL_WEIGHTS: query = dnnl_query_weights_md; break;
    case CDNNL_DESTINATION: query = dnnl_query_dst_md; break;
    default: return CDNNL_INVALID_ARGUMENTS;
  }
  descriptor_reference found = dnnl_primitive_desc_query_md(primitive->description, query, 0);
  if (!found) return CDNNL_INVALID_ARGUMENTS;
  cdnnl_layout *layout = calloc(1, sizeof *layout);
  if (!layout) return CDNNL_OUT_OF_MEMORY;
#if DNNL_VERSION_MAJOR >= 3
  dnnl_status_t status = dnnl_memory_desc_clone(&layout->descriptor, found);
  if (status != dnnl_success) {
    free(layout);
    return cdnnl_translate(status);
  }
#else
  layout->descriptor = *found;
#endif
  *result = layout;
  return CDNNL_SUCCESS;
}

cdnnl_status cdnnl_memory_create(
    const cdnnl_engine *engine, const cdnnl_layout *layout, void *data, cdnnl_memory **result) {
  cdnnl_memory *memory = calloc(1, sizeof *memory);
  if (!memory) return CDNNL_OUT_OF_MEMORY;
  dnnl_status_t status = dnnl_memory_create(&memory->memory, cdnnl_descriptor(layout), engine->engine, data);
  if (status != dnnl_success) {
    free(memory);
    return cdnnl_translate(status);
  }
  *result = memory;
  return CDNNL_SUCCESS;
}

void cdnnl_memory_destroy(cdnnl_memory *memory) {
  dnnl_memory_destroy(memory->memory);
  free(memory);
}
