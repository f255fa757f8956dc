// What the two formats share.
#pragma once

#include "CImages.h"

/// Reads the header and, where `pixels` is not null, the picture.
cimages_status cimages_read_png(
    const uint8_t *bytes, size_t count, cimages_header *header, uint8_t *pixels, cimages_failure *failure);
cimages_status cimages_read_jpeg(
    const uint8_t *bytes, size_t count, cimages_header *header, uint8_t *pixels, cimages_failure *failure);
