// Opening, closing and painting the screen.
#define _GNU_SOURCE
#include "CNcurses.h"
#include "internal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static bool is_open;
static bool is_unicode;

/// Bracketed paste, where the terminal marks pasted text; the mouse with its drags, in the SGR form where there is one.
/// ncurses' own mouse reports no drags without every move.
static const char modes_on[] = "\033[?2004h\033[?1000h\033[?1002h\033[?1006h";
static const char modes_off[] = "\033[?1006l\033[?1002l\033[?1000l\033[?2004l";

/// Only characters follow the user's locale, never numbers. The C locale, usual in containers, becomes UTF-8, as in Python.
static void set_locale(void) {
    const char *name = setlocale(LC_CTYPE, "");
    if (!name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0) setlocale(LC_CTYPE, "C.UTF-8");
    is_unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void close_at_exit(void) { cn_close(); }

enum cn_status cn_open(void) {
    static bool registered;
    set_locale();
    int found = 0;
    if (setupterm(NULL, STDOUT_FILENO, &found) == ERR) return CN_UNKNOWN_TERMINAL;
    if (!cursor_address) return CN_NO_CURSOR_MOTION;
    cn_save_terminal();
    // Before newterm, which leaves signals alone that have a handler.
    cn_install_signals();
    screen = newterm(NULL, stdout, stdin);
    if (!screen) {
        cn_remove_signals();
        return CN_FAILED;
    }
    cn_prepare_restore();
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    idlok(stdscr, TRUE);
    set_escdelay(25);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    cn_define_keys();
    is_open = true;
    if (!registered) atexit(close_at_exit);
    registered = true;
    clear();
    refresh();
    cn_write(modes_on, sizeof modes_on - 1);
    return CN_OK;
}

void cn_close(void) {
    if (!is_open) return;
    is_open = false;
    cn_write(modes_off, sizeof modes_off - 1);
    endwin();
    cn_remove_signals();
}

static void give_back(void) {
    cn_write(modes_off, sizeof modes_off - 1);
    endwin();
}

static void take_again(void) {
    refresh();
    cn_update_size();
    cn_repaint();
    cn_write(modes_on, sizeof modes_on - 1);
}

void cn_suspend(void) {
    give_back();
    cn_stop();
    take_again();
}

void cn_retake(void) {
    give_back();
    take_again();
}

bool cn_unicode(void) { return is_unicode; }
int cn_colors(void) { return has_colors() ? COLORS : 0; }
bool cn_direct_color(void) { return tigetflag("RGB") > 0; }
int cn_pair_limit(void) { return has_colors() ? COLOR_PAIRS : 0; }

void cn_set_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

int cn_rows(void) { return LINES; }
int cn_columns(void) { return COLS; }

void cn_update_size(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        resizeterm(size.ws_row, size.ws_col);
    }
}

/// Decodes one scalar of valid UTF-8 and advances past it.
static wchar_t next_scalar(const unsigned char **text) {
    const unsigned char *byte = *text;
    int more = *byte >= 0xF0 ? 3 : *byte >= 0xE0 ? 2 : *byte >= 0xC0 ? 1 : 0;
    wchar_t scalar = more ? *byte & (0x3F >> more) : *byte;
    for (byte++; more > 0 && *byte; more--, byte++) scalar = scalar << 6 | (*byte & 0x3F);
    *text = byte;
    return scalar;
}

/// The cluster's first character with the marks on it, as ncurses' cells can hold it. What joins further pictures to it is left out.
static int base_with_marks(const char *cluster, wchar_t characters[CCHARW_MAX + 1]) {
    const unsigned char *text = (const unsigned char *)cluster;
    const wchar_t joiner = 0x200D, emoji_style = 0xFE0F;
    int count = 0;
    characters[count++] = next_scalar(&text);
    while (*text && count < CCHARW_MAX) {
        wchar_t mark = next_scalar(&text);
        if (mark == joiner || wcwidth(mark) != 0) break;
        if (mark != emoji_style) characters[count++] = mark;
    }
    characters[count] = 0;
    return wcwidth(characters[0]);
}

static attr_t attributes_of(int flags) {
    attr_t attributes = A_NORMAL;
    if (flags & CN_BOLD) attributes |= A_BOLD;
    if (flags & CN_DIM) attributes |= A_DIM;
    if (flags & CN_ITALIC) attributes |= A_ITALIC;
    if (flags & CN_UNDERLINE) attributes |= A_UNDERLINE;
    if (flags & CN_REVERSE) attributes |= A_REVERSE;
    return attributes;
}

void cn_put(int row, int column, const char *cluster, int width, int flags, int pair) {
    wchar_t characters[CCHARW_MAX + 1];
    int measured = base_with_marks(cluster, characters);
    if (measured < 1 || measured > width) {
        characters[0] = L'?';
        characters[1] = 0;
        measured = 1;
    }
    cchar_t cell;
    attr_t attributes = attributes_of(flags);
    setcchar(&cell, characters, attributes, 0, &pair);
    // Writing the last cell of the screen fails to move the cursor, which is no error here.
    mvadd_wch(row, column, &cell);
    if (measured < width) {
        setcchar(&cell, L" ", attributes, 0, &pair);
        mvadd_wch(row, column + 1, &cell);
    }
}

void cn_place_cursor(int row, int column) {
    curs_set(row < 0 ? 0 : 1);
    if (row >= 0) move(row, column);
}

void cn_refresh(void) { refresh(); }
void cn_repaint(void) { clearok(curscr, TRUE); }
