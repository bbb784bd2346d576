#include "CFaultyDisk.h"
#include <string.h>

static uint64_t mixed(uint64_t sum, uint64_t word) {
    sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
    return sum ^ (sum >> 29);
}

uint64_t faulty_sum(uint64_t sum, const void *octets, size_t count) {
    const unsigned char *next = octets;
    sum = mixed(sum, count);
    for (; count >= 8; count -= 8, next += 8) {
        uint64_t word;
        memcpy(&word, next, 8);
        sum = mixed(sum, word);
    }
    for (; count > 0; count--, next++) sum = mixed(sum, *next);
    return sum;
}
