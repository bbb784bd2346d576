#pragma once
#include "CFaultyDisk.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What the files of this target share. Everything of a disk is under its mutex. */

enum { SECTOR = 512, SHM_LOCKS = SQLITE_SHM_NLOCK };

/* A write or truncation since the last sync. */
struct change {
    int64_t number;  /* of all changes of the disk, in order */
    int64_t offset;
    int64_t end;     /* after the last octet that it changes */
    int64_t start;   /* of the image: offset, rounded down to a sector */
    int64_t had;     /* octets of the image; what comes after them was beyond the end */
    size_t image;    /* where what lay there before is in the node's images */
    int64_t size;    /* the file's before */
    bool truncates;
};

/* The memory that connections to one database share. */
struct shm {
    int references;
    int regions;
    void **memory;
    int shared[SHM_LOCKS];
    struct handle *exclusive[SHM_LOCKS];
};

/* The content of a file, whatever its name is by now. */
struct node {
    int references;  /* handles and names' versions */
    int64_t number;
    dev_t device;
    ino_t inode;
    int kind;        /* FAULTY_DISK_DATABASE, ... */
    int64_t size;
    int descriptor;  /* of what lost its name; else -1 */
    struct change *changes;
    size_t count, room;
    unsigned char *images;
    size_t used, capacity;
    struct shm *shm;
    /* A log's or journal's content once more, while it is written to: looking there takes no system call. */
    unsigned char *mirror;
    size_t mirrored;  /* how many octets there is room for */
};

/* What a name meant: the first is durable, the last is so now. */
struct version {
    int64_t number;
    struct node *node;  /* NULL: no such file */
};

struct name {
    struct name *next;
    size_t folder;  /* the length of the path's folder */
    struct version *versions;
    size_t count;
    char path[];
};

/* An open file, as SQLite has it; the file of the VFS below follows it in memory. */
struct handle {
    sqlite3_file base;
    sqlite3_file *below;
    struct faulty_disk *disk;
    struct node *node;
    struct shm *shm;
    struct handle *next;
    int process;
    bool is_dead;
    bool syncs_folder;  /* with its next sync */
    unsigned shared, exclusive;  /* locks of the shared memory */
    size_t folder;  /* the length of the path's folder */
    const char *path;
};

struct process {
    bool is_dead;
    int64_t calls;  /* until it is killed; 0: it is not */
};

struct trouble {
    int files;
    int64_t after, times;
};

struct slowness {
    int files;
    int64_t times, nanoseconds;
    void (*passes)(void *, int64_t);
    void *context;
};

struct faulty_disk {
    struct faulty_disk *next;
    pthread_mutex_t mutex;
    bool is_watched;
    uint64_t random;
    int64_t number;  /* of the last change */
    int64_t nodes;
    int current;
    struct process processes[FAULTY_DISK_PROCESSES];
    struct handle *handles;
    struct name *names;
    int64_t limit;
    struct trouble troubles[FAULTY_DISK_DELETE + 1];
    struct slowness slow[FAULTY_DISK_DELETE + 1];
    faulty_disk_numbers counts;
    size_t length;
    char folder[];
};

/* random.c: SplitMix64 */
uint64_t faulty_random(uint64_t *state);
uint64_t faulty_hash(uint64_t seed, uint64_t a, uint64_t b);

/* node.c */
struct node *faulty_node(struct faulty_disk *disk, int kind);
void faulty_node_release(struct node *node);
void faulty_node_settle(struct node *node);
void faulty_node_unmirror(struct node *node);
void faulty_node_written(struct node *node, const void *octets, int64_t amount, int64_t offset);
int faulty_node_change(struct handle *file, int64_t offset, int64_t end, bool truncates);
struct name *faulty_name(struct faulty_disk *disk, const char *path);
struct node *faulty_name_node(const struct name *name);
void faulty_name_is(struct faulty_disk *disk, struct name *name, struct node *node);
void faulty_name_forget(struct name *name, size_t kept);
void faulty_folder_sync(struct faulty_disk *disk, const char *path, size_t length);
size_t faulty_folder_length(const char *path);

/* shm.c */
int faulty_shm_map(sqlite3_file *base, int region, int size, int extends, void volatile **out);
int faulty_shm_lock(sqlite3_file *base, int offset, int count, int flags);
void faulty_shm_barrier(sqlite3_file *base);
int faulty_shm_unmap(sqlite3_file *base, int deletes);
void faulty_shm_close(struct handle *file);
void faulty_shm_detach(struct node *node);

/* disk.c */
struct faulty_disk *faulty_disk_of(const char *path);
void faulty_disk_forget(struct faulty_disk *disk);
void faulty_disk_die(struct faulty_disk *disk, int process);

/* file.c */
extern const sqlite3_io_methods faulty_methods;
/* Who spoke last in this thread: a deletion does not say whose it is, and always follows another call of its
   connection. */
extern _Thread_local const struct faulty_disk *faulty_last_disk;
extern _Thread_local int faulty_last_process;
bool faulty_strikes(struct faulty_disk *disk, enum faulty_disk_kind kind, int files);
void faulty_takes_long(struct faulty_disk *disk, enum faulty_disk_kind kind, int files);
bool faulty_kills(struct faulty_disk *disk, int process);
