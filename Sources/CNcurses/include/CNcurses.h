// ncurses with wide characters, as plain functions: its macros and globals do not reach Swift.
//
// There is one terminal, on standard input and output. All functions but cn_wake are for one thread.
#pragma once

#include <stdbool.h>

enum cn_status { CN_OK, CN_UNKNOWN_TERMINAL, CN_NO_CURSOR_MOTION, CN_FAILED };

/// Opens the terminal: full screen, raw, keys decoded, bracketed paste. Never ends the process.
enum cn_status cn_open(void);
/// Gives the screen back. Harmless when it is closed already.
void cn_close(void);
/// Discards what was typed and sent so far and is not read, after waiting so long for something to come.
void cn_discard_input(int milliseconds);
/// Gives the screen back, stops the process group, and takes the screen again once continued.
void cn_suspend(void);
/// Takes the screen again after the process was stopped from outside and the shell has used the terminal.
void cn_retake(void);

/// Whether the locale's characters are those of Unicode.
bool cn_unicode(void);
/// The terminal's colours: 0, 8, 16, 256 or more.
int cn_colors(void);
/// Whether a colour's number is its 24-bit value rather than an index.
bool cn_direct_color(void);
/// The number of colour pairs; pair 0 is the terminal's default.
int cn_pair_limit(void);
/// Sets a pair; -1 is the terminal's default colour.
void cn_set_pair(int pair, int foreground, int background);

int cn_rows(void);
int cn_columns(void);
/// Asks the terminal for its size and takes it over.
void cn_update_size(void);

enum cn_attribute { CN_BOLD = 1, CN_DIM = 2, CN_ITALIC = 4, CN_UNDERLINE = 8, CN_REVERSE = 16 };

/// Puts one grapheme cluster, in UTF-8, into `width` cells (1 or 2). What the C library measures otherwise is replaced or padded, so
/// that the columns after it stay where they belong.
void cn_put(int row, int column, const char *cluster, int width, int attributes, int pair);
/// Shows the cursor at a place; hides it where the row is negative.
void cn_place_cursor(int row, int column);
/// Sends what changed to the terminal.
void cn_refresh(void);
/// Makes the next refresh paint everything.
void cn_repaint(void);

/// Keys that are no characters. With modifiers (shift 1, alt 2, control 4) a key reads as CN_KEY_BASE + 8 * key + modifiers.
enum cn_key {
    CN_UP, CN_DOWN, CN_LEFT, CN_RIGHT, CN_HOME, CN_END, CN_PAGE_UP, CN_PAGE_DOWN, CN_INSERT, CN_DELETE, CN_BACKSPACE,
    CN_ENTER, CN_BACK_TAB, CN_PASTE_START, CN_PASTE_END,
    /// The mouse's report follows as bytes: `0;12;5M` of the SGR form, three bytes of the older one.
    CN_MOUSE, CN_OLD_MOUSE,
    /// F1; the others follow.
    CN_FUNCTION
};
enum { CN_KEY_BASE = 0x1000, CN_FUNCTION_KEYS = 12 };

/// The next byte of input, or the next key; -1 where there is none now.
int cn_read(void);

enum cn_wait_result { CN_WAIT_TIMEOUT, CN_WAIT_INPUT, CN_WAIT_WOKEN, CN_WAIT_SIGNAL, CN_WAIT_GONE };
/// Waits for input, a wake or a signal; without end where the timeout is negative.
enum cn_wait_result cn_wait(int milliseconds);
/// Ends a cn_wait, the present or the next. May be called from any thread, and in a signal handler.
void cn_wake(void);

enum cn_request { CN_REQUEST_NONE, CN_REQUEST_RESIZE, CN_REQUEST_SUSPEND, CN_REQUEST_REDRAW, CN_REQUEST_TERMINATE };
/// What a signal asked for since the last call, one at a time; `signal` is the one that asks to end.
enum cn_request cn_take_request(int *signal);

/// Writes bytes to the terminal past ncurses: sequences that draw nothing.
void cn_write(const char *bytes, int count);
