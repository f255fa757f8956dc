// The choice of the format.
#include "internal.h"

static cimages_status read(
    cimages_format format, const uint8_t *bytes, size_t count, cimages_header *header, uint8_t *pixels,
    cimages_failure *failure) {
  failure->message[0] = '\0';
  switch (format) {
    case CIMAGES_PNG: return cimages_read_png(bytes, count, header, pixels, failure);
    case CIMAGES_JPEG: return cimages_read_jpeg(bytes, count, header, pixels, failure);
  }
  return CIMAGES_UNSUPPORTED;
}

cimages_status cimages_read_header(
    cimages_format format, const uint8_t *bytes, size_t count, cimages_header *result, cimages_failure *failure) {
  return read(format, bytes, count, result, NULL, failure);
}

cimages_status cimages_decode(
    cimages_format format, const uint8_t *bytes, size_t count, uint8_t *pixels, cimages_failure *failure) {
  cimages_header header;
  return read(format, bytes, count, &header, pixels, failure);
}
