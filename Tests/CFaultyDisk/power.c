#include "disk.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is left when the power goes. */

struct loss {
    uint64_t seed;
    enum faulty_disk_policy policy;
    bool has_garbage;
    int64_t moment;  /* a prefix's last change */
};

/* How many of four writes to a file are kept. Some files lose all, and some nothing. */
static uint64_t share(const struct loss *loss, const struct node *node) {
    return faulty_hash(loss->seed, 1, (uint64_t)node->number) % 5;
}

/* Whether a sector of a change reached the disk. */
static bool keeps(const struct loss *loss, const struct node *node, const struct change *change, int64_t sector) {
    uint64_t chance = faulty_hash(loss->seed, 2, (uint64_t)change->number);
    switch (loss->policy) {
    case FAULTY_DISK_KEEP_ALL: return true;
    case FAULTY_DISK_LOSE_ALL: return false;
    case FAULTY_DISK_PREFIX: return change->number <= loss->moment;
    case FAULTY_DISK_SUBSET: return chance % 4 < share(loss, node);
    default:
        /* A third of the writes is torn. */
        if (change->truncates || chance % 3 != 0) return (chance >> 8) % 4 < share(loss, node);
        return faulty_hash(loss->seed, (uint64_t)change->number, (uint64_t)sector + 3) & 1;
    }
}

static int64_t first_sector(const struct change *change) { return change->start / SECTOR; }

static int64_t last_sector(const struct change *change) { return (change->end - 1) / SECTOR; }

/* How long the file is afterwards. Its new length may be on the disk though what was written there is not. */
static int64_t size_after(const struct loss *loss, const struct node *node) {
    int64_t size = node->changes[0].size;
    bool lengthens = loss->policy == FAULTY_DISK_SUBSET || loss->policy == FAULTY_DISK_TORN;
    for (size_t i = 0; i < node->count; i++) {
        const struct change *change = &node->changes[i];
        if (change->truncates) {
            if (keeps(loss, node, change, first_sector(change))) size = change->offset;
            continue;
        }
        int64_t end = 0;
        for (int64_t sector = last_sector(change); sector >= first_sector(change) && end == 0; sector--) {
            if (keeps(loss, node, change, sector)) end = (sector + 1) * SECTOR;
        }
        if (end > change->end) end = change->end;
        if (lengthens && faulty_hash(loss->seed, 4, (uint64_t)change->number) % 4 == 0) end = change->end;
        if (end > size) size = end;
    }
    return size;
}

/* Puts back what lay in a sector before a change; true where it became garbage instead, which nothing older replaces.
   */
static bool put_back(
    const struct loss *loss, const struct node *node, const struct change *change, int64_t sector, int descriptor
) {
    unsigned char octets[SECTOR] = {0};
    int64_t from = sector * SECTOR - change->start;
    int64_t had = change->had - from;
    if (had > SECTOR) had = SECTOR;
    if (had > 0) memcpy(octets, node->images + change->image + from, (size_t)had);
    uint64_t chance = faulty_hash(loss->seed, 5, (uint64_t)change->number ^ (uint64_t)sector << 32);
    bool is_garbage = loss->has_garbage && !change->truncates && chance % 8 == 0;
    if (is_garbage) {
        for (int64_t i = 0; i < SECTOR; i++) {
            int64_t at = sector * SECTOR + i;
            uint64_t octet = faulty_random(&chance);
            if (at >= change->offset && at < change->end) octets[i] = (unsigned char)octet;
        }
    }
    /* A write that fails would only lose less. */
    ssize_t written = pwrite(descriptor, octets, SECTOR, sector * SECTOR);
    (void)written;
    return is_garbage;
}

static void lose(const struct loss *loss, struct node *node, int descriptor) {
    faulty_node_unmirror(node);
    int64_t sectors = 0;
    for (size_t i = 0; i < node->count; i++) {
        int64_t last = last_sector(&node->changes[i]);
        if (last >= sectors) sectors = last + 1;
    }
    /* Which sectors are as they will be. */
    unsigned char *done = calloc(1, (size_t)sectors + 1);
    if (done == NULL) return;
    int64_t size = size_after(loss, node);
    for (size_t i = node->count; i-- > 0;) {
        const struct change *change = &node->changes[i];
        for (int64_t sector = first_sector(change); sector <= last_sector(change); sector++) {
            if (done[sector]) continue;
            done[sector] = keeps(loss, node, change, sector) || put_back(loss, node, change, sector, descriptor);
        }
    }
    free(done);
    if (ftruncate(descriptor, size) == 0) node->size = size;
    faulty_node_settle(node);
}

