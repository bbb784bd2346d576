#pragma once
#include <stddef.h>
#include <stdint.h>

/*
 * A disk that loses power, fills up and fails, under SQLite: a VFS over SQLite's own "unix" VFS, the default of the
 * process once it is installed. Databases lie where they always lie; only files below a watched folder are treated, all
 * others pass through.
 *
 * | What | becomes durable |
 * | --- | --- |
 * | octets and length of a database, -wal, -journal | with an xSync of that file |
 * | that a name is there, or is not | with the first xSync of a -wal or -journal of its folder since that was opened,
 *   or a deletion that syncs the folder |
 * | -shm | never: it is memory of this process, and there is no such file |
 *
 * So nobody outside of the process may open the database. No xSync reaches the system, and costs nothing; everything
 * else reaches it, so that stat() and the like say what SQLite did.
 */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct faulty_disk faulty_disk;

/* Processes are numbers from 0 up to this, without it. */
enum { FAULTY_DISK_PROCESSES = 64 };

/* Registers the VFS as the process's default. May be called again. An SQLite code. */
int faulty_disk_install(void);

/* A disk: everything below a folder that exists. NULL where it does not. The seed is for what a kill tears. */
faulty_disk *faulty_disk_watch(const char *folder, uint64_t seed);

/* What is open stays usable and is durable at once; the disk must not be used any more. */
void faulty_disk_unwatch(faulty_disk *disk);

/* ---- Processes */

/* Databases that are opened from now on are this process's, and it lives. Journals and logs go with their database. */
void faulty_disk_begin(faulty_disk *disk, int process);

/* Every connection that the process has open is dead: each of its reads, writes, locks and the like fails with
   SQLITE_IOERR, its file locks are gone, and closing it changes no file. What it wrote stays. */
void faulty_disk_kill(faulty_disk *disk, int process);

/* The same, at the process's n-th write, truncation, sync or deletion from now on (1 is the next): that one is not
   done, or, when it is a write, done for some of its octets. 0: not any more. */
void faulty_disk_kill_after(faulty_disk *disk, int process, int64_t calls);

/* Whether it was killed, or lost power, since it last began. */
int faulty_disk_is_dead(faulty_disk *disk, int process);

/* How many files the process has open, dead or alive. */
int faulty_disk_open_files(faulty_disk *disk, int process);

/* ---- Power */

enum faulty_disk_policy {
    FAULTY_DISK_BY_SEED,   /* one of those below */
    FAULTY_DISK_KEEP_ALL,  /* all that was written */
    FAULTY_DISK_LOSE_ALL,  /* nothing but what was synced */
    FAULTY_DISK_PREFIX,    /* what was written up to some moment, in all files */
    FAULTY_DISK_SUBSET,    /* any of the writes */
    FAULTY_DISK_TORN       /* any of the writes' sectors */
};

/* A sector of 512 octets is otherwise as it was before or after one of the writes since the last sync. With this, what
   a lost write would have covered in it may be anything; what it would not have covered is never touched. */
enum { FAULTY_DISK_GARBAGE = 1 };

/* Every process is dead, and what was not synced is kept, lost or torn. The same history and seed leave the same
   octets. */
void faulty_disk_lose_power(faulty_disk *disk, uint64_t seed, enum faulty_disk_policy policy, int flags);

/* How many octets of writes and truncations are not synced. */
int64_t faulty_disk_unsynced(faulty_disk *disk);

/* ---- Trouble */

/* A write that makes a file longer, so that all the files of its folder were more than so many octets, writes what
   fits and fails with SQLITE_FULL. Negative: there is room. */
void faulty_disk_full(faulty_disk *disk, int64_t limit);

enum faulty_disk_kind {
    FAULTY_DISK_READ,
    FAULTY_DISK_WRITE,
    FAULTY_DISK_SYNC,
    FAULTY_DISK_TRUNCATE,
    FAULTY_DISK_DELETE
};

enum { FAULTY_DISK_DATABASE = 1, FAULTY_DISK_LOG = 2, FAULTY_DISK_JOURNAL = 4, FAULTY_DISK_ANY = 7 };

/* After so many calls of the kind upon such files, the next `times` (negative: all) fail with the SQLITE_IOERR of the
   kind and do nothing; a failed sync leaves unsynced what was. One order for each kind: the last. 0 times: none. */
void faulty_disk_fail(faulty_disk *disk, enum faulty_disk_kind kind, int files, int64_t after, int64_t times);

/* The next `times` (negative: all) calls of the kind upon such files take so many nanoseconds: `passes` is told before
   the disk does anything, and must not come back to it; deletions are never slow. One order for each kind: the last.
   0 times: none. */
void faulty_disk_slow(faulty_disk *disk, enum faulty_disk_kind kind, int files, int64_t times, int64_t nanoseconds,
                      void (*passes)(void *context, int64_t nanoseconds), void *context);

/* ---- Counts, from the beginning */

typedef struct {
    int64_t opens, reads, writes, truncations, syncs, deletions;
    int64_t octets_read, octets_written;
    /* What the syncs had to put on the disk. */
    int64_t octets_synced;
    /* Calls that took long. */
    int64_t slow;
} faulty_disk_numbers;

faulty_disk_numbers faulty_disk_counts(faulty_disk *disk);

/* ---- SQLite's chance, clock and sleep: of the calling thread, until it ends this */

/* SQLite's generator begins anew from this seed; it is one for all threads, so only a process where no other thread
   uses SQLite has the same salts in its logs again. Sleeping takes no time, and the clock stands. */
void faulty_disk_begin_world(uint64_t seed, int64_t unix_milliseconds);
void faulty_disk_set_time(int64_t unix_milliseconds);
void faulty_disk_end_world(void);

/* ---- Octets */

/* A sum of `count` octets, and of how many there are, on top of another. */
uint64_t faulty_sum(uint64_t sum, const void *octets, size_t count);

/* ---- Memory */

/* What is taken of the process's heap now, in octets. */
int64_t faulty_heap_octets(void);

#ifdef __cplusplus
}
#endif
