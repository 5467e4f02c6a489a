// A small neural network in fixed point, as run on the web: dense layers of
// int8 weights and int16 activations summed in int32, ReLU, then training-like
// float updates of the last layer.
//
// For Wasm: sign-extending loads of two widths in one reduction that native
// compilers turn into multiply-add instructions.
#include "../benchmark.h"

enum { Inputs = 256, Hidden = 192, Outputs = 16 };

typedef struct {
  int inputs, outputs, shift;
  int8_t *weights;
  int32_t *biases;
} Layer;

static Layer newLayer(int inputs, int outputs, int shift, Random *r) {
  Layer l = {inputs, outputs, shift, allocate((size_t)inputs * (size_t)outputs),
             allocate((size_t)outputs * sizeof(int32_t))};
  for (int i = 0; i < inputs * outputs; i++)
    l.weights[i] = (int8_t)(nextBelow(r, 255) - 127);
  for (int i = 0; i < outputs; i++)
    l.biases[i] = (int)nextBelow(r, 2000) - 1000;
  return l;
}

static void apply(const Layer *l, const int16_t *in, int16_t *out) {
  for (int o = 0; o < l->outputs; o++) {
    const int8_t *w = l->weights + o * l->inputs;
    int32_t sum = l->biases[o];
    for (int i = 0; i < l->inputs; i++)
      sum += w[i] * in[i];
    sum >>= l->shift;
    sum = sum < 0 ? 0 : sum;
    out[o] = (int16_t)(sum > 4000 ? 4000 : sum);
  }
}

static float output[Outputs][Hidden];

/// Scores in floats, and a step of the weights towards the wanted answer.
static float train(const int16_t *in, int wanted) {
  float scores[Outputs], error = 0;
  for (int o = 0; o < Outputs; o++) {
    scores[o] = 0;
    for (int i = 0; i < Hidden; i++)
      scores[o] += output[o][i] * (float)in[i];
  }
  for (int o = 0; o < Outputs; o++) {
    float off = scores[o] / 4096 - (o == wanted ? 1.0f : 0.0f);
    error += off * off;
    for (int i = 0; i < Hidden; i++)
      output[o][i] -= 1e-6f * off * (float)in[i];
  }
  return error;
}

int main(int argc, char **argv) {
  int rounds = 3500 * benchmarkScale(argc, argv);
  Random r = {16};
  Layer first = newLayer(opaque(Inputs), opaque(Hidden), 9, &r);
  Layer second = newLayer(opaque(Hidden), opaque(Hidden), 9, &r);
  static int16_t in[Inputs], hidden[2][Hidden];
  float error = 0;
  for (int i = 0; i < Inputs; i++)
    in[i] = (int16_t)nextBelow(&r, 512);
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < 32; i++)
      in[nextBelow(&r, Inputs)] = (int16_t)nextBelow(&r, 512);
    apply(&first, in, hidden[0]);
    apply(&second, hidden[0], hidden[1]);
    error = train(hidden[1], round % Outputs);
    checkFloat(error);
    check((uint64_t)hidden[1][round % Hidden]);
  }
  return finish();
}
