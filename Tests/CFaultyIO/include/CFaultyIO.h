#pragma once

/* A machine that fails, for a program that knows nothing of it.
 *
 * The dynamic library FaultyIO is put in front of libc with LD_PRELOAD. Calls on ordinary files of one folder, and on TCP
 * sockets, then fail, do a part of what was asked, take their time, or are the last thing that the process does: SIGKILL
 * before the call took effect, or after it. Everything else is left alone: other files, pipes, Unix sockets, and the shared
 * memory of a database (-shm).
 *
 * | Variable | |
 * | --- | --- |
 * | FAULTY_IO_SEED | a number; without it nothing is done |
 * | FAULTY_IO_HOME | the folder, as the program writes it |
 * | FAULTY_IO_LOG | a file that gets one line for each fault |
 * | FAULTY_IO_FILES | one in so many writes to files; thirty times as rare for open, read and close, three times as frequent for the
 *   like of sync and rename; 0 for none, 1 for every call |
 * | FAULTY_IO_SOCKETS | the same for sockets; three times as frequent for socket, connect and accept |
 * | FAULTY_IO_KINDS | what may happen, of: fail short interrupt delay kill |
 * | FAULTY_IO_MOST | after so many faults nothing more happens |
 *
 * Which call is hit, and how, follows from the seed: the n-th call of each name (write, fdatasync, recv, ...) in the process,
 * whatever its thread. What that n-th call is about depends on how the threads ran, and so does the moment from which on
 * FAULTY_IO_MOST are used up. One thread, and the same input, meet the same faults each time.
 *
 * What is said is what Linux may say there: EINTR, EAGAIN when sending, and fewer octets than were asked for, are a part of
 * everyday life; EIO, ENOSPC, EMFILE, ECONNRESET and their like are failures. After a reset the connection is really gone, and after a
 * failed close the descriptor is closed. A fourth of the failures of writing go on for up to thirty calls, as a full disk does.
 *
 * Only system calls and atomic operations: it may be called from a signal's handler, and before any constructor ran.
 */
