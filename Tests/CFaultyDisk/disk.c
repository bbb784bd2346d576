#include "disk.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The disks, and the processes that use them. */

static pthread_mutex_t disks_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct faulty_disk *disks;

/* The disk that a path lies on, locked; NULL where it lies on none. */
struct faulty_disk *faulty_disk_of(const char *path) {
    pthread_mutex_lock(&disks_mutex);
    struct faulty_disk *disk = disks;
    while (disk != NULL && (!disk->is_watched || strncmp(path, disk->folder, disk->length) != 0)) disk = disk->next;
    if (disk != NULL) pthread_mutex_lock(&disk->mutex);
    pthread_mutex_unlock(&disks_mutex);
    return disk;
}

struct faulty_disk *faulty_disk_watch(const char *folder, uint64_t seed) {
    char real[PATH_MAX];
    if (realpath(folder, real) == NULL) return NULL;
    size_t length = strlen(real);
    struct faulty_disk *disk = calloc(1, sizeof *disk + length + 2);
    if (disk == NULL) return NULL;
    memcpy(disk->folder, real, length);
    disk->folder[length] = '/';
    disk->length = length + 1;
    disk->is_watched = true;
    disk->random = seed;
    disk->limit = -1;
    pthread_mutex_init(&disk->mutex, NULL);
    pthread_mutex_lock(&disks_mutex);
    disk->next = disks;
    disks = disk;
    pthread_mutex_unlock(&disks_mutex);
    return disk;
}

/* Once nobody watches it and nothing of it is open. */
void faulty_disk_forget(struct faulty_disk *disk) {
    pthread_mutex_lock(&disks_mutex);
    for (struct faulty_disk **one = &disks; *one != NULL; one = &(*one)->next) {
        if (*one == disk) {
            *one = disk->next;
            break;
        }
    }
    pthread_mutex_unlock(&disks_mutex);
    while (disk->names != NULL) {
        struct name *name = disk->names;
        disk->names = name->next;
        for (size_t i = 0; i < name->count; i++) faulty_node_release(name->versions[i].node);
        free(name->versions);
        free(name);
    }
    pthread_mutex_destroy(&disk->mutex);
    free(disk);
}

void faulty_disk_unwatch(struct faulty_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    disk->is_watched = false;
    bool is_last = disk->handles == NULL;
    pthread_mutex_unlock(&disk->mutex);
    if (is_last) faulty_disk_forget(disk);
}

/* ---- Processes */

static bool is_process(int process) { return process >= 0 && process < FAULTY_DISK_PROCESSES; }

void faulty_disk_begin(struct faulty_disk *disk, int process) {
    if (!is_process(process)) return;
    pthread_mutex_lock(&disk->mutex);
    disk->current = process;
    disk->processes[process] = (struct process){0};
    pthread_mutex_unlock(&disk->mutex);
}

/* Under the mutex. */
void faulty_disk_die(struct faulty_disk *disk, int process) {
    disk->processes[process] = (struct process){.is_dead = true};
    for (struct handle *file = disk->handles; file != NULL; file = file->next) {
        if (file->process != process || file->is_dead) continue;
        file->is_dead = true;
        file->below->pMethods->xUnlock(file->below, SQLITE_LOCK_NONE);
    }
    /* What only the dead have mapped is gone with them. */
    for (struct handle *file = disk->handles; file != NULL; file = file->next) {
        if (!file->is_dead || file->shm == NULL || file->node->shm != file->shm) continue;
        bool survives = false;
        for (struct handle *other = disk->handles; other != NULL; other = other->next) {
            survives = survives || (!other->is_dead && other->shm == file->shm);
        }
        if (!survives) faulty_shm_detach(file->node);
    }
}

void faulty_disk_kill(struct faulty_disk *disk, int process) {
    if (!is_process(process)) return;
    pthread_mutex_lock(&disk->mutex);
    faulty_disk_die(disk, process);
    pthread_mutex_unlock(&disk->mutex);
}

void faulty_disk_kill_after(struct faulty_disk *disk, int process, int64_t calls) {
    if (!is_process(process)) return;
    pthread_mutex_lock(&disk->mutex);
    disk->processes[process].calls = calls;
    pthread_mutex_unlock(&disk->mutex);
}

int faulty_disk_is_dead(struct faulty_disk *disk, int process) {
    if (!is_process(process)) return false;
    pthread_mutex_lock(&disk->mutex);
    bool is_dead = disk->processes[process].is_dead;
    pthread_mutex_unlock(&disk->mutex);
    return is_dead;
}

int faulty_disk_open_files(struct faulty_disk *disk, int process) {
    int count = 0;
    pthread_mutex_lock(&disk->mutex);
    for (struct handle *file = disk->handles; file != NULL; file = file->next) count += file->process == process;
    pthread_mutex_unlock(&disk->mutex);
    return count;
}

/* ---- Trouble */

void faulty_disk_full(struct faulty_disk *disk, int64_t limit) {
    pthread_mutex_lock(&disk->mutex);
    disk->limit = limit;
    pthread_mutex_unlock(&disk->mutex);
}

void faulty_disk_fail(struct faulty_disk *disk, enum faulty_disk_kind kind, int files, int64_t after, int64_t times) {
    if (kind < 0 || kind > FAULTY_DISK_DELETE) return;
    pthread_mutex_lock(&disk->mutex);
    disk->troubles[kind] = (struct trouble){.files = files, .after = after, .times = times};
    pthread_mutex_unlock(&disk->mutex);
}

void faulty_disk_slow(struct faulty_disk *disk, enum faulty_disk_kind kind, int files, int64_t times,
                      int64_t nanoseconds, void (*passes)(void *, int64_t), void *context) {
    if (kind < 0 || kind > FAULTY_DISK_DELETE) return;
    pthread_mutex_lock(&disk->mutex);
    disk->slow[kind] = (struct slowness){
        .files = files, .times = times, .nanoseconds = nanoseconds, .passes = passes, .context = context};
    pthread_mutex_unlock(&disk->mutex);
}

faulty_disk_numbers faulty_disk_counts(struct faulty_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    faulty_disk_numbers counts = disk->counts;
    pthread_mutex_unlock(&disk->mutex);
    return counts;
}
