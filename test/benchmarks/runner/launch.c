// launch FD CPU SECONDS COMMAND... - runs a command on one CPU (-1: any), at
// most so long (0: for ever), and writes to a descriptor what it cost: wait
// status, microseconds of user and system time, nanoseconds on the wall, KiB
// at most.
//
// Why not from Python: the peak memory that the kernel reports for a process
// includes what it was before `exec`, and that would be all of Python; and the
// time on the wall would include Python's own steps.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static void expire(int signal) { kill(child, SIGKILL); }

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

static long long microseconds(struct timeval t) {
  return t.tv_sec * 1000000ll + t.tv_usec;
}

int main(int argc, char **argv) {
  if (argc < 5)
    return 2;
  int fd = atoi(argv[1]), cpu = atoi(argv[2]);
  cpu_set_t set;
  CPU_ZERO(&set);
  if (cpu >= 0) {
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set))
      return perror("launch: sched_setaffinity"), 2;
  }
  signal(SIGALRM, expire);
  long long start = now();
  child = fork();
  if (child < 0)
    return perror("launch: fork"), 2;
  if (child == 0) {
    close(fd);
    execvp(argv[4], argv + 4);
    perror(argv[4]);
    _exit(127);
  }
  alarm((unsigned)atoi(argv[3]));
  int status;
  struct rusage usage;
  while (wait4(child, &status, 0, &usage) < 0)
    ;
  long long wall = now() - start;
  dprintf(fd, "%d %lld %lld %lld %ld\n", status, microseconds(usage.ru_utime),
          microseconds(usage.ru_stime), wall, usage.ru_maxrss);
}
