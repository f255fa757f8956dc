// What the files of this target share: the handles' insides and the two versions' memory descriptors.
#pragma once

#include <oneapi/dnnl/dnnl.h>

#include "CDNNL.h"

// Version 2 passes memory descriptors as structs, version 3 as handles.
#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t descriptor_reference;
#else
typedef const dnnl_memory_desc_t *descriptor_reference;
#endif

struct cdnnl_engine {
  dnnl_engine_t engine;
  bool is_shared;
  dnnl_stream_t stream;
  // Grown to what the largest primitive so far needs. The library's own would be tied to the thread that made a primitive.
  void *scratch;
  size_t scratch_size;
};

struct cdnnl_layout {
  dnnl_memory_desc_t descriptor;
};

struct cdnnl_memory {
  dnnl_memory_t memory;
};

struct cdnnl_primitive {
  dnnl_primitive_t primitive;
  dnnl_primitive_desc_t description;
  dnnl_memory_t scratch;
  size_t scratch_size;
};

/// The library's status as ours.
cdnnl_status cdnnl_translate(dnnl_status_t status);

/// A layout's descriptor as the library's functions take it, null for null.
descriptor_reference cdnnl_descriptor(const cdnnl_layout *layout);

/// Making a primitive lies between these, so that the process does not end within it.
void cdnnl_begin_making(void);
void cdnnl_end_making(void);

/// Attributes with caller-owned scratch memory and these functions after the primitive's own. With them the making of a
/// primitive begins; `cdnnl_primitive_finish` ends it.
cdnnl_status cdnnl_attributes_create(cdnnl_post_operations post, dnnl_primitive_attr_t *result);

/// Makes the primitive of a description and takes ownership of both the description and the attributes, also on failure.
/// `described` is the status of making the description: if it failed there is none.
cdnnl_status cdnnl_primitive_finish(
    dnnl_status_t described, dnnl_primitive_desc_t description, dnnl_primitive_attr_t attributes,
    cdnnl_primitive **result);

/// A memory for what a primitive needs besides its arguments, without data yet.
cdnnl_status cdnnl_scratch_create(const cdnnl_primitive *primitive, dnnl_memory_t *result);

/// Sees to it that the engine's scratch memory has so many bytes; it may move.
cdnnl_status cdnnl_reserve_scratch(cdnnl_engine *engine, size_t bytes);

/// The library's names of our kinds.
int cdnnl_library_argument(cdnnl_argument argument);
dnnl_alg_kind_t cdnnl_eltwise_algorithm(cdnnl_eltwise_kind kind);
dnnl_alg_kind_t cdnnl_binary_algorithm(cdnnl_binary_kind kind);
dnnl_alg_kind_t cdnnl_pooling_algorithm(cdnnl_pooling_kind kind);

/// A function as the version at hand parametrises it.
cdnnl_eltwise cdnnl_eltwise_parameters(cdnnl_eltwise function);

/// The library counts the holes of a dilated window: none is 0.
void cdnnl_holes(int rank, const int64_t *dilation, dnnl_dims_t holes);

/// The number of spatial axes.
int cdnnl_spatial_rank(const cdnnl_layout *layout);
