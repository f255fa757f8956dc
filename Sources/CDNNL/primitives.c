// What all primitives share: attributes, making, running, and the library's names of our kinds; and the reorder, which
// both versions make alike.
#include <stdlib.h>

#include "internal.h"

cdnnl_status cdnnl_attributes_create(cdnnl_post_operations post, dnnl_primitive_attr_t *result) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_post_ops_t chain = NULL;
  dnnl_status_t status = dnnl_primitive_attr_create(&attributes);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  if (status == dnnl_success) status = dnnl_post_ops_create(&chain);
  for (int index = 0; index < post.count && status == dnnl_success; index++) {
    if (post.list[index].adds_destination) {
#if DNNL_VERSION_MAJOR >= 3
      status = dnnl_post_ops_append_sum(chain, 1, 0, dnnl_data_type_undef);
#else
      status = dnnl_post_ops_append_sum(chain, 1);
#endif
      continue;
    }
    cdnnl_eltwise function = cdnnl_eltwise_parameters(post.list[index].function);
    dnnl_alg_kind_t algorithm = cdnnl_eltwise_algorithm(function.kind);
#if DNNL_VERSION_MAJOR >= 3
    status = dnnl_post_ops_append_eltwise(chain, algorithm, function.alpha, function.beta);
#else
    status = dnnl_post_ops_append_eltwise(chain, 1, algorithm, function.alpha, function.beta);
#endif
  }
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, chain);
  if (chain) dnnl_post_ops_destroy(chain);
  if (status != dnnl_success) {
    if (attributes) dnnl_primitive_attr_destroy(attributes);
    return cdnnl_translate(status);
  }
  *result = attributes;
  cdnnl_begin_making();
  return CDNNL_SUCCESS;
}

static cdnnl_status finish(
    dnnl_status_t described, dnnl_primitive_desc_t description, dnnl_primitive_attr_t attributes,
    cdnnl_primitive **result) {
  dnnl_primitive_attr_destroy(attributes);
  if (described != dnnl_success) return cdnnl_translate(described);
  cdnnl_primitive *primitive = calloc(1, sizeof *primitive);
  if (!primitive) {
    dnnl_primitive_desc_destroy(description);
    return CDNNL_OUT_OF_MEMORY;
  }
  primitive->description = description;
  dnnl_status_t status = dnnl_primitive_create(&primitive->primitive, description);
  descriptor_reference scratch = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
  primitive->scratch_size = scratch ? dnnl_memory_desc_get_size(scratch) : 0;
  cdnnl_status made = cdnnl_translate(status);
  if (made == CDNNL_SUCCESS && primitive->scratch_size > 0) made = cdnnl_scratch_create(primitive, &primitive->scratch);
  if (made != CDNNL_SUCCESS) {
    cdnnl_primitive_destroy(primitive);
    return made;
  }
  *result = primitive;
  return CDNNL_SUCCESS;
}

cdnnl_status cdnnl_primitive_finish(
    dnnl_status_t described, dnnl_primitive_desc_t description, dnnl_primitive_attr_t attributes,
    cdnnl_primitive **result) {
  cdnnl_status status = finish(described, description, attributes, result);
  cdnnl_end_making();
  return status;
}

cdnnl_status cdnnl_scratch_create(const cdnnl_primitive *primitive, dnnl_memory_t *result) {
  dnnl_engine_t engine = NULL;
  dnnl_status_t status = dnnl_primitive_desc_query(primitive->description, dnnl_query_engine, 0, &engine);
  if (status != dnnl_success) return cdnnl_translate(status);
  descriptor_reference scratch = dnnl_primitive_desc_query_md(primitive->description, dnnl_query_scratchpad_md, 0);
  return cdnnl_translate(dnnl_memory_create(result, scratch, engine, DNNL_MEMORY_NONE));
}

void cdnnl_primitive_destroy(cdnnl_primitive *primitive) {
  if (primitive->scratch) dnnl_memory_destroy(primitive->scratch);
  if (primitive->primitive) dnnl_primitive_destroy(primitive->primitive);
  dnnl_primitive_desc_destroy(primitive->description);
  free(primitive);
}

cdnnl_status cdnnl_reorder_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *destination, cdnnl_primitive **result) {
  dnnl_primitive_attr_t attributes;
  cdnnl_status status = cdnnl_attributes_create((cdnnl_post_operations){0, NULL}, &attributes);
  if (status != CDNNL_SUCCESS) return status;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t described = dnnl_reorder_primitive_desc_create(
      &description, cdnnl_descriptor(source), engine->engine, cdnnl_descriptor(destination), engine->engine, attributes);
  return cdnnl_primitive_finish(described, description, attributes, result);
}

size_t cdnnl_primitive_scratch_size(const cdnnl_primitive *primitive) { return primitive->scratch_size; }

cdnnl_status cdnnl_reserve_scratch(cdnnl_engine *engine, size_t bytes) {
  if (bytes <= engine->scratch_size) return CDNNL_SUCCESS;
  cdnnl_free(engine->scratch);
  engine->scratch = cdnnl_allocate(bytes);
  engine->scratch_size = engine->scratch ? bytes : 0;
  return engine->scratch ? CDNNL_SUCCESS : CDNNL_OUT_OF_MEMORY;
}

