// PNG by libpng.
#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

typedef struct source {
  const uint8_t *next;
  size_t left;
  bool has_ended;
} source;

static void read_bytes(png_structp png, png_bytep result, size_t count) {
  source *source = png_get_io_ptr(png);
  if (source->left < count) {
    source->has_ended = true;
    png_error(png, "unexpected end of file");
  }
  memcpy(result, source->next, count);
  source->next += count;
  source->left -= count;
}

static void on_error(png_structp png, png_const_charp text) {
  cimages_failure *failure = png_get_error_ptr(png);
  snprintf(failure->message, sizeof failure->message, "%s", text);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

// Every kind of pixels as bytes: palettes, fewer bits and transparent colours expanded, of 16 bits the higher 8.
static void read(png_structp png, png_infop info, cimages_header *header, uint8_t *pixels) {
  // Whoever calls judges the size.
  png_set_user_limits(png, INT32_MAX, INT32_MAX);
  png_read_info(png, info);
  png_set_expand(png);
  png_set_strip_16(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  header->width = (int32_t)png_get_image_width(png, info);
  header->height = (int32_t)png_get_image_height(png, info);
  header->channels = png_get_channels(png, info);
  if (!pixels) return;
  size_t row_size = png_get_rowbytes(png, info);
  for (int pass = 0; pass < passes; pass++) {
    for (int32_t row = 0; row < header->height; row++) png_read_row(png, pixels + (size_t)row * row_size, NULL);
  }
  png_read_end(png, NULL);
}

cimages_status cimages_read_png(
    const uint8_t *bytes, size_t count, cimages_header *header, uint8_t *pixels, cimages_failure *failure) {
  source source = {bytes, count, false};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, failure, on_error, on_warning);
  if (!png) return CIMAGES_OUT_OF_MEMORY;
  png_infop info = png_create_info_struct(png);
  if (!info) {
    png_destroy_read_struct(&png, NULL, NULL);
    return CIMAGES_OUT_OF_MEMORY;
  }
  png_set_read_fn(png, &source, read_bytes);
  cimages_status status = CIMAGES_SUCCESS;
  if (setjmp(png_jmpbuf(png)) == 0) {
    read(png, info, header, pixels);
  } else {
    status = source.has_ended ? CIMAGES_TRUNCATED : CIMAGES_DAMAGED;
  }
  png_destroy_read_struct(&png, &info, NULL);
  return status;
}

// MARK: Writing

static png_image description(cimages_header header) {
  static const png_uint_32 formats[] = {PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB, PNG_FORMAT_RGBA};
  png_image image = {.version = PNG_IMAGE_VERSION};
  image.width = (png_uint_32)header.width;
  image.height = (png_uint_32)header.height;
  image.format = formats[header.channels - 1];
  return image;
}

size_t cimages_png_limit(cimages_header header) {
  png_image image = description(header);
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}

cimages_status cimages_encode_png(cimages_header header, const uint8_t *pixels, uint8_t *result, size_t *count) {
  png_image image = description(header);
  png_alloc_size_t size = *count;
  int is_written = png_image_write_to_memory(&image, result, &size, 0, pixels, 0, NULL);
  png_image_free(&image);
  if (!is_written) return CIMAGES_OUT_OF_MEMORY;
  *count = size;
  return CIMAGES_SUCCESS;
}
