// Shortest routes from one place (Dijkstra) on a road map: places and roads
// are malloc'ed objects linked by pointers, the queue is a binary heap.
//
// For Wasm: loads that depend on loads, at addresses nobody can foresee; the
// heap's comparisons go through two pointers each.
#include "../benchmark.h"

typedef struct Place Place;
typedef struct Road Road;
struct Road {
  Road *next;
  Place *to;
  uint32_t length;
};
struct Place {
  Road *roads;
  uint32_t distance;
  int slot; // in the heap, -1 when not there
};

static Place **heap;
static int heapSize;

static void put(Place *p, int slot) {
  heap[slot] = p;
  p->slot = slot;
}

static void rise(Place *p, int slot) {
  for (; slot; slot = (slot - 1) / 2) {
    Place *parent = heap[(slot - 1) / 2];
    if (parent->distance <= p->distance)
      break;
    put(parent, slot);
  }
  put(p, slot);
}

static Place *takeNearest(void) {
  Place *nearest = heap[0], *last = heap[--heapSize];
  int slot = 0;
  for (int child; (child = 2 * slot + 1) < heapSize; slot = child) {
    if (child + 1 < heapSize &&
        heap[child + 1]->distance < heap[child]->distance)
      child++;
    if (heap[child]->distance >= last->distance)
      break;
    put(heap[child], slot);
  }
  put(last, slot);
  nearest->slot = -1;
  return nearest;
}

static void findRoutes(Place **places, int count, Place *start) {
  for (int i = 0; i < count; i++) {
    places[i]->distance = UINT32_MAX;
    places[i]->slot = -1;
  }
  start->distance = 0;
  heapSize = 0;
  rise(start, heapSize++);
  while (heapSize) {
    Place *here = takeNearest();
    for (const Road *road = here->roads; road; road = road->next) {
      uint32_t distance = here->distance + road->length;
      if (distance >= road->to->distance)
        continue;
      road->to->distance = distance;
      rise(road->to, road->to->slot < 0 ? heapSize++ : road->to->slot);
    }
  }
}

static void addRoad(Place *from, Place *to, uint32_t length) {
  Road *road = allocate(sizeof *road);
  *road = (Road){from->roads, to, length};
  from->roads = road;
}

/// A grid of places, its roads of random length, and some long shortcuts.
static Place **makeMap(int side, Random *r) {
  int count = side * side;
  Place **places = allocate((size_t)count * sizeof *places);
  for (int i = 0; i < count; i++) {
    places[i] = allocate(sizeof **places);
    *places[i] = (Place){NULL, 0, -1};
  }
  for (int i = 0; i < count; i++) {
    int around[] = {i - 1, i + 1, i - side, i + side};
    for (int k = 0; k < 4; k++)
      if (around[k] >= 0 && around[k] < count && nextBelow(r, 10))
        addRoad(places[i], places[around[k]], 10 + nextBelow(r, 90));
    if (nextBelow(r, 20) == 0)
      addRoad(places[i], places[nextBelow(r, (uint32_t)count)],
              1000 + nextBelow(r, 1000));
  }
  return places;
}

int main(int argc, char **argv) {
  int rounds = 22 * benchmarkScale(argc, argv);
  int side = opaque(120), count = side * side;
  Random r = {34};
  Place **places = makeMap(side, &r);
  heap = allocate((size_t)count * sizeof *heap);
  for (int round = 0; round < rounds; round++) {
    findRoutes(places, count, places[nextBelow(&r, (uint32_t)count)]);
    uint32_t farthest = 0;
    for (int i = 0; i < count; i++)
      if (places[i]->distance != UINT32_MAX && places[i]->distance > farthest)
        farthest = places[i]->distance;
    check(farthest);
    check(places[nextBelow(&r, (uint32_t)count)]->distance);
  }
  return finish();
}
