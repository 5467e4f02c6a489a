// What a program needs at least: for start-up times and sizes.
#include <stdio.h>
int main(void) { puts("hello"); }
