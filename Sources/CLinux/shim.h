#pragma once
#include <spawn.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/statfs.h>
#include <sys/timex.h>
#include <malloc.h>

/* Of glibc 2.34 and newer, and only declared for who asks for GNU's extensions, which Swift's Glibc does not. */
int memfd_create(const char *name, unsigned int flags);
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

static const unsigned int USHER_MEMFD_CLOSE_ON_EXEC = 1; /* MFD_CLOEXEC */

/* Whether something keeps the system's clock: 1 or 0; -1 where that cannot be asked. An error of 16 seconds is the
   kernel's word for nobody; STA_UNSYNC is not, for it is also set to keep the kernel from the hardware's clock. */
static inline int usher_clock_is_kept(void) {
    struct timex facts;
    memset(&facts, 0, sizeof facts);
    if (adjtimex(&facts) < 0) return -1;
    return facts.maxerror < 16000000L;
}

/* The number of the file system's kind (statfs(2)); -1 where it cannot be asked. */
static inline long long usher_file_system(const char *path) {
    struct statfs facts;
    return statfs(path, &facts) == 0 ? (long long)(unsigned int)facts.f_type : -1;
}
