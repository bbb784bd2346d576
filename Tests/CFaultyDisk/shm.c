#include "disk.h"
#include <stdlib.h>

/*
 * What connections to one database share when it has a write-ahead log. It is memory, so that a process that dies
 * takes nothing of a living one's with it, and the next life begins without what the last had mapped.
 */

static void release(struct shm *shm) {
    if (--shm->references > 0) return;
    for (int i = 0; i < shm->regions; i++) free(shm->memory[i]);
    free(shm->memory);
    free(shm);
}

/* Whoever comes gets another. */
void faulty_shm_detach(struct node *node) {
    if (node->shm == NULL) return;
    release(node->shm);
    node->shm = NULL;
}

static struct shm *attach(struct handle *file) {
    if (file->shm != NULL) return file->shm;
    struct node *node = file->node;
    if (node->shm == NULL) {
        node->shm = calloc(1, sizeof *node->shm);
        if (node->shm == NULL) return NULL;
        node->shm->references = 1;
    }
    node->shm->references++;
    file->shm = node->shm;
    return file->shm;
}

static int map(struct handle *file, int region, int size, int extends, void volatile **out) {
    if (file->is_dead) return SQLITE_IOERR_SHMMAP;
    struct shm *shm = attach(file);
    if (shm == NULL) return SQLITE_IOERR_NOMEM;
    if (region >= shm->regions) {
        if (!extends) return SQLITE_OK;
        void **memory = realloc(shm->memory, ((size_t)region + 1) * sizeof *memory);
        if (memory == NULL) return SQLITE_IOERR_NOMEM;
        shm->memory = memory;
        while (shm->regions <= region) {
            void *octets = calloc(1, (size_t)size);
            if (octets == NULL) return SQLITE_IOERR_NOMEM;
            memory[shm->regions++] = octets;
        }
    }
    *out = shm->memory[region];
    return SQLITE_OK;
}

int faulty_shm_map(sqlite3_file *base, int region, int size, int extends, void volatile **out) {
    struct handle *file = (struct handle *)base;
    *out = NULL;
    pthread_mutex_lock(&file->disk->mutex);
    int code = map(file, region, size, extends, out);
    pthread_mutex_unlock(&file->disk->mutex);
    return code;
}

static void unlock(struct handle *file, unsigned mask) {
    for (int i = 0; i < SHM_LOCKS; i++) {
        unsigned bit = 1u << i;
        if ((mask & bit) == 0) continue;
        if (file->shared & bit) file->shm->shared[i]--;
        if (file->exclusive & bit) file->shm->exclusive[i] = NULL;
    }
    file->shared &= ~mask;
    file->exclusive &= ~mask;
}

static int lock(struct handle *file, unsigned mask, int flags) {
    if (file->shm == NULL) return SQLITE_IOERR_SHMLOCK;
    if (flags & SQLITE_SHM_UNLOCK) {
        unlock(file, mask);
        return SQLITE_OK;
    }
    if (file->is_dead) return SQLITE_IOERR_SHMLOCK;
    bool shares = flags & SQLITE_SHM_SHARED;
    if (((shares ? file->shared : file->exclusive) & mask) == mask) return SQLITE_OK;
    struct shm *shm = file->shm;
    for (int i = 0; i < SHM_LOCKS; i++) {
        unsigned bit = 1u << i;
        if ((mask & bit) == 0) continue;
        if (shm->exclusive[i] != NULL && shm->exclusive[i] != file) return SQLITE_BUSY;
        int own = (file->shared & bit) != 0;
        if (!shares && shm->shared[i] > own) return SQLITE_BUSY;
    }
    for (int i = 0; i < SHM_LOCKS; i++) {
        unsigned bit = 1u << i;
        if ((mask & bit) == 0) continue;
        if (shares) shm->shared[i] += (file->shared & bit) == 0;
        else shm->exclusive[i] = file;
    }
    if (shares) file->shared |= mask;
    else file->exclusive |= mask;
    return SQLITE_OK;
}

int faulty_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    struct handle *file = (struct handle *)base;
    unsigned mask = ((1u << count) - 1) << offset;
    pthread_mutex_lock(&file->disk->mutex);
    int code = lock(file, mask, flags);
    pthread_mutex_unlock(&file->disk->mutex);
    return code;
}

void faulty_shm_barrier(sqlite3_file *base) {
    (void)base;
    __sync_synchronize();
}

void faulty_shm_close(struct handle *file) {
    struct shm *shm = file->shm;
    if (shm == NULL) return;
    unlock(file, file->shared | file->exclusive);
    file->shm = NULL;
    release(shm);
    /* Nobody has it open any more: it is gone. */
    if (file->node->shm == shm && shm->references == 1) faulty_shm_detach(file->node);
}

int faulty_shm_unmap(sqlite3_file *base, int deletes) {
    struct handle *file = (struct handle *)base;
    (void)deletes;
    pthread_mutex_lock(&file->disk->mutex);
    faulty_shm_close(file);
    pthread_mutex_unlock(&file->disk->mutex);
    return SQLITE_OK;
}
