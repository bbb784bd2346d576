#define _GNU_SOURCE
#include "faulty.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* Which descriptor is what, from its opening on. One that came from elsewhere (inherited, a copy, a pipe) is left alone. */

enum { MOST_DESCRIPTORS = 1 << 14 };

static _Atomic unsigned char places[MOST_DESCRIPTORS];
static _Atomic int log_descriptor;  /* 0: not opened yet; -1: there is none */

static const char *const PLACES[] = {"elsewhere", "file", "database", "log", "folder", "socket"};

static bool ends(const char *text, size_t length, const char *with) {
    size_t count = strlen(with);
    return length >= count && memcmp(text + length - count, with, count) == 0;
}

enum place faulty_place_of_path(const char *path) {
    const char *home = getenv("FAULTY_IO_HOME");
    size_t length = home ? strlen(home) : 0;
    if (!length || !path || strncmp(path, home, length) || (path[length] && path[length] != '/')) return PLACE_ELSEWHERE;
    size_t whole = strlen(path);
    if (ends(path, whole, "-shm")) return PLACE_ELSEWHERE;
    if (ends(path, whole, "-wal") || ends(path, whole, "-journal")) return PLACE_LOG;
    return ends(path, whole, ".sqlite") ? PLACE_DATABASE : PLACE_FILE;
}

enum place faulty_place(int descriptor) {
    return descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? (enum place)atomic_load(&places[descriptor]) : PLACE_ELSEWHERE;
}

void faulty_note(int descriptor, enum place place) {
    if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) atomic_store(&places[descriptor], (unsigned char)place);
}

bool faulty_is_patient(int descriptor, int flags) {
    if (flags & MSG_DONTWAIT) return false;
    long status = syscall(SYS_fcntl, descriptor, F_GETFL);
    return status < 0 || !(status & O_NONBLOCK);
}

static int log_of(void) {
    int known = atomic_load(&log_descriptor);
    if (known) return known;
    const char *path = getenv("FAULTY_IO_LOG");
    long opened = path ? syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (opened >= 0) {
        /* Out of the way of the program's own. */
        long high = syscall(SYS_fcntl, opened, F_DUPFD_CLOEXEC, 1000);
        if (high >= 0) {
            syscall(SYS_close, opened);
            opened = high;
        }
    }
    int found = opened > 0 ? (int)opened : -1, none = 0;
    if (!atomic_compare_exchange_strong(&log_descriptor, &none, found)) {
        if (found > 0) syscall(SYS_close, found);
        return none;
    }
    return found;
}

static char *append(char *to, const char *text) {
    size_t count = strlen(text);
    memcpy(to, text, count);
    to[count] = ' ';
    return to + count + 1;
}

static char *append_number(char *to, uint64_t number) {
    char digits[24];
    int first = sizeof digits - 1;
    digits[first] = 0;
    do digits[--first] = (char)('0' + number % 10); while (number /= 10);
    return append(to, digits + first);
}

void faulty_log(const char *call, enum place place, const char *what, uint64_t number) {
    int kept = errno, descriptor = log_of();
    if (descriptor > 0) {
        char line[160];
        char *end = append(append(append(line, call), PLACES[place]), what);
        end = append_number(end, number);
        end[-1] = '\n';
        syscall(SYS_write, descriptor, line, (size_t)(end - line));
    }
    errno = kept;
}
