#pragma once
#include <spawn.h>
#include <sys/epoll.h>

/* Of glibc 2.34 and newer, and only declared for who asks for GNU's extensions, which Swift's Glibc does not. */
int memfd_create(const char *name, unsigned int flags);
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

static const unsigned int USHER_MEMFD_CLOSE_ON_EXEC = 1; /* MFD_CLOEXEC */
