/*
 * A bounded queue of pointers between threads: put waits while it is full,
 * take while it is empty.
 *
 * Closing it wakes everybody: takers get what is left and then null, putters
 * are told false.
 */
#ifndef STET_BASE_QUEUE_H
#define STET_BASE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void **item; /* a ring of `size` */
    size_t size;
    size_t first;
    size_t n;
    bool closed;
};

void queue_open(struct queue *queue, size_t size);
/* Only when no thread uses it any more. */
void queue_free(struct queue *queue);

bool queue_put(struct queue *queue, void *item);
void *queue_take(struct queue *queue);
/* Null at once when it is empty. */
void *queue_try(struct queue *queue);
void queue_close(struct queue *queue);

#endif