int cdnnl_library_argument(cdnnl_argument argument) {
  switch (argument) {
    case CDNNL_SOURCE: return DNNL_ARG_SRC;
    case CDNNL_SECOND_SOURCE: return DNNL_ARG_SRC_1;
    case CDNNL_WEIGHTS: return DNNL_ARG_WEIGHTS;
    case CDNNL_BIAS: return DNNL_ARG_BIAS;
    case CDNNL_MEAN: return DNNL_ARG_MEAN;
    case CDNNL_VARIANCE: return DNNL_ARG_VARIANCE;
    case CDNNL_SCALE: return DNNL_ARG_SCALE;
    case CDNNL_SHIFT: return DNNL_ARG_SHIFT;
    case CDNNL_DESTINATION: return DNNL_ARG_DST;
    default: return DNNL_ARG_MULTIPLE_SRC + ((int)argument - CDNNL_MULTIPLE_SOURCE);
  }
}

cdnnl_status cdnnl_execute(
    cdnnl_engine *engine, const cdnnl_primitive *primitive, int count, const cdnnl_argument *arguments,
    const cdnnl_memory *const *memories) {
  // The scratch memory comes after the caller's arguments.
  dnnl_exec_arg_t few[CDNNL_MAXIMUM_ARGUMENTS + 1];
  dnnl_exec_arg_t *all = few;
  if (count > CDNNL_MAXIMUM_ARGUMENTS) all = calloc((size_t)count + 1, sizeof *all);
  if (!all) return CDNNL_OUT_OF_MEMORY;
  for (int index = 0; index < count; index++) {
    all[index] = (dnnl_exec_arg_t){cdnnl_library_argument(arguments[index]), memories[index]->memory};
  }
  cdnnl_status status = cdnnl_reserve_scratch(engine, primitive->scratch_size);
  if (status == CDNNL_SUCCESS && primitive->scratch) {
    status = cdnnl_translate(dnnl_memory_set_data_handle(primitive->scratch, engine->scratch));
    all[count++] = (dnnl_exec_arg_t){DNNL_ARG_SCRATCHPAD, primitive->scratch};
  }
  if (status == CDNNL_SUCCESS)
    status = cdnnl_translate(dnnl_primitive_execute(primitive->primitive, engine->stream, count, all));
  if (status == CDNNL_SUCCESS) status = cdnnl_translate(dnnl_stream_wait(engine->stream));
  if (all != few) free(all);
  return status;
}

dnnl_alg_kind_t cdnnl_eltwise_algorithm(cdnnl_eltwise_kind kind) {
  switch (kind) {
    case CDNNL_RELU: return dnnl_eltwise_relu;
    case CDNNL_CLIP: return dnnl_eltwise_clip;
    case CDNNL_LINEAR: return dnnl_eltwise_linear;
    case CDNNL_TANH: return dnnl_eltwise_tanh;
    case CDNNL_LOGISTIC: return dnnl_eltwise_logistic;
    case CDNNL_ELU: return dnnl_eltwise_elu;
    case CDNNL_EXP: return dnnl_eltwise_exp;
    case CDNNL_SOFT_RELU: return dnnl_eltwise_soft_relu;
    case CDNNL_SWISH: return dnnl_eltwise_swish;
    case CDNNL_GELU_ERF: return dnnl_eltwise_gelu_erf;
    case CDNNL_GELU_TANH: return dnnl_eltwise_gelu_tanh;
    case CDNNL_MISH: return dnnl_eltwise_mish;
    case CDNNL_HARD_SWISH: return dnnl_eltwise_hardswish;
    case CDNNL_ABS: return dnnl_eltwise_abs;
    case CDNNL_SQUARE: return dnnl_eltwise_square;
    case CDNNL_SQUARE_ROOT: return dnnl_eltwise_sqrt;
  }
  return dnnl_alg_kind_undef;
}

cdnnl_eltwise cdnnl_eltwise_parameters(cdnnl_eltwise function) {
#if DNNL_VERSION_MAJOR >= 3
  // Version 3 gave these two parameters; version 2 has their usual values built in.
  if (function.kind == CDNNL_HARD_SWISH) return (cdnnl_eltwise){function.kind, 1.0f / 6, 0.5f};
  if (function.kind == CDNNL_SOFT_RELU) return (cdnnl_eltwise){function.kind, 1, 0};
#endif
  return function;
}

dnnl_alg_kind_t cdnnl_binary_algorithm(cdnnl_binary_kind kind) {
  switch (kind) {
    case CDNNL_ADD: return dnnl_binary_add;
    case CDNNL_SUBTRACT: return dnnl_binary_sub;
    case CDNNL_MULTIPLY: return dnnl_binary_mul;
    case CDNNL_DIVIDE: return dnnl_binary_div;
    case CDNNL_MAXIMUM: return dnnl_binary_max;
    case CDNNL_MINIMUM: return dnnl_binary_min;
    case CDNNL_GREATER: return dnnl_binary_gt;
  }
  return dnnl_alg_kind_undef;
}

dnnl_alg_kind_t cdnnl_pooling_algorithm(cdnnl_pooling_kind kind) {
  return kind == CDNNL_POOLING_MAXIMUM ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
}

int cdnnl_spatial_rank(const cdnnl_layout *layout) {
#if DNNL_VERSION_MAJOR >= 3
  int rank = 0;
  dnnl_memory_desc_query(layout->descriptor, dnnl_query_ndims_s32, &rank);
  return rank - 2;
#else
  return layout->descriptor.ndims - 2;
#endif
}

void cdnnl_holes(int rank, const int64_t *dilation, dnnl_dims_t holes) {
  for (int axis = 0; axis < rank; axis++) holes[axis] = dilation[axis] - 1;
}
