#define _GNU_SOURCE
#include "faulty.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What is to happen is read from the environment once, at the first call or by the constructor, whichever comes first. */

enum { MAY_FAIL = 1, MAY_SHORTEN = 2, MAY_INTERRUPT = 4, MAY_DELAY = 8, MAY_KILL = 16 };

static const struct { const char *word; int kind; } WORDS[] = {
    {"fail", MAY_FAIL}, {"short", MAY_SHORTEN}, {"interrupt", MAY_INTERRUPT}, {"delay", MAY_DELAY}, {"kill", MAY_KILL},
};

static const char *const NAMES[CALLS] = {
    "open", "read", "write", "sync", "truncate", "rename", "unlink", "close", "socket", "connect", "accept", "send", "receive",
};

/* What Linux may answer, each list closed by 0. */
static const int FAILURES[CALLS][6] = {
    [CALL_OPEN] = {EIO, EMFILE, ENFILE, ENOSPC}, /* ENOSPC: only where it makes the file */
    [CALL_READ] = {EIO}, [CALL_WRITE] = {EIO, ENOSPC, ENOSPC, EDQUOT}, [CALL_SYNC] = {EIO, ENOSPC},
    [CALL_TRUNCATE] = {EIO}, [CALL_RENAME] = {EIO, ENOSPC}, [CALL_UNLINK] = {EIO}, [CALL_CLOSE] = {EIO},
    [CALL_SOCKET] = {EMFILE, ENFILE, ENOBUFS}, [CALL_CONNECT] = {ECONNREFUSED, ETIMEDOUT, ENETUNREACH, EADDRNOTAVAIL},
    [CALL_ACCEPT] = {EMFILE, ENFILE, ECONNABORTED, ENOBUFS, ENOMEM},
    [CALL_SEND] = {ECONNRESET, EPIPE, ETIMEDOUT}, [CALL_RECEIVE] = {ECONNRESET, ETIMEDOUT},
};

/* How much rarer faults are of calls that only look at files, and how much more frequent of those that come seldom. */
enum { LOOKING = 30, RARE = 3 };

static int kinds;
static uint64_t seed, files, sockets, most;
static _Atomic int is_read;
static _Atomic uint64_t counts[CALLS], faults;
/* How many writing calls still fail, and how. */
static _Atomic int lasting, lasting_error;

