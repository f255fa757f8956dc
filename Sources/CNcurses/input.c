// Keys: the names ncurses has for them, xterm's sequences, and waiting for input.
#define _GNU_SOURCE
#include "CNcurses.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static int code(enum cn_key key, int modifiers) { return CN_KEY_BASE + 8 * (int)key + modifiers; }

/// Keys as ncurses reads them from terminfo.
static const struct { int curses; enum cn_key key; int modifiers; } curses_keys[] = {
    {KEY_UP, CN_UP, 0}, {KEY_DOWN, CN_DOWN, 0}, {KEY_LEFT, CN_LEFT, 0}, {KEY_RIGHT, CN_RIGHT, 0},
    {KEY_HOME, CN_HOME, 0}, {KEY_END, CN_END, 0}, {KEY_LL, CN_END, 0}, {KEY_PPAGE, CN_PAGE_UP, 0},
    {KEY_NPAGE, CN_PAGE_DOWN, 0}, {KEY_IC, CN_INSERT, 0}, {KEY_DC, CN_DELETE, 0}, {KEY_BACKSPACE, CN_BACKSPACE, 0},
    {KEY_ENTER, CN_ENTER, 0}, {KEY_BTAB, CN_BACK_TAB, 0}, {KEY_SR, CN_UP, 1},
    {KEY_SF, CN_DOWN, 1}, {KEY_SLEFT, CN_LEFT, 1}, {KEY_SRIGHT, CN_RIGHT, 1}, {KEY_SHOME, CN_HOME, 1},
    {KEY_SEND, CN_END, 1}, {KEY_SPREVIOUS, CN_PAGE_UP, 1}, {KEY_SNEXT, CN_PAGE_DOWN, 1}, {KEY_SDC, CN_DELETE, 1},
};

/// Keys whose modified forms have extended names in terminfo (`kUP3` is Alt-Up), and how xterm ends their sequences.
static const struct { enum cn_key key; const char *name; const char *parameter; char final; } modified_keys[] = {
    {CN_UP, "kUP", "1", 'A'}, {CN_DOWN, "kDN", "1", 'B'}, {CN_RIGHT, "kRIT", "1", 'C'}, {CN_LEFT, "kLFT", "1", 'D'},
    {CN_HOME, "kHOM", "1", 'H'}, {CN_END, "kEND", "1", 'F'}, {CN_INSERT, "kIC", "2", '~'},
    {CN_DELETE, "kDC", "3", '~'}, {CN_PAGE_UP, "kPRV", "5", '~'}, {CN_PAGE_DOWN, "kNXT", "6", '~'},
    {CN_FUNCTION, NULL, "1", 'P'}, {CN_FUNCTION + 1, NULL, "1", 'Q'}, {CN_FUNCTION + 2, NULL, "1", 'R'},
    {CN_FUNCTION + 3, NULL, "1", 'S'}, {CN_FUNCTION + 4, NULL, "15", '~'}, {CN_FUNCTION + 5, NULL, "17", '~'},
    {CN_FUNCTION + 6, NULL, "18", '~'}, {CN_FUNCTION + 7, NULL, "19", '~'}, {CN_FUNCTION + 8, NULL, "20", '~'},
    {CN_FUNCTION + 9, NULL, "21", '~'}, {CN_FUNCTION + 10, NULL, "23", '~'}, {CN_FUNCTION + 11, NULL, "24", '~'},
};

/// Plain keys that terminals send whatever their terminfo entry says.
static const struct { const char *sequence; enum cn_key key; } plain_keys[] = {
    {"\033[A", CN_UP}, {"\033OA", CN_UP}, {"\033[B", CN_DOWN}, {"\033OB", CN_DOWN}, {"\033[C", CN_RIGHT},
    {"\033OC", CN_RIGHT}, {"\033[D", CN_LEFT}, {"\033OD", CN_LEFT}, {"\033[H", CN_HOME}, {"\033OH", CN_HOME},
    {"\033[1~", CN_HOME}, {"\033[F", CN_END}, {"\033OF", CN_END}, {"\033[4~", CN_END}, {"\033[2~", CN_INSERT},
    {"\033[3~", CN_DELETE}, {"\033[5~", CN_PAGE_UP}, {"\033[6~", CN_PAGE_DOWN}, {"\033[Z", CN_BACK_TAB},
    {"\033OM", CN_ENTER}, {"\033OP", CN_FUNCTION}, {"\033OQ", CN_FUNCTION + 1}, {"\033OR", CN_FUNCTION + 2},
    {"\033OS", CN_FUNCTION + 3}, {"\033[200~", CN_PASTE_START}, {"\033[201~", CN_PASTE_END},
    {"\033[<", CN_MOUSE}, {"\033[M", CN_OLD_MOUSE},
};

#define COUNT(table) ((int)(sizeof table / sizeof *table))

void cn_define_keys(void) {
    for (int i = 0; i < COUNT(plain_keys); i++) define_key(plain_keys[i].sequence, code(plain_keys[i].key, 0));
    for (int i = 0; i < COUNT(modified_keys); i++) {
        for (int modifiers = 1; modifiers < 8; modifiers++) {
            char text[16];
            int number = code(modified_keys[i].key, modifiers);
            snprintf(text, sizeof text, "\033[%s;%d%c", modified_keys[i].parameter, modifiers + 1, modified_keys[i].final);
            define_key(text, number);
            if (!modified_keys[i].name) continue;
            snprintf(text, sizeof text, modifiers == 1 ? "%s" : "%s%d", modified_keys[i].name, modifiers + 1);
            const char *sequence = tigetstr(text);
            if (sequence && sequence != (const char *)-1) define_key(sequence, number);
        }
    }
}

int cn_read(void) {
    for (;;) {
        int value = getch();
        if (value == ERR) return -1;
        if (value < KEY_MIN || value >= CN_KEY_BASE) return value;
        if (value >= KEY_F(1) && value <= KEY_F(CN_FUNCTION_KEYS)) {
            return code((enum cn_key)(CN_FUNCTION + value - KEY_F(1)), 0);
        }
        for (int i = 0; i < COUNT(curses_keys); i++) {
            if (curses_keys[i].curses == value) return code(curses_keys[i].key, curses_keys[i].modifiers);
        }
        // A key that has no meaning here is passed over.
    }
}

enum cn_wait_result cn_wait(int milliseconds) {
    if (cn_request_pending()) return CN_WAIT_SIGNAL;
    struct pollfd sources[2] = {{STDIN_FILENO, POLLIN, 0}, {cn_wake_descriptor(), POLLIN, 0}};
    int ready = poll(sources, 2, milliseconds);
    if (ready < 0) return errno == EINTR ? CN_WAIT_SIGNAL : CN_WAIT_GONE;
    if (ready == 0) return CN_WAIT_TIMEOUT;
    if (sources[1].revents) {
        cn_drain_wakes();
        return cn_request_pending() ? CN_WAIT_SIGNAL : CN_WAIT_WOKEN;
    }
    int waiting = 0;
    bool readable = ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting > 0;
    return readable ? CN_WAIT_INPUT : CN_WAIT_GONE;
}

void cn_discard_input(int milliseconds) {
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    poll(&input, 1, milliseconds);
    tcflush(STDIN_FILENO, TCIFLUSH);
}
