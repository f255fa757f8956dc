// The primitives of oneDNN 2: an operation descriptor, a primitive descriptor from it, then the primitive.
#include <stdlib.h>

#include "internal.h"

#if DNNL_VERSION_MAJOR == 2

static const cdnnl_post_operations nothing = {0, NULL};

static cdnnl_status create(
    const cdnnl_engine *engine, dnnl_status_t initialised, const_dnnl_op_desc_t operation, cdnnl_post_operations post,
    cdnnl_primitive **result) {
  if (initialised != dnnl_success) return cdnnl_translate(initialised);
  dnnl_primitive_attr_t attributes;
  cdnnl_status status = cdnnl_attributes_create(post, &attributes);
  if (status != CDNNL_SUCCESS) return status;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t described = dnnl_primitive_desc_create(&description, operation, attributes, engine->engine, NULL);
  return cdnnl_primitive_finish(described, description, attributes, result);
}

cdnnl_status cdnnl_convolution_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *weights, const cdnnl_layout *bias,
    const cdnnl_layout *destination, cdnnl_window window, cdnnl_post_operations post, cdnnl_primitive **result) {
  dnnl_dims_t holes;
  cdnnl_holes(cdnnl_spatial_rank(source), window.dilation, holes);
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
      &operation, dnnl_forward_inference, dnnl_convolution_direct, cdnnl_descriptor(source), cdnnl_descriptor(weights),
      cdnnl_descriptor(bias), cdnnl_descriptor(destination), window.strides, holes, window.padding_before,
      window.padding_after);
  return create(engine, status, &operation, post, result);
}

cdnnl_status cdnnl_deconvolution_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *weights, const cdnnl_layout *bias,
    const cdnnl_layout *destination, cdnnl_window window, cdnnl_primitive **result) {
  dnnl_dims_t holes;
  cdnnl_holes(cdnnl_spatial_rank(source), window.dilation, holes);
  dnnl_deconvolution_desc_t operation;
  dnnl_status_t status = dnnl_dilated_deconvolution_forward_desc_init(
      &operation, dnnl_forward_inference, dnnl_deconvolution_direct, cdnnl_descriptor(source),
      cdnnl_descriptor(weights), cdnnl_descriptor(bias), cdnnl_descriptor(destination), window.strides, holes,
      window.padding_before, window.padding_after);
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_inner_product_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *weights, const cdnnl_layout *bias,
    const cdnnl_layout *destination, cdnnl_post_operations post, cdnnl_primitive **result) {
  dnnl_inner_product_desc_t operation;
  dnnl_status_t status = dnnl_inner_product_forward_desc_init(
      &operation, dnnl_forward_inference, cdnnl_descriptor(source), cdnnl_descriptor(weights), cdnnl_descriptor(bias),
      cdnnl_descriptor(destination));
  return create(engine, status, &operation, post, result);
}

