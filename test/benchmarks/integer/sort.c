// Sorting: quicksort of ints in place, merge sort of records through a
// comparison function that is passed in, heap sort.
//
// For Wasm: two pointers that walk towards each other until data says stop, an
// indirect call per comparison, array elements at 2i + 1.
#include "../benchmark.h"

typedef struct {
  uint32_t key;
  uint16_t group, serial;
} Record;

enum { N = 130000 };
static int numbers[N], heap[N];
static Record records[N], spare[N];

static void quicksort(int *a, int count) {
  while (count > 16) {
    int pivot = a[count / 2], low = -1, high = count;
    for (;;) {
      while (a[++low] < pivot)
        ;
      while (a[--high] > pivot)
        ;
      if (low >= high)
        break;
      int t = a[low];
      a[low] = a[high];
      a[high] = t;
    }
    quicksort(a + high + 1, count - high - 1);
    count = high + 1;
  }
  for (int i = 1; i < count; i++) {
    int value = a[i], j = i;
    for (; j > 0 && a[j - 1] > value; j--)
      a[j] = a[j - 1];
    a[j] = value;
  }
}

typedef int Compare(const Record *, const Record *);

static int byKey(const Record *a, const Record *b) {
  return (a->key > b->key) - (a->key < b->key);
}

static int byGroup(const Record *a, const Record *b) {
  return a->group != b->group ? a->group - b->group : a->serial - b->serial;
}

static void mergeSort(Record *a, Record *scratch, int count, Compare *compare) {
  if (count < 2)
    return;
  int half = count / 2;
  mergeSort(a, scratch, half, compare);
  mergeSort(a + half, scratch, count - half, compare);
  memcpy(scratch, a, (size_t)half * sizeof *a);
  int i = 0, j = half, out = 0;
  while (i < half && j < count)
    a[out++] = compare(&scratch[i], &a[j]) <= 0 ? scratch[i++] : a[j++];
  while (i < half)
    a[out++] = scratch[i++];
}

static void sink(int *a, int at, int count) {
  int value = a[at];
  for (int child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && a[child] < a[child + 1])
      child++;
    if (a[child] <= value)
      break;
    a[at] = a[child];
  }
  a[at] = value;
}

static void heapSort(int *a, int count) {
  for (int i = count / 2 - 1; i >= 0; i--)
    sink(a, i, count);
  for (int end = count - 1; end > 0; end--) {
    int t = a[0];
    a[0] = a[end];
    a[end] = t;
    sink(a, 0, end);
  }
}

int main(int argc, char **argv) {
  int rounds = benchmarkScale(argc, argv);
  Random r = {24};
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < N; i++) {
      numbers[i] = heap[i] = (int)nextRandom(&r);
      records[i] =
          (Record){nextRandom(&r), (uint16_t)nextBelow(&r, 100), (uint16_t)i};
    }
    quicksort(numbers, N);
    heapSort(heap, N);
    mergeSort(records, spare, N, byKey);
    for (int i = 0; i < N; i += 97)
      check((uint64_t)numbers[i] ^ (uint64_t)records[i].serial << 40);
    mergeSort(records, spare, N, byGroup);
    if (memcmp(numbers, heap, sizeof heap) != 0) {
      printf("quicksort and heap sort differ\n");
      return 1;
    }
    for (int i = 0; i < N; i += 97)
      check((uint64_t)records[i].serial << 32 | records[i].key);
  }
  return finish();
}
