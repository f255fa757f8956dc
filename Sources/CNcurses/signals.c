// Signals: requests for the program, and restoring the terminal where the program ends without it.
#define _GNU_SOURCE
#include "CNcurses.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/types.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t asked_resize, asked_suspend, asked_redraw, asked_end;

static struct termios shell_modes;
static bool has_shell_modes;
/// What gives the screen back, made ready beforehand: ncurses may not be called in a signal handler.
static char restore[512];
static size_t restore_count;

static int wake_pipe[2] = {-1, -1};

int cn_wake_descriptor(void) {
    if (wake_pipe[0] < 0 && pipe(wake_pipe) == 0) {
        for (int i = 0; i < 2; i++) {
            fcntl(wake_pipe[i], F_SETFL, O_NONBLOCK);
            fcntl(wake_pipe[i], F_SETFD, FD_CLOEXEC);
        }
    }
    return wake_pipe[0];
}

void cn_wake(void) {
    int saved = errno;
    // A full pipe wakes as well as one more byte would.
    ssize_t ignored = write(wake_pipe[1], "", 1);
    (void)ignored;
    errno = saved;
}

void cn_drain_wakes(void) {
    char bytes[64];
    while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {}
}

void cn_write(const char *bytes, int count) {
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, (size_t)count);
        if (written < 0 && errno != EINTR && errno != EAGAIN) return;
        if (written > 0) {
            bytes += written;
            count -= (int)written;
        }
    }
}

void cn_save_terminal(void) { has_shell_modes = tcgetattr(STDIN_FILENO, &shell_modes) == 0; }

/// Adds a terminfo string without its padding marks, `$<5>`.
static void add_to_restore(const char *text) {
    if (!text) return;
    while (*text && restore_count < sizeof restore) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end) {
                text = end + 1;
                continue;
            }
        }
        restore[restore_count++] = *text++;
    }
}

void cn_prepare_restore(void) {
    restore_count = 0;
    add_to_restore("\033[?1006l\033[?1002l\033[?1000l\033[?2004l");
    add_to_restore(exit_attribute_mode);
    add_to_restore(orig_pair);
    add_to_restore(keypad_local);
    add_to_restore(cursor_normal);
    add_to_restore(exit_ca_mode);
}

static void restore_terminal(void) {
    ssize_t ignored = write(STDOUT_FILENO, restore, restore_count);
    (void)ignored;
    if (has_shell_modes) tcsetattr(STDIN_FILENO, TCSANOW, &shell_modes);
}

// MARK: Handlers

static void on_request(int signal) {
    switch (signal) {
    case SIGWINCH: asked_resize = 1; break;
    case SIGTSTP: asked_suspend = 1; break;
    case SIGCONT: asked_redraw = 1; break;
    default:
        if (asked_end) {
            // Asked twice, and the program did not listen the first time.
            restore_terminal();
            _exit(128 + signal);
        }
        asked_end = signal;
    }
    cn_wake();
}

static const int requests[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};

#define COUNT(table) ((int)(sizeof table / sizeof *table))

static struct sigaction former_requests[COUNT(requests)], former_crashes[COUNT(crashes)];
static bool is_installed;

static void on_crash(int signal) {
    restore_terminal();
    for (int i = 0; i < COUNT(crashes); i++) {
        if (crashes[i] == signal) sigaction(signal, &former_crashes[i], NULL);
    }
    raise(signal);
}

void cn_install_signals(void) {
    if (is_installed) return;
    is_installed = true;
    cn_wake_descriptor();
    asked_resize = asked_suspend = asked_redraw = asked_end = 0;

    // A stack of its own, for the stack may be what overflowed.
    static char stack[64 * 1024];
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
    sigaltstack(&alternative, NULL);

    struct sigaction action = {.sa_handler = on_request};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < COUNT(requests); i++) sigaction(requests[i], &action, &former_requests[i]);
    action.sa_handler = on_crash;
    action.sa_flags = SA_ONSTACK;
    for (int i = 0; i < COUNT(crashes); i++) sigaction(crashes[i], &action, &former_crashes[i]);
}

void cn_remove_signals(void) {
    if (!is_installed) return;
    is_installed = false;
    for (int i = 0; i < COUNT(requests); i++) sigaction(requests[i], &former_requests[i], NULL);
    for (int i = 0; i < COUNT(crashes); i++) sigaction(crashes[i], &former_crashes[i], NULL);
}

bool cn_request_pending(void) { return asked_resize || asked_suspend || asked_redraw || asked_end; }

static bool take(volatile sig_atomic_t *flag) {
    bool asked = *flag != 0;
    *flag = 0;
    return asked;
}

enum cn_request cn_take_request(int *signal) {
    *signal = asked_end;
    if (take(&asked_end)) return CN_REQUEST_TERMINATE;
    if (take(&asked_suspend)) return CN_REQUEST_SUSPEND;
    if (take(&asked_resize)) return CN_REQUEST_RESIZE;
    if (take(&asked_redraw)) return CN_REQUEST_REDRAW;
    return CN_REQUEST_NONE;
}

void cn_stop(void) {
    struct sigaction stop = {.sa_handler = SIG_DFL}, former;
    sigemptyset(&stop.sa_mask);
    sigaction(SIGTSTP, &stop, &former);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &former, NULL);
    // This continuation is known of.
    asked_redraw = 0;
}
