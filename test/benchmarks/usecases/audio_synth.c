// A synthesiser: voices from wave tables through resonant filters, echo, and a
// long finite impulse response, in blocks of 128 frames as in a browser.
//
// For Wasm: short loops with state that is carried from one sample to the next
// in structures, table look-ups by phase, ring buffers indexed with a mask.
#include "../benchmark.h"

enum { Rate = 48000, Block = 128, Voices = 16, Table = 2048, Echo = 16384 };
enum { Taps = 96 };

typedef struct {
  uint32_t phase, step; // a full turn is 2^32
  float level, decay;
  float cutoff, resonance, low, band; // a state variable filter
} Voice;

static float wave[Table + 1], echo[Echo], response[Taps], history[Taps + Block];
static Voice voices[Voices];
static uint32_t echoAt;

static void makeTables(void) {
  for (int i = 0; i <= Table; i++) {
    double sum = 0;
    for (int k = 1; k <= 12; k++)
      sum += sineOfTurns((double)i * k / Table) / k;
    wave[i] = (float)sum * 0.6f;
  }
  double sum = 0;
  for (int i = 0; i < Taps; i++) {
    double window = 0.5 - 0.5 * cosineOfTurns((i + 0.5) / Taps);
    double x = (i - (Taps - 1) / 2.0) * 0.3;
    response[i] = (float)(window * sineOfTurns(x) / x);
    sum += response[i];
  }
  for (int i = 0; i < Taps; i++)
    response[i] /= (float)sum;
}

static void strike(Voice *v, Random *r) {
  uint32_t note = nextBelow(r, 36);
  double hertz = 110;
  for (; note >= 12; note -= 12)
    hertz *= 2;
  for (; note; note--)
    hertz *= 1.0594630943592953;
  v->step = (uint32_t)(hertz / Rate * 4294967296.0);
  v->level = 0.2f + 0.3f * (float)nextUnit(r);
  v->decay = 1 - 0.0002f * (1 + (float)nextUnit(r));
  v->cutoff = 0.05f + 0.3f * (float)nextUnit(r);
  v->resonance = 0.2f + 0.8f * (float)nextUnit(r);
}

static void addVoice(Voice *v, float *out) {
  for (int i = 0; i < Block; i++) {
    uint32_t index = v->phase >> 21; // 11 bits
    float part = (float)(v->phase >> 5 & 0xFFFF) * (1.0f / 65536);
    float sample = wave[index] + (wave[index + 1] - wave[index]) * part;
    v->phase += v->step;
    v->low += v->cutoff * v->band;
    float high = sample * v->level - v->low - v->resonance * v->band;
    v->band += v->cutoff * high;
    v->level *= v->decay;
    out[i] += v->low;
  }
}

static void addEcho(float *block) {
  for (int i = 0; i < Block; i++, echoAt++) {
    float late = echo[(echoAt - 7001) % Echo] + echo[(echoAt - 11003) % Echo];
    block[i] += 0.35f * late;
    echo[echoAt % Echo] = block[i] * 0.7f;
  }
}

/// Convolves with the response; keeps the samples that the next block needs.
static void filter(const float *in, float *out) {
  memcpy(history + Taps, in, Block * sizeof *in);
  for (int i = 0; i < Block; i++) {
    float sum = 0;
    for (int k = 0; k < Taps; k++)
      sum += response[k] * history[Taps + i - k];
    out[i] = sum;
  }
  memmove(history, history + Block, Taps * sizeof *history);
}

/// 16-bit samples; loud ones bend rather than break.
static int16_t quantise(float x) {
  float size = x < 0 ? -x : x;
  return (int16_t)(x / (1 + size) * 32767);
}

int main(int argc, char **argv) {
  int blocks = 3300 * benchmarkScale(argc, argv);
  float mixed[Block], filtered[Block];
  int loudest = 0;
  Random r = {57};
  makeTables();
  for (int block = 0; block < blocks; block++) {
    if (block % 20 == 0)
      strike(&voices[block / 20 % Voices], &r);
    memset(mixed, 0, sizeof mixed);
    for (int v = 0; v < Voices; v++)
      addVoice(&voices[v], mixed);
    addEcho(mixed);
    filter(mixed, filtered);
    for (int i = 0; i < Block; i++) {
      int sample = quantise(filtered[i]);
      loudest = sample > loudest ? sample : loudest;
      check((uint64_t)sample);
    }
  }
  printf("loudest sample %d\n", loudest);
  return finish();
}
