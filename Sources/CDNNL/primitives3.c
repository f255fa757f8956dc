// The primitives of oneDNN 3: a primitive descriptor, then the primitive.
#include <stdlib.h>

#include "internal.h"

#if DNNL_VERSION_MAJOR >= 3

static const cdnnl_post_operations nothing = {0, NULL};

// Ends a function with the primitive that `describe` describes: a call of the library's that fills `description` with
// `attributes`.
#define RETURN_PRIMITIVE(post, describe)                                                      \
  do {                                                                                        \
    dnnl_primitive_attr_t attributes;                                                         \
    cdnnl_status status = cdnnl_attributes_create(post, &attributes);                         \
    if (status != CDNNL_SUCCESS) return status;                                               \
    dnnl_primitive_desc_t description = NULL;                                                 \
    dnnl_status_t described = describe;                                                       \
    return cdnnl_primitive_finish(described, description, attributes, result);        \
  } while (0)

cdnnl_status cdnnl_convolution_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *weights, const cdnnl_layout *bias,
    const cdnnl_layout *destination, cdnnl_window window, cdnnl_post_operations post, cdnnl_primitive **result) {
  dnnl_dims_t holes;
  cdnnl_holes(cdnnl_spatial_rank(source), window.dilation, holes);
  RETURN_PRIMITIVE(
      post,
      dnnl_convolution_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, dnnl_convolution_direct, cdnnl_descriptor(source),
          cdnnl_descriptor(weights), cdnnl_descriptor(bias), cdnnl_descriptor(destination), window.strides, holes,
          window.padding_before, window.padding_after, attributes));
}

cdnnl_status cdnnl_deconvolution_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *weights, const cdnnl_layout *bias,
    const cdnnl_layout *destination, cdnnl_window window, cdnnl_primitive **result) {
  dnnl_dims_t holes;
  cdnnl_holes(cdnnl_spatial_rank(source), window.dilation, holes);
  RETURN_PRIMITIVE(
      nothing,
      dnnl_deconvolution_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, dnnl_deconvolution_direct, cdnnl_descriptor(source),
          cdnnl_descriptor(weights), cdnnl_descriptor(bias), cdnnl_descriptor(destination), window.strides, holes,
          window.padding_before, window.padding_after, attributes));
}

cdnnl_status cdnnl_inner_product_create(
    const cdnnl_engine *engine, const cdnnl_layout *source, const cdnnl_layout *weights, const cdnnl_layout *bias,
    const cdnnl_layout *destination, cdnnl_post_operations post, cdnnl_primitive **result) {
  RETURN_PRIMITIVE(
      post,
      dnnl_inner_product_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, cdnnl_descriptor(source), cdnnl_descriptor(weights),
          cdnnl_descriptor(bias), cdnnl_descriptor(destination), attributes));
}

cdnnl_status cdnnl_matrix_product_create(
    const cdnnl_engine *engine, const cdnnl_layout *left, const cdnnl_layout *right, const cdnnl_layout *destination,
    cdnnl_primitive **result) {
  RETURN_PRIMITIVE(
      nothing,
      dnnl_matmul_primitive_desc_create(
          &description, engine->engine, cdnnl_descriptor(left), cdnnl_descriptor(right), NULL,
          cdnnl_descriptor(destination), attributes));
}

cdnnl_status cdnnl_pooling_create(
    const cdnnl_engine *engine, cdnnl_pooling_kind kind, const cdnnl_layout *source, const cdnnl_layout *destination,
    const int64_t *kernel, cdnnl_window window, cdnnl_primitive **result) {
  dnnl_dims_t holes;
  cdnnl_holes(cdnnl_spatial_rank(source), window.dilation, holes);
  RETURN_PRIMITIVE(
      nothing,
      dnnl_pooling_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, cdnnl_pooling_algorithm(kind),
          cdnnl_descriptor(source), cdnnl_descriptor(destination), window.strides, kernel, holes,
          window.padding_before, window.padding_after, attributes));
}

cdnnl_status cdnnl_batch_normalization_create(
    const cdnnl_engine *engine, const cdnnl_layout *data, float epsilon, bool scale, bool shift,
    cdnnl_primitive **result) {
  unsigned flags = dnnl_use_global_stats | (scale ? dnnl_use_scale : 0) | (shift ? dnnl_use_shift : 0);
  RETURN_PRIMITIVE(
      nothing,
      dnnl_batch_normalization_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, cdnnl_descriptor(data), cdnnl_descriptor(data),
          epsilon, flags, attributes));
}

cdnnl_status cdnnl_layer_normalization_create(
    const cdnnl_engine *engine, const cdnnl_layout *data, float epsilon, bool scale, bool shift,
    cdnnl_primitive **result) {
  unsigned flags = (scale ? dnnl_use_scale : 0) | (shift ? dnnl_use_shift : 0);
  RETURN_PRIMITIVE(
      nothing,
      dnnl_layer_normalization_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, cdnnl_descriptor(data), cdnnl_descriptor(data), NULL,
          epsilon, flags, attributes));
}

cdnnl_status cdnnl_eltwise_create(
    const cdnnl_engine *engine, cdnnl_eltwise function, const cdnnl_layout *data, cdnnl_primitive **result) {
  cdnnl_eltwise exact = cdnnl_eltwise_parameters(function);
  RETURN_PRIMITIVE(
      nothing,
      dnnl_eltwise_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, cdnnl_eltwise_algorithm(exact.kind),
          cdnnl_descriptor(data), cdnnl_descriptor(data), exact.alpha, exact.beta, attributes));
}

cdnnl_status cdnnl_softmax_create(
    const cdnnl_engine *engine, bool logarithm, const cdnnl_layout *data, int axis, cdnnl_primitive **result) {
  RETURN_PRIMITIVE(
      nothing,
      dnnl_softmax_forward_primitive_desc_create(
          &description, engine->engine, dnnl_forward_inference, logarithm ? dnnl_softmax_log : dnnl_softmax_accurate,
          cdnnl_descriptor(data), cdnnl_descriptor(data), axis, attributes));
}

cdnnl_status cdnnl_binary_create(
    const cdnnl_engine *engine, cdnnl_binary_kind kind, const cdnnl_layout *left, const cdnnl_layout *right,
    const cdnnl_layout *destination, cdnnl_primitive **result) {
  RETURN_PRIMITIVE(
      nothing,
      dnnl_binary_primitive_desc_create(
          &description, engine->engine, cdnnl_binary_algorithm(kind), cdnnl_descriptor(left), cdnnl_descriptor(right),
          cdnnl_descriptor(destination), attributes));
}

cdnnl_status cdnnl_concatenation_create(
    const cdnnl_engine *engine, int count, const cdnnl_layout *const *sources, int axis,
    const cdnnl_layout *destination, cdnnl_primitive **result) {
  descriptor_reference *descriptors = calloc((size_t)count, sizeof *descriptors);
  if (!descriptors) return CDNNL_OUT_OF_MEMORY;
  for (int index = 0; index < count; index++) descriptors[index] = sources[index]->descriptor;
  dnnl_primitive_attr_t attributes;
  cdnnl_status status = cdnnl_attributes_create(nothing, &attributes);
  if (status == CDNNL_SUCCESS) {
    dnnl_primitive_desc_t description = NULL;
    dnnl_status_t described = dnnl_concat_primitive_desc_create(
        &description, engine->engine, cdnnl_descriptor(destination), count, axis, descriptors, attributes);
    status = cdnnl_primitive_finish(described, description, attributes, result);
  }
  free(descriptors);
  return status;
}

#endif
