#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  char line[16] = "";
  FILE *file = fopen("/data/x", "r");
  if (file)
    fgets(line, sizeof line, file);
  printf("%s: %s", argc > 1 ? argv[1] : "", line);
  exit(3);
}
