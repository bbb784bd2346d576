#pragma once
/* Newer releases mark what 1.18 has as old; both have it. */
#define CARES_NO_DEPRECATED
#include <ares.h>

/* Macros in one release and an enumeration in another. */
static const int usher_ares_success = ARES_SUCCESS;
static const int usher_ares_no_data = ARES_ENODATA;
static const int usher_ares_not_found = ARES_ENOTFOUND;
static const int usher_ares_timeout = ARES_ETIMEOUT;
static const int usher_ares_flags = ARES_FLAG_NOSEARCH | ARES_FLAG_EDNS;
static const int usher_ares_options = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ;
