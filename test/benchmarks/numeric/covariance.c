// Statistics of a table of floats, a row per observation: means and deviations
// by column, then the correlation of every pair of columns.
//
// For Wasm: strides of a whole row, sums that may not be reordered, and a
// structure that carries the extent and the pointer, read again after stores.
#include "../benchmark.h"

typedef struct {
  int rows, columns;
  float *cells;
} Table;

static Table newTable(int rows, int columns) {
  return (Table){rows, columns,
                 allocate((size_t)rows * (size_t)columns * sizeof(float))};
}

static inline float *cell(const Table *t, int row, int column) {
  return &t->cells[row * t->columns + column];
}

/// Shifts and scales each column to mean 0 and deviation 1.
static void normalise(Table *t) {
  for (int j = 0; j < t->columns; j++) {
    float mean = 0, squares = 0;
    for (int i = 0; i < t->rows; i++)
      mean += *cell(t, i, j);
    mean /= (float)t->rows;
    for (int i = 0; i < t->rows; i++) {
      float d = *cell(t, i, j) - mean;
      squares += d * d;
    }
    float deviation = __builtin_sqrtf(squares / (float)t->rows) + 1e-6f;
    for (int i = 0; i < t->rows; i++)
      *cell(t, i, j) = (*cell(t, i, j) - mean) / deviation;
  }
}

static void correlate(const Table *t, Table *result) {
  for (int a = 0; a < t->columns; a++)
    for (int b = a; b < t->columns; b++)
      *cell(result, a, b) = 0;
  for (int i = 0; i < t->rows; i++)
    for (int a = 0; a < t->columns; a++)
      for (int b = a; b < t->columns; b++)
        *cell(result, a, b) += *cell(t, i, a) * *cell(t, i, b);
}

/// The same by columns: a sum per pair.
static void correlateByColumns(const Table *t, Table *result) {
  for (int a = 0; a < t->columns; a++)
    for (int b = a; b < t->columns; b++) {
      float sum = 0;
      for (int i = 0; i < t->rows; i++)
        sum += *cell(t, i, a) * *cell(t, i, b);
      *cell(result, b, a) = sum;
    }
}

int main(int argc, char **argv) {
  int rounds = 32 * benchmarkScale(argc, argv);
  Table data = newTable(opaque(260), opaque(130));
  Table result = newTable(data.columns, data.columns);
  Random r = {14};
  for (int i = 0; i < data.rows * data.columns; i++)
    data.cells[i] = (float)nextUnit(&r);
  for (int round = 0; round < rounds; round++) {
    normalise(&data);
    correlate(&data, &result);
    correlateByColumns(&data, &result);
    for (int j = 0; j < data.columns; j++) {
      checkFloat(*cell(&result, 0, j));
      for (int i = 0; i < data.rows; i++)
        *cell(&data, i, j) +=
            0.1f * *cell(&data, (i + 1) % data.rows, j) + (float)nextUnit(&r);
    }
  }
  for (int i = 0; i < result.columns * result.columns; i++)
    checkFloat(result.cells[i]);
  return finish();
}
