#include "base/queue.h"

#include <stdlib.h>

#include "base/arena.h"

void queue_open(struct queue *queue, size_t size)
{
    *queue = (struct queue){.size = size};
    queue->item = mem_alloc(size * sizeof(*queue->item));
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->changed, NULL);
}

void queue_free(struct queue *queue)
{
    free(queue->item);
    pthread_mutex_destroy(&queue->lock);
    pthread_cond_destroy(&queue->changed);
}

bool queue_put(struct queue *queue, void *item)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == queue->size && !queue->closed)
        pthread_cond_wait(&queue->changed, &queue->lock);
    bool taken = !queue->closed;
    if (taken)
        queue->item[(queue->first + queue->n++) % queue->size] = item;
    pthread_cond_broadcast(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
    return taken;
}

static void *take_locked(struct queue *queue)
{
    if (queue->n == 0)
        return NULL;
    void *item = queue->item[queue->first];
    queue->first = (queue->first + 1) % queue->size;
    queue->n--;
    pthread_cond_broadcast(&queue->changed);
    return item;
}

void *queue_take(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == 0 && !queue->closed)
        pthread_cond_wait(&queue->changed, &queue->lock);
    void *item = take_locked(queue);
    pthread_mutex_unlock(&queue->lock);
    return item;
}

void *queue_try(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    void *item = take_locked(queue);
    pthread_mutex_unlock(&queue->lock);
    return item;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}
