#define _GNU_SOURCE
#include "faulty.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>

/* The calls on files, and those that sockets share with them. */

static int opened(int folder, const char *path, int flags, mode_t mode) {
    /* A path that is relative to a folder is nobody's here. */
    enum place place = path && *path == '/' ? faulty_place_of_path(path) : PLACE_ELSEWHERE;
    if (flags & O_DIRECTORY && place != PLACE_ELSEWHERE) place = PLACE_FOLDER;
    struct asked asked = {.call = CALL_OPEN, .place = place, .creates = flags & O_CREAT};
    struct fate fate = faulty_decide(asked);
    if (fate.fault == FAULT_FAIL) return errno = fate.error, -1;
    int descriptor = (int)syscall(SYS_openat, folder, path, flags | O_LARGEFILE, mode);
    faulty_after(fate);
    if (descriptor >= 0) faulty_note(descriptor, place);
    return descriptor;
}

static mode_t mode_of(int flags, va_list rest) {
    return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
}

#define OPEN(NAME) \
    int NAME(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = mode_of(flags, rest); \
        va_end(rest); \
        return opened(AT_FDCWD, path, flags, mode); \
    }
#define OPENAT(NAME) \
    int NAME(int folder, const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = mode_of(flags, rest); \
        va_end(rest); \
        return opened(folder, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* How one call on a descriptor goes; false where it has failed already. */
static bool begun(enum call call, int descriptor, size_t *count, struct fate *fate) {
    enum place place = faulty_place(descriptor);
    if (place == PLACE_SOCKET) call = call == CALL_READ ? CALL_RECEIVE : CALL_SEND;
    struct asked asked = {.call = call, .place = place, .count = *count};
    asked.is_patient = place == PLACE_SOCKET && faulty_is_patient(descriptor, 0);
    *fate = faulty_decide(asked);
    if (fate->fault == FAULT_SHORT) *count = fate->count;
    if (fate->fault != FAULT_FAIL) return true;
    if (place == PLACE_SOCKET && fate->error != EAGAIN && fate->error != EINTR) syscall(SYS_shutdown, descriptor, 2);
    errno = fate->error;
    return false;
}

#define TRANSFER(RETURN, CALL, DESCRIPTOR, COUNT, SYSTEM_CALL) \
    struct fate fate; \
    if (!begun(CALL, DESCRIPTOR, &COUNT, &fate)) return -1; \
    RETURN result = (RETURN)SYSTEM_CALL; \
    faulty_after(fate); \
    return result

ssize_t read(int descriptor, void *into, size_t count) {
    TRANSFER(ssize_t, CALL_READ, descriptor, count, syscall(SYS_read, descriptor, into, count));
}

ssize_t pread64(int descriptor, void *into, size_t count, off64_t at) {
    TRANSFER(ssize_t, CALL_READ, descriptor, count, syscall(SYS_pread64, descriptor, into, count, at));
}

ssize_t write(int descriptor, const void *octets, size_t count) {
    TRANSFER(ssize_t, CALL_WRITE, descriptor, count, syscall(SYS_write, descriptor, octets, count));
}

ssize_t pwrite64(int descriptor, const void *octets, size_t count, off64_t at) {
    TRANSFER(ssize_t, CALL_WRITE, descriptor, count, syscall(SYS_pwrite64, descriptor, octets, count, at));
}

ssize_t pread(int descriptor, void *into, size_t count, off_t at) { return pread64(descriptor, into, count, at); }
ssize_t pwrite(int descriptor, const void *octets, size_t count, off_t at) { return pwrite64(descriptor, octets, count, at); }

/* What a compiler makes of read and its like where it knows the room. */
ssize_t __read_chk(int descriptor, void *into, size_t count, size_t room);
ssize_t __pread64_chk(int descriptor, void *into, size_t count, off64_t at, size_t room);
ssize_t __pread_chk(int descriptor, void *into, size_t count, off_t at, size_t room);
ssize_t __read_chk(int descriptor, void *into, size_t count, size_t room) {
    return read(descriptor, into, count < room ? count : room);
}
ssize_t __pread64_chk(int descriptor, void *into, size_t count, off64_t at, size_t room) {
    return pread64(descriptor, into, count < room ? count : room, at);
}
ssize_t __pread_chk(int descriptor, void *into, size_t count, off_t at, size_t room) {
    return pread64(descriptor, into, count < room ? count : room, at);
}

static size_t length(const struct iovec *parts, int count) {
    size_t all = 0;
    for (int each = 0; each < count; each++) all += parts[each].iov_len;
    return all;
}

/* A part of many parts: as much of the first that has any. */
static ssize_t vectored(enum call call, long number, int descriptor, const struct iovec *parts, int count) {
    size_t octets = length(parts, count), part = octets;
    struct fate fate;
    if (!begun(call, descriptor, &part, &fate)) return -1;
    ssize_t result;
    if (part < octets) {
        int first = 0;
        while (parts[first].iov_len == 0) first++;
        struct iovec less = {.iov_base = parts[first].iov_base, .iov_len = parts[first].iov_len};
        if (less.iov_len > part) less.iov_len = part;
        result = syscall(number, descriptor, &less, 1);
    } else {
        result = syscall(number, descriptor, parts, count);
    }
    faulty_after(fate);
    return result;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    return vectored(CALL_WRITE, SYS_writev, descriptor, parts, count);
}

ssize_t readv(int descriptor, const struct iovec *parts, int count) {
    return vectored(CALL_READ, SYS_readv, descriptor, parts, count);
}

#define PLAIN(CALL, PLACE, SYSTEM_CALL) \
    struct fate fate = faulty_decide((struct asked){.call = CALL, .place = PLACE}); \
    if (fate.fault == FAULT_FAIL) return errno = fate.error, -1; \
    int result = (int)SYSTEM_CALL; \
    faulty_after(fate); \
    return result

int fsync(int descriptor) { PLAIN(CALL_SYNC, faulty_place(descriptor), syscall(SYS_fsync, descriptor)); }
int fdatasync(int descriptor) { PLAIN(CALL_SYNC, faulty_place(descriptor), syscall(SYS_fdatasync, descriptor)); }
int sync_file_range(int descriptor, off64_t from, off64_t count, unsigned flags) {
    PLAIN(CALL_SYNC, faulty_place(descriptor), syscall(SYS_sync_file_range, descriptor, from, count, flags));
}
int ftruncate64(int descriptor, off64_t size) {
    PLAIN(CALL_TRUNCATE, faulty_place(descriptor), syscall(SYS_ftruncate, descriptor, size));
}
int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

int rename(const char *from, const char *to) {
    PLAIN(CALL_RENAME, faulty_place_of_path(to), syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int link(const char *from, const char *to) {
    PLAIN(CALL_RENAME, faulty_place_of_path(to), syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int unlink(const char *path) {
    PLAIN(CALL_UNLINK, faulty_place_of_path(path), syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

/* A close that fails has closed all the same, as Linux does it. */
int close(int descriptor) {
    enum place place = faulty_place(descriptor);
    bool is_file = place == PLACE_FILE || place == PLACE_DATABASE || place == PLACE_LOG;
    struct fate fate = faulty_decide(
        (struct asked){.call = CALL_CLOSE, .place = is_file ? place : PLACE_ELSEWHERE});
    /* Before the number is free for another. */
    faulty_note(descriptor, PLACE_ELSEWHERE);
    int result = (int)syscall(SYS_close, descriptor);
    faulty_after(fate);
    return fate.fault == FAULT_FAIL ? (errno = fate.error, -1) : result;
}
