// JPEG by libjpeg.
#include <setjmp.h>
#include <stdio.h>
// Before libjpeg's, which wants them included.
#include <jpeglib.h>
#include <jerror.h>

#include "internal.h"

typedef struct session {
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  cimages_status status;
  cimages_failure *failure;
} session;

// A file may hold far more scans than any encoder writes, each as slow to decode as the picture is large.
enum { MAXIMUM_SCANS = 500 };

static void fail(session *session, cimages_status status) {
  char text[JMSG_LENGTH_MAX];
  session->errors.format_message((j_common_ptr)&session->decoder, text);
  snprintf(session->failure->message, sizeof session->failure->message, "%s", text);
  session->status = status;
  longjmp(session->escape, 1);
}

static void on_error(j_common_ptr common) {
  cimages_status status = CIMAGES_DAMAGED;
  switch (common->err->msg_code) {
    case JERR_OUT_OF_MEMORY: status = CIMAGES_OUT_OF_MEMORY; break;
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF: status = CIMAGES_TRUNCATED; break;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED: status = CIMAGES_UNSUPPORTED; break;
  }
  fail((session *)common->client_data, status);
}

// The library goes on where data is missing, and would paint the rest grey.
static void on_message(j_common_ptr common, int level) {
  if (level >= 0) return;
  switch (common->err->msg_code) {
    case JWRN_JPEG_EOF: fail((session *)common->client_data, CIMAGES_TRUNCATED); break;
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC: fail((session *)common->client_data, CIMAGES_DAMAGED); break;
  }
}

static void on_progress(j_common_ptr common) {
  session *session = common->client_data;
  if (session->decoder.input_scan_number <= MAXIMUM_SCANS) return;
  snprintf(session->failure->message, sizeof session->failure->message, "more than %d scans", MAXIMUM_SCANS);
  session->status = CIMAGES_DAMAGED;
  longjmp(session->escape, 1);
}

// Adobe's programs write the inks inverted, and everybody else follows them or leaves the marker out.
static void convert_inks(const uint8_t *inks, uint8_t *colours, JDIMENSION width, boolean are_inverted) {
  for (JDIMENSION pixel = 0; pixel < width; pixel++, inks += 4, colours += 3) {
    int light = are_inverted ? inks[3] : 255 - inks[3];
    for (int channel = 0; channel < 3; channel++) {
      int colour = are_inverted ? inks[channel] : 255 - inks[channel];
      colours[channel] = (uint8_t)(colour * light / 255);
    }
  }
}

static void read(session *session, const uint8_t *bytes, size_t count, cimages_header *header, uint8_t *pixels) {
  struct jpeg_decompress_struct *decoder = &session->decoder;
  jpeg_create_decompress(decoder);
  decoder->progress = &session->progress;
  jpeg_mem_src(decoder, bytes, (unsigned long)count);
  jpeg_read_header(decoder, TRUE);
  boolean has_inks = decoder->jpeg_color_space == JCS_CMYK || decoder->jpeg_color_space == JCS_YCCK;
  boolean is_grey = decoder->jpeg_color_space == JCS_GRAYSCALE;
  decoder->out_color_space = has_inks ? JCS_CMYK : is_grey ? JCS_GRAYSCALE : JCS_RGB;
  header->width = (int32_t)decoder->image_width;
  header->height = (int32_t)decoder->image_height;
  header->channels = is_grey ? 1 : 3;
  if (!pixels) return;
  jpeg_start_decompress(decoder);
  size_t row_size = (size_t)header->width * (size_t)header->channels;
  JSAMPARRAY inks =
      decoder->mem->alloc_sarray((j_common_ptr)decoder, JPOOL_IMAGE, has_inks ? 4 * decoder->output_width : 1, 1);
  while (decoder->output_scanline < decoder->output_height) {
    JSAMPROW row = pixels + decoder->output_scanline * row_size;
    if (has_inks) {
      jpeg_read_scanlines(decoder, inks, 1);
      convert_inks(inks[0], row, decoder->output_width, decoder->saw_Adobe_marker);
    } else {
      jpeg_read_scanlines(decoder, &row, 1);
    }
  }
  jpeg_finish_decompress(decoder);
}

cimages_status cimages_read_jpeg(
    const uint8_t *bytes, size_t count, cimages_header *header, uint8_t *pixels, cimages_failure *failure) {
  session session = {.status = CIMAGES_SUCCESS, .failure = failure};
  session.decoder.err = jpeg_std_error(&session.errors);
  session.decoder.client_data = &session;
  session.errors.error_exit = on_error;
  session.errors.emit_message = on_message;
  session.progress.progress_monitor = on_progress;
  if (setjmp(session.escape) == 0) read(&session, bytes, count, header, pixels);
  jpeg_destroy_decompress(&session.decoder);
  return session.status;
}
