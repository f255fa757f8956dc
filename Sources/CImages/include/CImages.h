// PNG and JPEG files in memory as plain functions: libpng's and libjpeg's error jumps end within each of them.
//
// Pixels are bytes, row by row from the top, channels last: grey; grey and alpha; red, green, blue; or these and alpha. They are
// those that the file stores, as TensorFlow and Pillow read them: colour profiles, gamma and the orientation of Exif are not applied.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum cimages_format { CIMAGES_PNG, CIMAGES_JPEG } cimages_format;

typedef enum cimages_status {
  CIMAGES_SUCCESS,
  CIMAGES_OUT_OF_MEMORY,
  /// The file ends before the picture does.
  CIMAGES_TRUNCATED,
  CIMAGES_DAMAGED,
  /// A kind of file that the library knows but does not read.
  CIMAGES_UNSUPPORTED,
} cimages_status;

enum { CIMAGES_MESSAGE_SIZE = 256 };

/// The library's words for what is damaged or unsupported.
typedef struct cimages_failure {
  char message[CIMAGES_MESSAGE_SIZE];
} cimages_failure;

typedef struct cimages_header {
  int32_t width, height;
  /// From 1 to 4.
  int32_t channels;
} cimages_header;

/// Reads no more than the beginning, and allocates nothing of the picture's size.
cimages_status cimages_read_header(
    cimages_format format, const uint8_t *_Nonnull bytes, size_t count, cimages_header *_Nonnull result,
    cimages_failure *_Nonnull failure);

/// Fills `pixels`, which has room for what `cimages_read_header` told of the same bytes. What is there on failure means nothing.
cimages_status cimages_decode(
    cimages_format format, const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull pixels,
    cimages_failure *_Nonnull failure);

/// Room enough for a picture as PNG.
size_t cimages_png_limit(cimages_header header);

/// Writes PNG into memory of `*count` bytes, and sets that to the bytes used.
cimages_status cimages_encode_png(
    cimages_header header, const uint8_t *_Nonnull pixels, uint8_t *_Nonnull result, size_t *_Nonnull count);
