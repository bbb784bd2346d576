#include "disk.h"

static uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t faulty_random(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15u;
    return mix(*state);
}

/* The same for the same three, whatever was asked before. */
uint64_t faulty_hash(uint64_t seed, uint64_t a, uint64_t b) {
    return mix(mix(mix(seed + 0x9E3779B97F4A7C15u) + a * 0xD1342543DE82EF95u + 1) + b * 0x9E3779B97F4A7C15u + 1);
}