cdnnl_status cdnnl_matrix_product_create(
    const cdnnl_engine *engine, const cdnnl_layout *left, const cdnnl_layout *right, const cdnnl_layout *destination,
    cdnnl_primitive **result) {
  dnnl_matmul_desc_t operation;
  dnnl_status_t status = dnnl_matmul_desc_init(
      &operation, cdnnl_descriptor(left), cdnnl_descriptor(right), NULL, cdnnl_descriptor(destination));
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_pooling_create(
    const cdnnl_engine *engine, cdnnl_pooling_kind kind, const cdnnl_layout *source, const cdnnl_layout *destination,
    const int64_t *kernel, cdnnl_window window, cdnnl_primitive **result) {
  dnnl_dims_t holes;
  cdnnl_holes(cdnnl_spatial_rank(source), window.dilation, holes);
  dnnl_pooling_v2_desc_t operation;
  dnnl_status_t status = dnnl_pooling_v2_forward_desc_init(
      &operation, dnnl_forward_inference, cdnnl_pooling_algorithm(kind), cdnnl_descriptor(source),
      cdnnl_descriptor(destination), window.strides, kernel, holes, window.padding_before, window.padding_after);
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_batch_normalization_create(
    const cdnnl_engine *engine, const cdnnl_layout *data, float epsilon, bool scale, bool shift,
    cdnnl_primitive **result) {
  unsigned flags = dnnl_use_global_stats | (scale ? dnnl_use_scale : 0) | (shift ? dnnl_use_shift : 0);
  dnnl_batch_normalization_desc_t operation;
  dnnl_status_t status = dnnl_batch_normalization_forward_desc_init(
      &operation, dnnl_forward_inference, cdnnl_descriptor(data), epsilon, flags);
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_layer_normalization_create(
    const cdnnl_engine *engine, const cdnnl_layout *data, float epsilon, bool scale, bool shift,
    cdnnl_primitive **result) {
  unsigned flags = (scale ? dnnl_use_scale : 0) | (shift ? dnnl_use_shift : 0);
  dnnl_layer_normalization_desc_t operation;
  dnnl_status_t status = dnnl_layer_normalization_forward_desc_init(
      &operation, dnnl_forward_inference, cdnnl_descriptor(data), NULL, epsilon, flags);
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_eltwise_create(
    const cdnnl_engine *engine, cdnnl_eltwise function, const cdnnl_layout *data, cdnnl_primitive **result) {
  cdnnl_eltwise exact = cdnnl_eltwise_parameters(function);
  dnnl_eltwise_desc_t operation;
  dnnl_status_t status = dnnl_eltwise_forward_desc_init(
      &operation, dnnl_forward_inference, cdnnl_eltwise_algorithm(exact.kind), cdnnl_descriptor(data), exact.alpha,
      exact.beta);
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_softmax_create(
    const cdnnl_engine *engine, bool logarithm, const cdnnl_layout *data, int axis, cdnnl_primitive **result) {
  // Not the newer `softmax_v2`, which came with 2.6: Ubuntu 22.04 has an older one.
  dnnl_softmax_desc_t operation;
  dnnl_status_t status =
      (logarithm ? dnnl_logsoftmax_forward_desc_init : dnnl_softmax_forward_desc_init)(
          &operation, dnnl_forward_inference, cdnnl_descriptor(data), axis);
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_binary_create(
    const cdnnl_engine *engine, cdnnl_binary_kind kind, const cdnnl_layout *left, const cdnnl_layout *right,
    const cdnnl_layout *destination, cdnnl_primitive **result) {
  dnnl_binary_desc_t operation;
  dnnl_status_t status = dnnl_binary_desc_init(
      &operation, cdnnl_binary_algorithm(kind), cdnnl_descriptor(left), cdnnl_descriptor(right),
      cdnnl_descriptor(destination));
  return create(engine, status, &operation, nothing, result);
}

cdnnl_status cdnnl_concatenation_create(
    const cdnnl_engine *engine, int count, const cdnnl_layout *const *sources, int axis,
    const cdnnl_layout *destination, cdnnl_primitive **result) {
  dnnl_memory_desc_t *descriptors = calloc((size_t)count, sizeof *descriptors);
  if (!descriptors) return CDNNL_OUT_OF_MEMORY;
  for (int index = 0; index < count; index++) descriptors[index] = sources[index]->descriptor;
  dnnl_primitive_attr_t attributes;
  cdnnl_status status = cdnnl_attributes_create(nothing, &attributes);
  if (status == CDNNL_SUCCESS) {
    dnnl_primitive_desc_t description = NULL;
    dnnl_status_t described = dnnl_concat_primitive_desc_create(
        &description, cdnnl_descriptor(destination), count, axis, descriptors, attributes, engine->engine);
    status = cdnnl_primitive_finish(described, description, attributes, result);
  }
  free(descriptors);
  return status;
}

#endif
