int env_twice(void *context, int x) {
  (void)context;
  return 2 * x;
}