static uint64_t number(const char *name, uint64_t otherwise) {
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

static void settle(void) {
    if (atomic_load(&is_read)) return;
    seed = number("FAULTY_IO_SEED", 0);
    files = number("FAULTY_IO_FILES", 0);
    sockets = number("FAULTY_IO_SOCKETS", 0);
    most = number("FAULTY_IO_MOST", UINT64_MAX);
    const char *words = getenv("FAULTY_IO_KINDS");
    for (size_t each = 0; words && each < sizeof WORDS / sizeof *WORDS; each++)
        if (strstr(words, WORDS[each].word)) kinds |= WORDS[each].kind;
    if (!getenv("FAULTY_IO_SEED")) kinds = 0;
    atomic_store(&is_read, 1);
}

__attribute__((constructor)) static void begin(void) { settle(); }

uint64_t faulty_random(uint64_t of) {
    /* SplitMix64's mixing step. */
    uint64_t z = (seed + 1) * 0x9E3779B97F4A7C15u + of * 0xD1B54A32D192ED03u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void nap(uint64_t milliseconds) {
    struct timespec time = {.tv_nsec = (long)milliseconds * 1000000};
    syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &time, NULL);
}

static void die(void) {
    syscall(SYS_kill, (pid_t)syscall(SYS_getpid), SIGKILL);
    for (;;) nap(999);
}

static bool writes(struct asked asked) {
    switch (asked.call) {
    case CALL_WRITE: case CALL_SYNC: case CALL_TRUNCATE: case CALL_RENAME: return true;
    case CALL_OPEN: return asked.creates;
    default: return false;
    }
}

/* Most calls on files only look. */
static bool looks(struct asked asked) {
    return asked.call == CALL_READ || asked.call == CALL_CLOSE || (asked.call == CALL_OPEN && !asked.creates);
}

/* Calls of which a program makes few. */
static bool is_rare(struct asked asked) {
    switch (asked.call) {
    case CALL_SYNC: case CALL_TRUNCATE: case CALL_RENAME: case CALL_UNLINK: case CALL_SOCKET: case CALL_CONNECT: case CALL_ACCEPT:
        return true;
    default: return false;
    }
}

/* One in how many; 0 for none. */
static uint64_t rate_of(struct asked asked) {
    uint64_t rate = asked.place == PLACE_SOCKET ? sockets : files;
    if (rate < 2 || asked.place == PLACE_ELSEWHERE) return asked.place == PLACE_ELSEWHERE ? 0 : rate;
    return is_rare(asked) ? (rate + RARE - 1) / RARE : asked.place != PLACE_SOCKET && looks(asked) ? rate * LOOKING : rate;
}

static const char *word(int error) {
    const char *name = strerrorname_np(error);
    return name ? name : "?";
}

static int failure(struct asked asked, uint64_t chance) {
    int count = 0;
    while (FAILURES[asked.call][count]) count++;
    int error = FAILURES[asked.call][chance % (uint64_t)count];
    return error == ENOSPC && asked.call == CALL_OPEN && !asked.creates ? EIO : error;
}

/* EINTR and EAGAIN, where they are everyday life: 0 where neither is. A socket that epoll(7) called readable has something to
 * read, and nobody else takes it: EAGAIN is said of sending alone, where memory may be short at any time. */
static int interruption(struct asked asked, uint64_t chance) {
    switch (asked.call) {
    case CALL_WRITE: case CALL_SEND:
        return asked.place == PLACE_SOCKET && !asked.is_patient && chance % 3 ? EAGAIN : EINTR;
    case CALL_READ: case CALL_RECEIVE: case CALL_ACCEPT: case CALL_OPEN: return EINTR;
    default: return 0;
    }
}

struct fate faulty_decide(struct asked asked) {
    struct fate fate = {.fault = FAULT_NONE};
    settle();
    uint64_t rate = rate_of(asked);
    if (!kinds || !rate) return fate;
    uint64_t number = atomic_fetch_add(&counts[asked.call], 1);
    const char *name = NAMES[asked.call];
    if (writes(asked) && asked.place != PLACE_SOCKET && atomic_load(&lasting) > 0 && atomic_fetch_sub(&lasting, 1) > 0) {
        fate = (struct fate){.fault = FAULT_FAIL, .error = atomic_load(&lasting_error)};
        faulty_log(name, asked.place, word(fate.error), number);
        return fate;
    }
    uint64_t chance = faulty_random((uint64_t)asked.call << 40 | number);
    if (chance % rate) return fate;
    if (atomic_fetch_add(&faults, 1) >= most) return fate;
    chance = faulty_random(chance);

    int open[5], count = 0;
    for (int kind = MAY_FAIL; kind <= MAY_KILL; kind <<= 1) if (kinds & kind) open[count++] = kind;
    int kind = open[chance % (uint64_t)count];
    chance >>= 8;
    bool has_part = asked.count > 1 && (asked.call == CALL_READ || asked.call == CALL_WRITE || asked.call == CALL_SEND
        || asked.call == CALL_RECEIVE);
    int error = interruption(asked, chance);
    /* What does not fit this call is a pause. */
    if ((kind == MAY_SHORTEN && !has_part) || (kind == MAY_INTERRUPT && !error)) kind = MAY_DELAY;
    switch (kind) {
    case MAY_FAIL:
        fate = (struct fate){.fault = FAULT_FAIL, .error = failure(asked, chance)};
        if (writes(asked) && asked.place != PLACE_SOCKET && (chance >> 8) % 4 == 0) {
            atomic_store(&lasting_error, asked.call == CALL_SYNC ? EIO : fate.error);
            atomic_store(&lasting, (int)((chance >> 16) % 30));
        }
        break;
    case MAY_SHORTEN:
        fate = (struct fate){.fault = FAULT_SHORT, .count = 1 + (chance >> 8) % (asked.count - 1)};
        break;
    case MAY_INTERRUPT: fate = (struct fate){.fault = FAULT_FAIL, .error = error}; break;
    case MAY_KILL: fate.fault = (chance >> 8) % 2 ? FAULT_KILL_AFTER : FAULT_NONE; break;
    default: break;
    }
    const char *what = kind == MAY_DELAY ? "delay" : kind == MAY_SHORTEN ? "short"
        : kind == MAY_KILL ? (fate.fault == FAULT_KILL_AFTER ? "kill-after" : "kill-before") : word(fate.error);
    faulty_log(name, asked.place, what, number);
    if (kind == MAY_DELAY) nap(1 + (chance >> 8) % 40);
    if (kind == MAY_KILL && fate.fault == FAULT_NONE) die();
    return fate;
}

void faulty_after(struct fate fate) {
    if (fate.fault == FAULT_KILL_AFTER) die();
}
