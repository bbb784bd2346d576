#pragma once
#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one typed wrapper per kind of value. */

typedef int (*usher_curl_debug)(CURL *handle, curl_infotype type, char *data, size_t size, void *context);
typedef size_t (*usher_curl_line)(char *data, size_t size, size_t count, void *context);
typedef int (*usher_curl_progress)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

static inline CURLcode usher_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode usher_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

/* 256 octets at least; outlives the handle. */
static inline CURLcode usher_curl_set_error_buffer(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

/* Every line the server sends before the connection is ready. Returning 0 ends the attempt with CURLE_WRITE_ERROR. */
static inline void usher_curl_set_lines(CURL *handle, usher_curl_line function, void *context) {
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, function);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

static inline void usher_curl_set_debug(CURL *handle, usher_curl_debug function, void *context) {
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}

/* Called about once a second while connecting. Returning 1 ends the attempt with CURLE_ABORTED_BY_CALLBACK. */
static inline void usher_curl_set_progress(CURL *handle, usher_curl_progress function, void *context) {
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}

/* CURL_SOCKET_BAD when there is none. */
static inline curl_socket_t usher_curl_socket(CURL *handle) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? socket : CURL_SOCKET_BAD;
}

/* Whether TCP was established: 0 until then. */
static inline curl_off_t usher_curl_connect_microseconds(CURL *handle) {
    curl_off_t time = 0;
    return curl_easy_getinfo(handle, CURLINFO_CONNECT_TIME_T, &time) == CURLE_OK ? time : 0;
}

/* What the server sends as the body. Returning another number than `size * count` ends it with CURLE_WRITE_ERROR. */
static inline void usher_curl_set_body(CURL *handle, usher_curl_line function, void *context) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, function);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

/* A list that outlives the transfer. */
static inline CURLcode usher_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

/* The body of a POST; libcurl keeps a copy. */
static inline CURLcode usher_curl_set_post(CURL *handle, const void *octets, curl_off_t count) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, count);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, octets);
}

/* 0 until there is an answer. */
static inline long usher_curl_status(CURL *handle) {
    long status = 0;
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0;
}

/* What the server's own certificate says, a line for each part (CURLOPT_CERTINFO); NULL without one. */
static inline struct curl_slist *usher_curl_certificate(CURL *handle) {
    struct curl_certinfo *info = NULL;
    if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &info) != CURLE_OK || !info || info->num_of_certs < 1) return NULL;
    return info->certinfo[0];
}