/* ---- Names */

static size_t version_after(const struct loss *loss, const struct name *name) {
    size_t last = name->count - 1;
    if (loss->policy == FAULTY_DISK_KEEP_ALL) return last;
    if (loss->policy == FAULTY_DISK_LOSE_ALL) return 0;
    if (loss->policy == FAULTY_DISK_PREFIX) {
        while (last > 0 && name->versions[last].number > loss->moment) last--;
        return last;
    }
    return (size_t)(faulty_hash(loss->seed, 6, (uint64_t)name->versions[last].number) % name->count);
}

/* Gives a file that was deleted its name again. */
static void bring_back(const char *path, struct node *node) {
    struct stat facts;
    if (node->descriptor < 0 || fstat(node->descriptor, &facts) != 0) return;
    int copy = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, facts.st_mode & 0777);
    if (copy < 0) return;
    unsigned char octets[1 << 16];
    ssize_t count;
    for (off_t at = 0; (count = pread(node->descriptor, octets, sizeof octets, at)) > 0; at += count) {
        if (pwrite(copy, octets, (size_t)count, at) != count) break;
    }
    if (fstat(copy, &facts) == 0) {
        node->inode = facts.st_ino;
        node->device = facts.st_dev;
        node->size = facts.st_size;
    }
    close(copy);
    close(node->descriptor);
    node->descriptor = -1;
}

static void settle(const struct loss *loss, struct name *name) {
    if (name->count == 0) return;
    size_t kept = version_after(loss, name);
    struct node *now = faulty_name_node(name);
    struct node *then = name->versions[kept].node;
    if (then != now) {
        if (now != NULL) unlink(name->path);
        if (then != NULL) bring_back(name->path, then);
    }
    faulty_name_forget(name, kept);
    if (then == NULL || then->count == 0) return;
    int descriptor = open(name->path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return;
    lose(loss, then, descriptor);
    close(descriptor);
}

/* The first change that is not durable; the number after the last where all are. */
static int64_t first_change(const struct faulty_disk *disk) {
    int64_t first = disk->number + 1;
    for (const struct name *name = disk->names; name != NULL; name = name->next) {
        for (size_t i = 0; i < name->count; i++) {
            const struct node *node = name->versions[i].node;
            if (i > 0 && name->versions[i].number < first) first = name->versions[i].number;
            if (node != NULL && node->count > 0 && node->changes[0].number < first) first = node->changes[0].number;
        }
    }
    return first;
}

void faulty_disk_lose_power(struct faulty_disk *disk, uint64_t seed, enum faulty_disk_policy policy, int flags) {
    pthread_mutex_lock(&disk->mutex);
    for (int process = 0; process < FAULTY_DISK_PROCESSES; process++) faulty_disk_die(disk, process);
    struct loss loss = {.seed = seed, .policy = policy, .has_garbage = flags & FAULTY_DISK_GARBAGE};
    if (policy == FAULTY_DISK_BY_SEED) {
        static const enum faulty_disk_policy policies[] = {
            FAULTY_DISK_KEEP_ALL, FAULTY_DISK_LOSE_ALL, FAULTY_DISK_PREFIX, FAULTY_DISK_PREFIX,
            FAULTY_DISK_SUBSET, FAULTY_DISK_SUBSET, FAULTY_DISK_TORN, FAULTY_DISK_TORN};
        loss.policy = policies[faulty_hash(seed, 7, 0) % 8];
    }
    int64_t first = first_change(disk);
    loss.moment = first - 1 + (int64_t)(faulty_hash(seed, 8, 0) % (uint64_t)(disk->number - first + 2));
    for (struct name *name = disk->names; name != NULL; name = name->next) settle(&loss, name);
    pthread_mutex_unlock(&disk->mutex);
}

int64_t faulty_disk_unsynced(struct faulty_disk *disk) {
    int64_t sum = 0;
    pthread_mutex_lock(&disk->mutex);
    for (const struct name *name = disk->names; name != NULL; name = name->next) {
        const struct node *node = faulty_name_node(name);
        for (size_t i = 0; node != NULL && i < node->count; i++) sum += node->changes[i].end - node->changes[i].offset;
    }
    pthread_mutex_unlock(&disk->mutex);
    return sum;
}
