#include "CFaultyDisk.h"
#include <malloc.h>

int64_t faulty_heap_octets(void) {
    struct mallinfo2 facts = mallinfo2();
    return (int64_t)(facts.uordblks + facts.hblkhd);
}
